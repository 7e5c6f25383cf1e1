import type { Client } from '@libsql/client';
import { DatabaseBusyError, databaseFault } from './database-faults.ts';
import { fileOpener } from './database-file.ts';

/**
 * The one handle on the database. On a file SQLite lets one transaction write at a time, and parallel
 * interactive transactions of one process fail each other: all writes go through one queue on a client
 * of their own, reads through another client that cannot write. On a libSQL server both are one client.
 */
export interface Database {
  /** Whether it is a file of this machine or a server. */
  kind: 'file' | 'server';
  reader: Client;
  /**
   * Runs alone among all writes of this process; again from its beginning while another process holds the database.
   * Throws a DatabaseBusyError when that takes too long or the database cannot be written.
   */
  write<Result>(work: (writer: Client) => Promise<Result>): Promise<Result>;
  queue: WriteQueue;
  /** Waits for what is being written and leaves all of it in the file itself, so that it can be copied. */
  close(): Promise<void>;
}

/** The writes of this process, as the metrics show them. */
export interface WriteQueue {
  /** How many were asked for and are not done yet. */
  length: number;
  /** Told of each write how long it waited for its turn. */
  onTurn: (waitedMs: number) => void;
}

/** A write may wait this long for its turn and for other processes together; then a person is asked to try again. */
const GIVE_UP_MS = 5_000;

/** How many handles this process has opened; a test holds it to one. */
export const openedDatabases = { count: 0 };

/** Opens the database, makes its folder if it is a file, and asserts what durability rests on. */
export async function openDatabase(url: string, authToken?: string): Promise<Database> {
  openedDatabases.count += 1;
  return url.startsWith('file:') ? openFile(url) : openServer(url, authToken);
}

async function openFile(url: string): Promise<Database> {
  const open = await fileOpener(url);
  /** Null between a failure and the next try. */
  let writer: Client | null = await open('write');
  const reader = await open('read');
  const { write, queue, idle } = writesInTurn({
    current: async () => (writer ??= await open('write')),
    // After a failure inside a transaction the client's later commits fail too.
    failed: () => {
      writer?.close();
      writer = null;
    },
  });
  return {
    kind: 'file',
    reader,
    write,
    queue,
    async close() {
      await idle();
      reader.close();
      await writer?.execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
      writer?.close();
    },
  };
}

async function openServer(url: string, authToken: string | undefined): Promise<Database> {
  const { readOnly, serverClient } = await import('./database-server.ts');
  const client = await serverClient(url, authToken);
  const { write, queue, idle } = writesInTurn({
    current: async () => client,
    failed: () => undefined,
  });
  return {
    kind: 'server',
    reader: readOnly(client),
    write,
    queue,
    async close() {
      await idle();
      client.close();
    },
  };
}

/** The queue: one write after the other. What a write threw is told to `failed` if the database was the cause. */
function writesInTurn(writer: {
  current: () => Promise<Client>;
  failed: () => void;
}): Pick<Database, 'write' | 'queue'> & { idle: () => Promise<void> } {
  let tail: Promise<unknown> = Promise.resolve();
  let lostAt = -Infinity;
  const queue: WriteQueue = { length: 0, onTurn: () => undefined };

  async function inTurn<Result>(work: (writer: Client) => Promise<Result>, askedAt: number): Promise<Result> {
    queue.onTurn(performance.now() - askedAt);
    // Those who waited behind a write that found nobody there would only wait again, one after the other.
    if (lostAt > askedAt) throw new DatabaseBusyError('unreachable', 'the database did not answer a write before');
    const until = askedAt + GIVE_UP_MS;
    for (;;) {
      if (performance.now() > until) throw new DatabaseBusyError('locked', 'other writes took too long');
      try {
        return await work(await writer.current());
      } catch (error) {
        const fault = databaseFault(error);
        if (fault === null) throw error;
        writer.failed();
        if (fault === 'unreachable') lostAt = performance.now();
        // Locked: nothing was done, so it is done again. After the others that is not known, or does not help.
        if (fault !== 'locked' || performance.now() > until)
          throw new DatabaseBusyError(fault, `the database is ${fault}`, error);
        await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 90));
      }
    }
  }

  return {
    queue,
    write(work) {
      const askedAt = performance.now();
      queue.length += 1;
      const result = tail.then(() => inTurn(work, askedAt));
      tail = result.catch(() => undefined).then(() => (queue.length -= 1));
      return result;
    },
    async idle() {
      await tail;
    },
  };
}
