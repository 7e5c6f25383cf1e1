import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFault } from '#platform/database-faults.ts';
import { openDatabase, type Database } from '#platform/db.ts';
import { hasLibsqlServer, startLibsqlServer, type LibsqlServer } from '../support/libsql-server.ts';
import { openLine, type Line } from '../support/outage.ts';

if (!hasLibsqlServer()) console.warn('SKIPPED: tests on a libSQL server, this machine has none.');

/** What issue and operating page promise: a person hears within three seconds, and all is well again within ten. */
const TOLD_WITHIN_MS = 3_000;
const WELL_WITHIN_MS = 10_000;

let server: LibsqlServer;
let line: Line;
let database: Database;
let others: Database[] = [];

const open = async (scheme: 'http' | 'ws'): Promise<Database> => {
  const opened = await openDatabase(`${scheme}://127.0.0.1:${line.port}`);
  others.push(opened);
  return opened;
};
const insert = (id: string) => ({ sql: 'insert into note (id) values (?)', args: [id] });
/** As a command writes: several statements, then commit. */
const inTransaction = (of: Database, id: string, meanwhile: () => Promise<void> = async () => undefined) =>
  of.write(async (writer) => {
    const tx = await writer.transaction('write');
    try {
      await tx.execute(insert(`${id}-1`));
      await meanwhile();
      await tx.execute(insert(`${id}-2`));
      await tx.commit();
    } finally {
      tx.close();
    }
  });
const notes = async () =>
  (await (await direct()).reader.execute('select id from note order by id')).rows.map((row) => String(row['id']));
const direct = async () => {
  const opened = await openDatabase(server.url);
  others.push(opened);
  return opened;
};

/** Another process stands in the middle of a write until `done` is called. */
async function outsideHolds(): Promise<{ outside: Promise<unknown>; done: () => void }> {
  const other = await direct();
  const held = Promise.withResolvers<undefined>();
  const holding = Promise.withResolvers<undefined>();
  const outside = inTransaction(other, 'outside', () => {
    holding.resolve(undefined);
    return held.promise;
  });
  await holding.promise;
  return { outside, done: () => held.resolve(undefined) };
}

/** The fault that the work ended in, and after how long. */
async function faultOf(work: Promise<unknown>): Promise<{ fault: string | null; ms: number }> {
  const begin = performance.now();
  const fault = await work.then(
    () => 'none',
    (error: unknown) => databaseFault(error),
  );
  return { fault, ms: performance.now() - begin };
}

