import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Every table of the schema by its name, found in the files and not on a list. */
export async function allTables(): Promise<Map<string, SQLiteTable>> {
  const tables = new Map<string, SQLiteTable>();
  for (const path of globSync('src/server/*/tables.ts')) {
    const area: unknown = await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);
    for (const value of Object.values(Object(area))) if (is(value, SQLiteTable)) tables.set(getTableName(value), value);
  }
  return tables;
}
