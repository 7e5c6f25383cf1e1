import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@libsql/client';

/** Between processes: short, because SQLite's wait blocks the event loop. */
const BUSY_TIMEOUT_MS = 50;

/** What opens clients on a database file, whose folder is made; each asserts what durability rests on. */
export async function fileOpener(url: string): Promise<(purpose: 'read' | 'write') => Promise<Client>> {
  mkdirSync(dirname(fileURLToPath(url)), { recursive: true });
  const { createClient } = await import('@libsql/client/sqlite3');
  return async (purpose) => {
    const client = createClient({ url, timeout: BUSY_TIMEOUT_MS, concurrency: 1 });
    try {
      await (purpose === 'write' ? prepareWriter(client) : prepareReader(client));
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  };
}

async function prepareWriter(client: Client): Promise<void> {
  await client.execute('PRAGMA journal_mode = WAL');
  await client.execute('PRAGMA synchronous = FULL');
  await assertPragma(client, 'journal_mode', 'wal');
  // 2 = FULL: a confirmed write survives a power cut.
  await assertPragma(client, 'synchronous', 2);
  await assertPragma(client, 'foreign_keys', 1);
}

async function prepareReader(client: Client): Promise<void> {
  await client.execute('PRAGMA query_only = ON');
  await assertPragma(client, 'query_only', 1);
}

async function assertPragma(client: Client, name: string, expected: string | number): Promise<void> {
  const { rows } = await client.execute(`PRAGMA ${name}`);
  const actual = rows[0]?.[0];
  if (actual !== expected) throw new Error(`PRAGMA ${name} is ${String(actual)} instead of ${expected}`);
}
