import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { hashOf, readSourceFiles } from '#platform/course-files.ts';
import { readSettings } from '#platform/env.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import { onServer } from './support/fresh-database.ts';
import { startLibsqlServer, type LibsqlServer } from './support/libsql-server.ts';

const files = readSourceFiles(process.cwd());
const catalogue: Catalogue = readCatalogue(files, hashOf(files)).catalogue;

let folder = '';
let server: LibsqlServer | undefined;
let open: Runtime[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  if (onServer()) server = await startLibsqlServer({ folder });
});
afterEach(async () => {
  for (const { database } of open) await database.close();
  open = [];
  await server?.kill();
  rmSync(folder, { recursive: true });
});

/** Starts the installation of this test at an instant, as `npm start` would. */
async function start(at: string, env: NodeJS.ProcessEnv = {}): Promise<Runtime> {
  const runtime = await openRuntime(
    readSettings({ DATA_DIR: folder, ...(server ? { DATABASE_URL: server.url } : {}), ...env }),
    catalogue,
    new Date(at),
  );
  open.push(runtime);
  return runtime;
}
const rows = async ({ database }: Runtime, sql: string) =>
  (await database.reader.execute(sql)).rows.map((row) => ({ ...row }));
const counts = (runtime: Runtime) =>
  rows(
    runtime,
    'select (select count(*) from person) as people, (select count(*) from attempt) as attempts, (select count(*) from cohort) as cohorts, (select count(*) from live_session) as sessions',
  );
/** When the kick-off begins and the clock on the wall then shows. */
const kickOff = async (runtime: Runtime) => {
  const [row] = await rows(runtime, "select starts_at from live_session where id = 'demo-auftakt'");
  return new Date(Number(row?.['starts_at'])).toISOString();
};

const NOON = '2026-11-24T11:00:00Z';

describe('a new installation on this machine', () => {
  it('becomes a demonstration', async () => {
    const runtime = await start(NOON);
    expect(runtime.demonstration).toBe(true);
    expect(await counts(runtime)).toMatchObject([{ people: 15, cohorts: 1, sessions: 6 }]);
  });

  it('stays empty with DEMO=off, and for ever so', async () => {
    const first = await start(NOON, { DEMO: 'off' });
    expect(first.demonstration).toBe(false);
    expect(await counts(first)).toEqual([{ people: 0, attempts: 0, cohorts: 0, sessions: 0 }]);
    await first.database.close();
    expect((await start(NOON)).demonstration).toBe(false);
  });

  it('stays empty where others reach it', async () => {
    const runtime = await start(NOON, { HOST: '0.0.0.0', ORIGIN: 'https://lernen.example.de' });
    expect(runtime.demonstration).toBe(false);
    expect(await counts(runtime)).toMatchObject([{ people: 0 }]);
  });
});

describe('a demonstration', () => {
  it('is created once; the database remembers, whatever DEMO and HOST say later', async () => {
    const before = await counts(await start(NOON));
    await open[0]?.database.close();
    for (const env of [{}, { DEMO: 'off' }, { HOST: '0.0.0.0', ORIGIN: 'https://lernen.example.de' }]) {
      const again = await start(NOON, env);
      expect(again.demonstration).toBe(true);
      expect(await counts(again)).toEqual(before);
      await again.database.close();
    }
  });

  it('keeps its dates on the same day, also if somebody moved them', async () => {
    const first = await start('2026-11-24T00:00:00+01:00');
    await first.database.write((writer) =>
      writer.execute(
        "update live_session set place = 'verlegt', ends_at = ends_at + 1, starts_at = 0 where id = 'demo-auftakt'",
      ),
    );
    expect(await kickOff(await start('2026-11-24T23:59:59+01:00'))).toBe('1970-01-01T00:00:00.000Z');
  });

  const days: [string, string, string, string][] = [
    ['the next day', '2026-11-24T12:00:00+01:00', '2026-11-25T12:00:00+01:00', '2026-11-11T12:00:00.000Z'],
    [
      'a minute after midnight in Berlin, still the day before in Greenwich',
      '2026-11-24T12:00:00+01:00',
      '2026-11-25T00:01:00+01:00',
      '2026-11-11T12:00:00.000Z',
    ],
    [
      'a day whose kick-off would be on a Sunday',
      '2026-11-24T12:00:00+01:00',
      '2026-11-29T12:00:00+01:00',
      '2026-11-16T12:00:00.000Z',
    ],
    ['a year later', '2026-11-24T12:00:00+01:00', '2027-11-24T12:00:00+01:00', '2027-11-10T12:00:00.000Z'],
    [
      'summer: thirteen hundred is an hour earlier in Greenwich',
      '2026-11-24T12:00:00+01:00',
      '2027-06-16T12:00:00+02:00',
      '2027-06-02T11:00:00.000Z',
    ],
    [
      'the spring clock change between kick-off and today',
      '2026-11-24T12:00:00+01:00',
      '2027-04-06T12:00:00+02:00',
      '2027-03-23T12:00:00.000Z',
    ],
    [
      'the autumn clock change between kick-off and today',
      '2026-11-24T12:00:00+01:00',
      '2026-11-03T12:00:00+01:00',
      '2026-10-20T11:00:00.000Z',
    ],
    [
      'the night of the spring clock change',
      '2026-11-24T12:00:00+01:00',
      '2027-03-28T03:30:00+02:00',
      '2027-03-15T12:00:00.000Z',
    ],
    [
      'the night of the autumn clock change',
      '2026-11-24T12:00:00+01:00',
      '2026-10-25T02:30:00+01:00',
      '2026-10-12T11:00:00.000Z',
    ],
  ];
  it.each(days)('has its dates laid anew on %s', async (_name, created, later, expected) => {
    const first = await start(created);
    const before = await counts(first);
    expect(await kickOff(first)).toBe('2026-11-10T12:00:00.000Z');
    const again = await start(later);
    expect(await kickOff(again)).toBe(expected);
    expect(await counts(again)).toEqual(before);
  });
});

describe('the database', () => {
  it('is migrated before anybody reads it, and a second start changes nothing', async () => {
    const first = await start(NOON, { DEMO: 'off' });
    const applied = await rows(first, 'select hash, created_at from __drizzle_migrations');
    expect(applied.length).toBeGreaterThan(0);
    expect(await rows(await start(NOON), 'select hash, created_at from __drizzle_migrations')).toEqual(applied);
  });

  it('of a newer version is refused in German and left as it is', async () => {
    const first = await start(NOON, { DEMO: 'off' });
    await first.database.write((writer) =>
      writer.execute("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)"),
    );
    const before = await rows(first, 'select * from __drizzle_migrations');
    await expect(start(NOON)).rejects.toThrow('Diese Datenbank ist neuer als das Programm.');
    expect(await rows(first, 'select * from __drizzle_migrations')).toEqual(before);
  });
});
