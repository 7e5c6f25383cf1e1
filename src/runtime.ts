import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { openDatabase, type Database } from '#platform/db.ts';
import { isLoopback, type Settings } from '#platform/env.ts';
import { mailTransport, type MailTransport } from '#platform/mail.ts';
import { newWake, type Wake } from '#platform/wake.ts';
import { openFiles, type FileStore } from '#platform/files.ts';
import { paths } from './paths.ts';
import { sha256Hex } from '#platform/random.ts';

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
  mail: MailTransport;
  /** Told when a mail was queued. */
  mailQueued: Wake;
}

const MIGRATIONS = join(import.meta.dirname, 'server/migrations');

/**
 * Opens and migrates the database and lays the demonstration, all before anybody listens.
 * Drizzle is loaded only when there is something to lay: its many files take half a second.
 */
export async function openRuntime(settings: Settings, catalogue: Catalogue, now: Date): Promise<Runtime> {
  const database = await openDatabase(settings.databaseUrl, settings.databaseAuthToken ?? undefined);
  const isNew = await migrate(database);
  const files = openFiles(join(settings.dataDir, 'files'));
  const parts = { database, catalogue, files, origin: settings.origin };
  const demonstration = await prepareDemonstration(settings, parts, isNew, now);
  const mail = mailTransport(settings, demonstration);
  return { ...parts, settings, demonstration, mail, mailQueued: newWake() };
}

/**
 * Applies the migrations that are missing, all or none; whether the database was new. Of several processes that
 * start at once one migrates: a migration's row is written first and there can be only one of it.
 */
export async function migrate(database: Database): Promise<boolean> {
  const migrations = readMigrations();
  const latest = latestKnownMigration();
  const applied = await latestMigration(database);
  if (applied === latest) return false;
  if (applied !== null && applied > latest)
    throw new Error(
      'Diese Datenbank ist neuer als das Programm. Starten Sie die neuere Fassung oder spielen Sie eine Sicherung ein.',
    );
  const missing = migrations.filter(({ createdAt }) => createdAt > (applied ?? 0));
  try {
    await database.write((writer) =>
      writer.migrate([
        'create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)',
        'create unique index if not exists migration_once on __drizzle_migrations (created_at)',
        ...missing.flatMap(({ hash, createdAt, statements }) => [
          { sql: 'insert into __drizzle_migrations (hash, created_at) values (?, ?)', args: [hash, createdAt] },
          ...statements,
        ]),
      ]),
    );
    return applied === null;
  } catch (error) {
    if ((await latestMigration(database)) !== latest) throw error;
    return false;
  }
}

/** `when` of the newest migration that this program has; a database beyond it is of a newer one. */
export function latestKnownMigration(): number {
  return Math.max(...readMigrations().map(({ createdAt }) => createdAt));
}

/** In the layout of drizzle-kit, which writes them; its own reader would load half of Drizzle at every start. */
function readMigrations(): { hash: string; createdAt: number; statements: string[] }[] {
  const journal: { entries: { when: number; tag: string }[] } = JSON.parse(
    readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8'),
  );
  return journal.entries.map(({ when, tag }) => {
    const text = readFileSync(join(MIGRATIONS, `${tag}.sql`), 'utf8');
    return { hash: sha256Hex(text), createdAt: when, statements: text.split('--> statement-breakpoint') };
  });
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
