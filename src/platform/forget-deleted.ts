import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Database } from './db.ts';

/** A connection of its own in a thread of its own: 100 MB take 1.5 s, in which nobody may wait for a page. */
const COMPACT = `
const { parentPort, workerData } = require('node:worker_threads');
const { createClient } = require(workerData.library);
(async () => {
  const client = createClient({ url: workerData.url, timeout: 2000, concurrency: 1 });
  try {
    await client.execute('VACUUM');
    const { rows } = await client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    return Number(rows[0][0]) === 0;
  } catch (error) {
    if (/SQLITE_(BUSY|LOCKED)/.test(String(error.code))) return false;
    throw error;
  } finally {
    client.close();
  }
})().then((clean) => parentPort.postMessage(clean), (error) => { throw error; });
`;

/**
 * Nothing of deleted or overwritten rows is left in the bytes of a database file: not in free pages, not between rows,
 * not in the write-ahead log. Writes wait meanwhile. False when another process used it at the time: to be
 * done again. On a libSQL server this is the server's own business; true.
 */
export async function forgetDeleted(database: Database): Promise<boolean> {
  return database.write(async (writer) => {
    if (writer.protocol !== 'file') return true;
    const { rows } = await writer.execute('PRAGMA database_list');
    return compacted(String(rows.find((row) => row['name'] === 'main')?.['file']));
  });
}

function compacted(file: string): Promise<boolean> {
  const library = createRequire(import.meta.url).resolve('@libsql/client/sqlite3');
  const worker = new Worker(COMPACT, { eval: true, workerData: { library, url: pathToFileURL(file).href } });
  return new Promise((resolve, reject) => {
    worker.once('message', (clean: unknown) => resolve(clean === true));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('compacting ended without a word')));
  });
}
