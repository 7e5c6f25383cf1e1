import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { openDatabase, type Database } from '#platform/db.ts';
import { isLoopback, type Settings } from '#platform/env.ts';
import { openFiles, type FileStore } from '#platform/files.ts';
import { paths } from './paths.ts';

/** What one running installation is made of; opened once and handed to Astro by `locals`. */
export interface Runtime {
  settings: Settings;
  database: Database;
  catalogue: Catalogue;
  files: FileStore;
  /** As in the settings. */
  origin: string;
  /** No mail leaves it, its sign-ins are shown. */
  demonstration: boolean;
}

const MIGRATIONS = join(import.meta.dirname, 'server/migrations');

/**
 * Opens and migrates the database and lays the demonstration, all before anybody listens.
 * Drizzle is loaded only when there is something to migrate or to lay: its many files take half a second.
 */
export async function openRuntime(settings: Settings, catalogue: Catalogue, now: Date): Promise<Runtime> {
  const database = await openDatabase(settings.databaseUrl);
  const isNew = await migrate(database);
  const files = openFiles(join(settings.dataDir, 'files'));
  const parts = { database, catalogue, files, origin: settings.origin };
  const demonstration = await prepareDemonstration(settings, parts, isNew, now);
  return { ...parts, settings, demonstration };
}

/** Applies the migrations that are missing; whether the database was new. */
export async function migrate(database: Database): Promise<boolean> {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8'),
  );
  const latest = Math.max(...journal.entries.map((entry) => entry.when));
  const applied = await latestMigration(database);
  if (applied === latest) return false;
  if (applied !== null && applied > latest)
    throw new Error(
      'Diese Datenbank ist neuer als das Programm. Starten Sie die neuere Fassung oder spielen Sie eine Sicherung ein.',
    );
  const [{ drizzle }, { migrate: runMigrations }] = await Promise.all([
    import('drizzle-orm/libsql/sqlite3'),
    import('drizzle-orm/libsql/migrator'),
  ]);
  await database.write((writer) => runMigrations(drizzle({ client: writer }), { migrationsFolder: MIGRATIONS }));
  return applied === null;
}

async function latestMigration(database: Database): Promise<number | null> {
  const tables = await database.reader.execute("select 1 from sqlite_master where name = '__drizzle_migrations'");
  if (tables.rows.length === 0) return null;
  const { rows } = await database.reader.execute('select max(created_at) as latest from __drizzle_migrations');
  return rows[0]?.['latest'] === null ? null : Number(rows[0]?.['latest']);
}

async function prepareDemonstration(
  settings: Settings,
  parts: Pick<Runtime, 'database' | 'catalogue' | 'files' | 'origin'>,
  isNew: boolean,
  now: Date,
): Promise<boolean> {
  const { rows } = await parts.database.reader.execute('select laid_around from demonstration');
  const wanted = isNew && settings.demo === 'auto' && isLoopback(settings.host);
  if (rows.length === 0 && !wanted) return false;
  const { dayIn } = await import('#domain/cohorts/calendar.ts');
  const { DEMO_ZONE } = await import('#server/demonstration/plan.ts');
  if (rows[0]?.['laid_around'] === dayIn(DEMO_ZONE, now)) return true;
  const { contextOf } = await import('#server/context.ts');
  const ctx = contextOf(parts, null, now);
  if (wanted) await (await import('#server/demonstration/create.ts')).createDemonstration(ctx);
  else await (await import('#server/demonstration/lay-dates.ts')).layDates(ctx);
  return true;
}

/**
 * The address at which the first operator sets this installation up, while there is none; else null. It works once,
 * for a day, and takes the place of the one that an earlier start gave. It is for the console, never for the log.
 */
export async function installationAddress(runtime: Runtime, now: Date): Promise<string | null> {
  // Asked without Drizzle first, because nearly every start ends here.
  const { rows } = await runtime.database.reader.execute(
    "select 1 from role join account on account.person_id = role.person_id where role = 'operator' and deactivated_at is null limit 1",
  );
  if (rows.length > 0) return null;
  const { contextOf } = await import('#server/context.ts');
  const { offerInstallation } = await import('#server/identity/offer-installation.ts');
  const token = await offerInstallation(contextOf(runtime, null, now));
  return token === null ? null : runtime.origin + paths.installation(token);
}
