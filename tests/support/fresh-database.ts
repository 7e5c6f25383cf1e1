import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InStatement } from '@libsql/client';
import { afterAll } from 'vitest';
import { openDatabase, type Database } from '#platform/db.ts';
import { migrate } from '../../src/runtime.ts';
import { startLibsqlServer, type LibsqlServer } from './libsql-server.ts';

/** A database of a test's own. */
export interface FreshDatabase {
  url: string;
  database: Database;
  /** For files of the installation; the database file too, where it is one. */
  folder: string;
  /** Closes it and takes it away. */
  discard: () => Promise<void>;
}

/** What lays the first rows into an empty, migrated database. */
type Settle = (database: Database) => Promise<void>;

/** Whether the tests of this run are on a real libSQL server; `npm test` runs them on both. */
export const onServer = (): boolean => process.env['TEST_DATABASE'] === 'server';

/** A migrated database with the first rows, as each test finds it: a file, or on a libSQL server. */
export function freshDatabase(settle: Settle): Promise<FreshDatabase> {
  return onServer() ? freshOnServer(settle) : freshFile(settle);
}

/** Made once per test file, because migrating takes a tenth of a second. */
let settledFile: Promise<Buffer> | undefined;

async function freshFile(settle: Settle): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  const file = join(folder, 'world.db');
  writeFileSync(file, await (settledFile ??= settled(settle)));
  const url = pathToFileURL(file).href;
  const database = await openDatabase(url);
  return {
    url,
    database,
    folder,
    async discard() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function settled(settle: Settle): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  try {
    const database = await openDatabase(pathToFileURL(join(folder, 'world.db')).href);
    await migrate(database);
    await settle(database);
    await database.write((writer) => writer.execute({ sql: 'vacuum into ?', args: [join(folder, 'settled.db')] }));
    await database.close();
    return readFileSync(join(folder, 'settled.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One server per test file; its rows are laid anew for each test in one request. */
let shared: Promise<{ server: LibsqlServer; reset: InStatement[] }> | undefined;

async function freshOnServer(settle: Settle): Promise<FreshDatabase> {
  const isFirst = shared === undefined;
  const { server, reset } = await (shared ??= settledServer(settle));
  const database = await openDatabase(server.url);
  if (!isFirst) await database.write((writer) => writer.migrate(reset));
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  return {
    url: server.url,
    database,
    folder,
    async discard() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

afterAll(async () => {
  const server = (await shared)?.server;
  if (server === undefined) return;
  await server.kill();
  rmSync(server.folder, { recursive: true, force: true });
});

async function settledServer(settle: Settle): Promise<{ server: LibsqlServer; reset: InStatement[] }> {
  const server = await startLibsqlServer();
  const database = await openDatabase(server.url);
  await migrate(database);
  await settle(database);
  const reset: InStatement[] = ['delete from sqlite_sequence'];
  const tables = await database.reader.execute(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_\\_%' escape '\\' and name not like 'libsql\\_%' escape '\\'",
  );
  for (const { name } of tables.rows) {
    reset.push(`delete from "${String(name)}"`);
    const { rows, columns } = await database.reader.execute(`select * from "${String(name)}"`);
    for (const row of rows)
      reset.push({
        sql: `insert into "${String(name)}" values (${columns.map(() => '?').join(', ')})`,
        args: columns.map((_column, index) => row[index] ?? null),
      });
  }
  await database.close();
  return { server, reset };
}
