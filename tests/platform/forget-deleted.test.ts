import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client/sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#platform/db.ts';
import { forgetDeleted } from '#platform/forget-deleted.ts';

let folder: string;
let file: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forget ü-'));
  file = join(folder, 'x.db');
  database = await openDatabase(pathToFileURL(file).href);
  await database.write(async (writer) => {
    await writer.execute('create table a (t text)');
    for (let row = 0; row < 200; row += 1)
      await writer.execute({ sql: 'insert into a values (?)', args: [`SPUR-${row}-${'x'.repeat(300)}`] });
    await writer.execute('delete from a where rowid > 10');
  });
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = () => ['', '-wal'].map((end) => readFileSync(file + end, 'latin1')).join('');

describe('what was deleted from a database file', () => {
  it('is still in its bytes, and afterwards no more; what lives stays', async () => {
    expect(bytes()).toContain('SPUR-150-');
    expect(await forgetDeleted(database)).toBe(true);
    expect(bytes()).not.toContain('SPUR-150-');
    expect(bytes()).toContain('SPUR-7-');
    expect((await database.reader.execute('select count(*) from a')).rows[0]?.[0]).toBe(10);
  });

  it('is told to be there still while another process reads an old state', async () => {
    const outside = createClient({ url: pathToFileURL(file).href });
    const reading = await outside.transaction('read');
    await reading.execute('select * from a');
    expect(await forgetDeleted(database)).toBe(false);
    reading.close();
    outside.close();
    expect(await forgetDeleted(database)).toBe(true);
    expect(bytes()).not.toContain('SPUR-150-');
  });

  it('goes while writes wait for their turn and are stored', async () => {
    const forgetting = forgetDeleted(database);
    const writing = database.write((writer) => writer.execute("insert into a values ('danach')"));
    expect(await forgetting).toBe(true);
    await writing;
    expect((await database.reader.execute('select count(*) from a')).rows[0]?.[0]).toBe(11);
  });
});