/** Tries again as a browser's outbox does, until it succeeds; how long that took. */
async function untilDone(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  for (;;) {
    try {
      await work();
      return performance.now() - begin;
    } catch (error) {
      if (databaseFault(error) === null || performance.now() - begin > 3 * WELL_WITHIN_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

describe.skipIf(!hasLibsqlServer()).each(['http', 'ws'] as const)('on a libSQL server over %s', (scheme) => {
  beforeEach(async () => {
    server = await startLibsqlServer();
    line = await openLine(server.port);
    database = await open(scheme);
    await database.write((writer) => writer.execute('create table note (id text primary key)'));
  });
  afterEach(async () => {
    for (const each of others) await each.close();
    others = [];
    await line.close();
    await server.kill();
    rmSync(server.folder, { recursive: true, force: true });
  });

  it('foreign keys are checked, and the reader cannot write', async () => {
    expect((await database.reader.execute('PRAGMA foreign_keys')).rows[0]?.[0]).toBe(1);
    for (const sql of ["insert into note values ('x')", 'delete from note', 'drop table note'])
      await expect(database.reader.execute(sql)).rejects.toThrow(/readonly/);
    await expect(database.reader.transaction('write')).rejects.toThrow(/readonly/);
  });

  it('that hangs, everybody hears of it in time, nothing is half done, and all is well again in time', async () => {
    await server.hang();
    const outcomes = await Promise.all([
      faultOf(database.reader.execute('select 1')),
      ...Array.from({ length: 10 }, (_, index) => faultOf(inTransaction(database, `hung-${index}`))),
    ]);
    expect(new Set(outcomes.map(({ fault }) => fault))).toEqual(new Set(['unreachable']));
    expect(Math.max(...outcomes.map(({ ms }) => ms))).toBeLessThan(TOLD_WITHIN_MS);
    const late = await faultOf(inTransaction(database, 'late'));
    expect(late).toMatchObject({ fault: 'unreachable' });
    server.wake();
    expect(await untilDone(() => inTransaction(database, 'after'))).toBeLessThan(WELL_WITHIN_MS);
    expect(await notes()).toEqual(['after-1', 'after-2']);
  }, 40_000);

  it('that hangs in the middle of a transaction, the same', async () => {
    const work = inTransaction(database, 'hung', () => server.hang());
    expect(await faultOf(work)).toMatchObject({ fault: 'unreachable' });
    server.wake();
    expect(await untilDone(() => inTransaction(database, 'after'))).toBeLessThan(WELL_WITHIN_MS);
    expect(await notes()).toEqual(['after-1', 'after-2']);
  }, 40_000);

  it('that was killed, everybody hears of it at once, and what was confirmed is there after its restart', async () => {
    await inTransaction(database, 'confirmed');
    const work = inTransaction(database, 'killed', () => server.kill());
    expect(await faultOf(work)).toMatchObject({ fault: 'unreachable' });
    const next = await faultOf(inTransaction(database, 'dead'));
    expect(next.fault).toBe('unreachable');
    expect(next.ms).toBeLessThan(TOLD_WITHIN_MS);
    expect((await faultOf(database.reader.execute('select 1'))).fault).toBe('unreachable');
    await server.restart();
    expect(await untilDone(() => inTransaction(database, 'after'))).toBeLessThan(WELL_WITHIN_MS);
    expect(await notes()).toEqual(['after-1', 'after-2', 'confirmed-1', 'confirmed-2']);
  }, 40_000);

  it('whose answer to the commit got lost, the work is not done a second time', async () => {
    let runs = 0;
    const work = database.write(async (writer) => {
      runs += 1;
      const tx = await writer.transaction('write');
      await tx.execute(insert('lost'));
      line.loseAnswers();
      await tx.commit();
    });
    expect(await faultOf(work)).toMatchObject({ fault: 'unreachable' });
    line.restore();
    expect(runs).toBe(1);
    expect(await notes()).toEqual(['lost']);
    expect(await untilDone(() => inTransaction(database, 'after'))).toBeLessThan(WELL_WITHIN_MS);
  }, 40_000);

  it('on which another process writes for a moment, the write waits', async () => {
    const { outside, done } = await outsideHolds();
    const write = inTransaction(database, 'waited');
    setTimeout(done, 800);
    await Promise.all([outside, write]);
    expect(await notes()).toEqual(['outside-1', 'outside-2', 'waited-1', 'waited-2']);
  }, 40_000);

  it('on which another process stopped in the middle of writing, the write is refused in time and soon succeeds', async () => {
    const { outside, done } = await outsideHolds();
    const first = await faultOf(inTransaction(database, 'refused'));
    expect(first.fault).not.toBe('none');
    expect(first.ms).toBeLessThan(TOLD_WITHIN_MS);
    expect(await untilDone(() => inTransaction(database, 'after'))).toBeLessThan(WELL_WITHIN_MS);
    done();
    // The server took the lock away and rolled back: the outsider is told, and has written nothing.
    expect(await faultOf(outside)).toMatchObject({ fault: 'locked' });
    expect(await notes()).toEqual(['after-1', 'after-2']);
  }, 60_000);

  it('many writes of two processes at once are all done, once', async () => {
    const other = await open(scheme);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        untilDone(() => inTransaction(index % 2 === 0 ? database : other, `n${String(index).padStart(2, '0')}`)),
      ),
    );
    expect(await notes()).toHaveLength(60);
  }, 40_000);
});
