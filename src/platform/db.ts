import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@libsql/client';

/**
 * The one handle on the database. On a file SQLite lets one transaction write at a time, and parallel
 * interactive transactions of one process fail each other: all writes go through one queue on a client
 * of their own, reads through another client that cannot write.
 */
export interface Database {
  reader: Client;
  /** Runs alone among all writes of this process; again with a fresh client while another process holds the file. */
  write<Result>(work: (writer: Client) => Promise<Result>): Promise<Result>;
  /** Waits for what is being written and leaves all of it in the file itself, so that it can be copied. */
  close(): Promise<void>;
}

/** The database stayed locked by another process for longer than anybody waits. */
export class DatabaseBusyError extends Error {}

/** Between processes: short, because SQLite's wait blocks the event loop. */
const BUSY_TIMEOUT_MS = 50;
const BUSY_GIVE_UP_MS = 5_000;

/** How many handles this process has opened; a test holds it to one. */
export const openedDatabases = { count: 0 };

/** Opens the database, makes its folder if it is a file, and asserts what durability rests on. */
export async function openDatabase(url: string): Promise<Database> {
  openedDatabases.count += 1;
  const open = url.startsWith('file:') ? await fileOpener(url) : await serverOpener(url);
  const first = await open('write');
  /** Null between a busy answer and the next try. */
  let writer: Client | null = first;
  const reader = url.startsWith('file:') ? await open('read') : first;
  let tail: Promise<unknown> = Promise.resolve();

  async function attempt<Result>(work: (writer: Client) => Promise<Result>): Promise<Result> {
    const until = Date.now() + BUSY_GIVE_UP_MS;
    for (;;) {
      try {
        writer ??= await open('write');
        return await work(writer);
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() > until) throw new DatabaseBusyError('database is locked by another process', { cause: error });
        // After SQLITE_BUSY inside a transaction the client's later commits fail too.
        if (reader !== writer) {
          writer?.close();
          writer = null;
        }
        await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 90));
      }
    }
  }

  return {
    reader,
    write(work) {
      const result = tail.then(() => attempt(work));
      tail = result.catch(() => undefined);
      return result;
    },
    async close() {
      await tail;
      reader.close();
      if (writer === reader) return;
      await writer?.execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
      writer?.close();
    },
  };
}

type Opener = (purpose: 'read' | 'write') => Promise<Client>;

async function fileOpener(url: string): Promise<Opener> {
  mkdirSync(dirname(fileURLToPath(url)), { recursive: true });
  const { createClient } = await import('@libsql/client/sqlite3');
  return async (purpose) => {
    const client = createClient({ url, timeout: BUSY_TIMEOUT_MS, concurrency: 1 });
    if (purpose === 'write') {
      await client.execute('PRAGMA journal_mode = WAL');
      await client.execute('PRAGMA synchronous = FULL');
      await assertPragma(client, 'journal_mode', 'wal');
      // 2 = FULL: a confirmed write survives a power cut.
      await assertPragma(client, 'synchronous', 2);
      await assertPragma(client, 'foreign_keys', 1);
    } else {
      await client.execute('PRAGMA query_only = ON');
      await assertPragma(client, 'query_only', 1);
    }
    return client;
  };
}

async function serverOpener(url: string): Promise<Opener> {
  const { createClient } = await import('@libsql/client');
  return async () => createClient({ url });
}

async function assertPragma(client: Client, name: string, expected: string | number): Promise<void> {
  const { rows } = await client.execute(`PRAGMA ${name}`);
  const actual = rows[0]?.[0];
  if (actual !== expected) throw new Error(`PRAGMA ${name} is ${String(actual)} instead of ${expected}`);
}

function isBusy(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string' && /SQLITE_(BUSY|LOCKED)/.test(cause.code)) return true;
  return false;
}
