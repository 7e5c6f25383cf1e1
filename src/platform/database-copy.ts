import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LibsqlError, type Client, type InStatement, type Transaction } from '@libsql/client';
import { createClient } from '@libsql/client/sqlite3';
import { serverClient } from './database-server.ts';

/** So few rows go at a time that no call takes long. */
const ROWS_AT_ONCE = 200;
/** Another program may hold the file for a moment; nobody waits for a page of this process. */
const LOCK_MAX_MS = 10_000;

/** Where a database is: the address of a file or of a libSQL server. */
export interface DatabaseAddress {
  url: string;
  authToken: string | null;
}

/** What a copy was found to hold. */
export interface CopyCheck {
  /** Rows by table. */
  counts: Record<string, number>;
  /** `when` of the last migration in it; null when it has none. */
  migration: number | null;
  /** What SQLite found wrong; empty for a sound copy. */
  problems: string[];
}

/**
 * A new file holds the database as it was at one instant, while others go on reading and writing it. Also of a libSQL
 * server, whose rows are read in one transaction: so every backup is a file that any SQLite tool opens.
 */
export async function snapshotDatabase(from: DatabaseAddress, file: string): Promise<void> {
  if (from.url.startsWith('file:')) {
    const client = createClient({ url: from.url, timeout: LOCK_MAX_MS });
    try {
      await client.execute({ sql: 'VACUUM INTO ?', args: [file] });
    } finally {
      client.close();
    }
    return;
  }
  const source = await serverClient(from.url, from.authToken ?? undefined);
  const target = createClient({ url: pathToFileURL(file).href, concurrency: 1 });
  try {
    const snapshot = await source.transaction('read');
    const written = await target.transaction('write');
    await copyRows(snapshot, written);
    await written.commit();
    await snapshot.rollback();
  } finally {
    source.close();
    target.close();
  }
}

/**
 * Whether another process has this database file open, whatever it does with it; false for a libSQL server, which
 * cannot be asked. In WAL mode each connection holds a shared lock, and only the last one may leave that mode.
 */
export async function isInUse(url: string): Promise<boolean> {
  if (!url.startsWith('file:') || !existsSync(new URL(url))) return false;
  const client = createClient({ url, timeout: 0, concurrency: 1 });
  try {
    await client.execute('PRAGMA journal_mode = DELETE');
    return false;
  } catch (error) {
    // A damaged file is nobody's: it is what a restore is for.
    return error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    client.close();
  }
}

/** What the file holds, and whether it is sound. */
export async function checkDatabaseFile(file: string): Promise<CopyCheck> {
  const client = createClient({ url: pathToFileURL(file).href, timeout: LOCK_MAX_MS, concurrency: 1 });
  try {
    const integrity = (await client.execute('PRAGMA integrity_check')).rows.map((row) => String(row[0]));
    const orphans = (await client.execute('PRAGMA foreign_key_check')).rows.map(
      (row) => `${String(row[0])} points at nothing`,
    );
    const counts: Record<string, number> = {};
    for (const name of await tablesOf(client))
      counts[name] = Number((await client.execute(`select count(*) from ${quoted(name)}`)).rows[0]?.[0]);
    const hasMigrations = Object.hasOwn(counts, '__drizzle_migrations');
    const latest = hasMigrations ? await client.execute('select max(created_at) from __drizzle_migrations') : null;
    return {
      counts,
      migration: typeof latest?.rows[0]?.[0] === 'number' ? latest.rows[0][0] : null,
      problems: [...integrity.filter((line) => line !== 'ok'), ...orphans],
    };
  } finally {
    client.close();
  }
}

/** Whether there is nothing at this address yet: no file, or no table. */
export async function isEmptyDatabase(at: DatabaseAddress): Promise<boolean> {
  const client = await clientOf(at);
  try {
    return (await tablesOf(client)).length === 0;
  } finally {
    client.close();
  }
}

/** The database at this address holds what the file holds and nothing else. Nobody may be using it meanwhile. */
export async function restoreDatabase(file: string, to: DatabaseAddress): Promise<void> {
  if (to.url.startsWith('file:')) {
    const target = fileURLToPath(to.url);
    await mkdir(dirname(target), { recursive: true });
    await rm(`${target}.neu`, { force: true });
    await snapshotDatabase({ url: pathToFileURL(file).href, authToken: null }, `${target}.neu`);
    // A write-ahead log of the old file would be taken for the new one's.
    for (const suffix of ['-wal', '-shm']) await rm(`${target}${suffix}`, { force: true });
    await rename(`${target}.neu`, target);
    return;
  }
  const source = createClient({ url: pathToFileURL(file).href, concurrency: 1 });
  const target = await serverClient(to.url, to.authToken ?? undefined);
  try {
    const tables = await tablesOf(target);
    // With foreign keys off, in one transaction.
    if (tables.length > 0) await target.migrate(tables.map((name) => `drop table ${quoted(name)}`));
    const written = await target.transaction('write');
    try {
      const snapshot = await source.transaction('read');
      await copyRows(snapshot, written);
      await snapshot.rollback();
      await written.commit();
    } finally {
      written.close();
    }
  } finally {
    source.close();
    target.close();
  }
}

async function clientOf({ url, authToken }: DatabaseAddress): Promise<Client> {
  if (url.startsWith('file:')) return createClient({ url, timeout: LOCK_MAX_MS });
  return serverClient(url, authToken ?? undefined);
}

/** Tables, their rows, then indexes: faster than keeping the indexes up to date with every row. */
async function copyRows(from: Transaction, to: Transaction): Promise<void> {
  // Rows may point at rows that come later.
  await to.execute('PRAGMA defer_foreign_keys = ON');
  const { rows } = await from.execute(
    "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite\\_%' escape '\\' and name not like 'libsql\\_%' escape '\\' order by type = 'table' desc, rowid",
  );
  const tables = rows.filter((row) => row['type'] === 'table').map((row) => String(row['name']));
  for (const row of rows) if (row['type'] === 'table') await to.execute(String(row['sql']));
  for (const name of tables) await copyTable(from, to, name);
  if (rows.some((row) => /autoincrement/i.test(String(row['sql'])))) await copySequences(from, to);
  for (const row of rows) if (row['type'] !== 'table') await to.execute(String(row['sql']));
}

async function copyTable(from: Transaction, to: Transaction, name: string): Promise<void> {
  let after: number | null = null;
  for (;;) {
    const { rows, columns } = await from.execute({
      sql: `select rowid as "rowid#", * from ${quoted(name)} where ${after === null ? '1 = 1' : 'rowid > ?'} order by rowid limit ${ROWS_AT_ONCE}`,
      args: after === null ? [] : [after],
    });
    const names = columns.slice(1);
    const insert = `insert into ${quoted(name)} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`;
    const statements = rows.map((row): InStatement => ({
      sql: insert,
      args: names.map((_column, index) => row[index + 1] ?? null),
    }));
    if (statements.length > 0) await to.batch(statements);
    if (rows.length < ROWS_AT_ONCE) return;
    after = Number(rows.at(-1)?.[0]);
  }
}

/** A number that was given once is not given again, also if its row is gone. */
async function copySequences(from: Transaction, to: Transaction): Promise<void> {
  const { rows } = await from.execute('select name, seq from sqlite_sequence');
  await to.execute('delete from sqlite_sequence');
  for (const row of rows)
    await to.execute({
      sql: 'insert into sqlite_sequence (name, seq) values (?, ?)',
      args: [row[0] ?? null, row[1] ?? null],
    });
}

async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.execute(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'libsql\\_%' escape '\\' order by name",
  );
  return rows.map((row) => String(row[0]));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
