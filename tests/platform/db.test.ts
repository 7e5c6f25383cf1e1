import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it as bareIt } from 'vitest';
import { openDatabase, openedDatabases } from '#platform/db.ts';
import { readSettings } from '#platform/env.ts';
import { inTransaction } from '#server/context.ts';
import { centres } from '#server/identity/tables.ts';
import { contextOf } from '#server/context.ts';
import { openRuntime } from '../../src/runtime.ts';
import { outsideWriter } from '../support/outside-writer.ts';
import { it, NOW, refusalOf, type World } from '../support/world.ts';

const insert = (id: string) => `insert into centre (id, name) values ('${id}', 'x')`;
const count = async (world: World) => (await world.rows("select id from centre where id like 'new-%'")).length;

describe('the writer', () => {
  const pragmas: [string, string | number][] = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
  ];
  it.for(pragmas)('has %s = %s', async ([name, value], { world }) => {
    const { rows } = await world.database.write((writer) => writer.execute(`PRAGMA ${name}`));
    expect(rows[0]?.[0]).toBe(value);
  });

  it('refuses a row that points at nothing', async ({ world }) => {
    const sql = "insert into enrolment values ('x', 'no-cohort', 'person-learner', 0)";
    await expect(world.database.write((writer) => writer.execute(sql))).rejects.toThrow(/FOREIGN KEY/);
  });

  it('runs one write after the other, in the order of asking', async ({ world }) => {
    const order: number[] = [];
    await Promise.all(
      [30, 1, 10].map((wait, index) =>
        world.database.write(async () => {
          await new Promise((resolve) => setTimeout(resolve, wait));
          order.push(index);
        }),
      ),
    );
    expect(order).toEqual([0, 1, 2]);
  });

  it('goes on after a write that failed', async ({ world }) => {
    await expect(world.database.write((writer) => writer.execute('insert into nowhere values (1)'))).rejects.toThrow(
      /no such table/,
    );
    await world.database.write((writer) => writer.execute(insert('new-1')));
    expect(await count(world)).toBe(1);
  });
});

describe('the reader', () => {
  const writes = [
    insert('new-1'),
    "update centre set name = 'x'",
    'delete from session',
    'drop table attempt',
    'create table extra (x)',
  ];
  it.for(writes)('cannot %s', async (sql, { world }) => {
    await expect(world.database.reader.execute(sql)).rejects.toThrow(/readonly/);
  });

  it('reads while a transaction is open, and as before it', async ({ world }) => {
    await inTransaction(world.as(null), async ({ db }) => {
      await db.insert(centres).values({ id: 'new-1', name: 'x' });
      expect(await count(world)).toBe(0);
    });
    expect(await count(world)).toBe(1);
  });
});

describe('opening', () => {
  bareIt('makes the folder of the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'db-'));
    const database = await openDatabase(pathToFileURL(join(folder, 'a/b/new.db')).href);
    expect(existsSync(join(folder, 'a/b/new.db'))).toBe(true);
    await database.close();
    rmSync(folder, { recursive: true });
  });

  bareIt('is done once by a whole installation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'db-'));
    const before = openedDatabases.count;
    const databaseUrl = pathToFileURL(join(folder, 'new.db')).href;
    const settings = readSettings({ DATA_DIR: folder, DATABASE_URL: databaseUrl, DEMO: 'off' });
    const catalogue = {
      hash: '',
      modules: {},
      units: {},
      exercises: {},
      worksheets: {},
      transferTasks: {},
      sessions: {},
      programmes: {},
      competences: [],
    };
    const runtime = await openRuntime(settings, catalogue, NOW);
    await inTransaction(contextOf(runtime, null, NOW), ({ db }) => db.select().from(centres));
    expect(openedDatabases.count - before).toBe(1);
    await runtime.database.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps what was confirmed when the handle is closed and opened again', async ({ world }) => {
    await world.database.write((writer) => writer.execute(insert('new-1')));
    const again = await openDatabase(world.url);
    expect((await again.reader.execute("select * from centre where id = 'new-1'")).rows).toHaveLength(1);
    again.close();
  });
});

describe('while another process holds the file', () => {
  it('a write is tried again and succeeds when the lock goes', async ({ world }) => {
    const outside = await outsideWriter(world.url);
    let tries = 0;
    const write = world.database.write((writer) => {
      tries += 1;
      return writer.execute(insert('new-1'));
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await count(world)).toBe(0);
    await outside.letGo();
    await write;
    expect(tries).toBeGreaterThan(1);
    expect(await count(world)).toBe(1);
  }, 20_000);

  it('a command is told to try again after five seconds; the next one succeeds when the lock is gone', async ({
    world,
  }) => {
    const outside = await outsideWriter(world.url);
    const command = (id: string) =>
      inTransaction(world.as(null), ({ db }) => db.insert(centres).values({ id, name: 'x' }));
    const startedAt = Date.now();
    expect(await refusalOf(command('new-2'))).toBe('busy');
    expect(Date.now() - startedAt).toBeGreaterThan(4_500);
    await outside.letGo();
    await command('new-3');
    await command('new-4');
    expect(
      (await world.rows("select id from centre where id like 'new-%' or id = 'outside'"))
        .map((row) => row['id'])
        .sort(),
    ).toEqual(['new-3', 'new-4', 'outside']);
  }, 30_000);

  it('and the file cannot be opened again, that write fails, and the next one succeeds when all is well again', async ({
    world,
  }) => {
    const outside = await outsideWriter(world.url);
    const file = fileURLToPath(world.url);
    const write = world.database.write(async (writer) => {
      try {
        return await writer.execute(insert('new-1'));
      } catch (busy) {
        renameSync(dirname(file), `${dirname(file)}-away`);
        throw busy;
      }
    });
    await expect(write).rejects.toThrow();
    renameSync(`${dirname(file)}-away`, dirname(file));
    await outside.letGo();
    await world.database.write((writer) => writer.execute(insert('new-2')));
    expect(await count(world)).toBe(1);
  }, 20_000);

  it('reading goes on', async ({ world }) => {
    const outside = await outsideWriter(world.url);
    expect(await count(world)).toBe(0);
    await outside.letGo();
  }, 20_000);
});
