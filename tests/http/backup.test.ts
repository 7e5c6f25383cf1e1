import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { hasLibsqlServer, startLibsqlServer, type LibsqlServer } from '../support/libsql-server.ts';
import { runCli } from '../support/run-cli.ts';
import { compared, startSaving, type Savings } from '../support/savers.ts';
import { freePort, startServer, temporaryFolder, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

if (!hasLibsqlServer()) console.warn('SKIPPED: backups of a database server, this machine has none.');

let folder = '';
let running: TestServer[] = [];
let databases: LibsqlServer[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running = [];
  for (const database of databases) {
    await database.kill();
    rmSync(database.folder, { recursive: true, force: true });
  }
  databases = [];
  rmSync(folder, { recursive: true, force: true });
});

/** An installation: its folder, and the address of its database if that is a server. */
interface Place {
  dataDir: string;
  url?: string;
}
async function place(name: string, kind: 'file' | 'server'): Promise<Place> {
  const dataDir = join(folder, name);
  if (kind === 'file') return { dataDir };
  const database = await startLibsqlServer();
  databases.push(database);
  return { dataDir, url: database.url };
}
const envOf = ({ dataDir, url }: Place) => ({ DATA_DIR: dataDir, ...(url ? { DATABASE_URL: url } : {}) });
const databaseOf = ({ dataDir, url }: Place) => url ?? join(dataDir, 'digital-maker.db');

async function started(at: Place): Promise<TestServer> {
  const server = await startServer({ dataDir: at.dataDir, env: envOf(at) });
  running.push(server);
  return server;
}

/** A command on an installation that listens nowhere unless told. */
const cli = async (at: Place, args: string[], port?: number) =>
  runCli(args, { PORT: String(port ?? (await freePort())), ...envOf(at) });

/** Everything that the tables hold, table by table; runs of jobs aside, which a running server adds by itself. */
async function contentOf(at: Place): Promise<Record<string, unknown>> {
  const tables = await rowsOf(
    databaseOf(at),
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'libsql\\_%' escape '\\' and name <> 'job_run' order by name",
  );
  const content: Record<string, unknown> = {};
  for (const { name } of tables)
    content[String(name)] = await rowsOf(databaseOf(at), `select * from "${String(name)}" order by rowid`);
  return content;
}

/** A copy of a place that stands still: whoever reads the database itself has it open for a while afterwards. */
function copyOf(at: Place): Place {
  const dataDir = join(folder, `kopie-${copies}`);
  copies += 1;
  cpSync(at.dataDir, dataDir, { recursive: true });
  return { dataDir };
}
let copies = 0;

const pairs: ['file' | 'server', 'file' | 'server'][] = [
  ['file', 'file'],
  ['server', 'server'],
  ['file', 'server'],
  ['server', 'file'],
];
const possible = pairs.filter((pair) => hasLibsqlServer() || !pair.includes('server'));

describe.each(possible)('a backup of a %s, made under load, and restored on an empty machine to a %s', (from, to) => {
  test('holds everything that was confirmed before, and people go on where they were', async () => {
    const old = await place('alt', from);
    const server = await started(old);
    const cookie = await sessionCookie(server);
    mkdirSync(join(old.dataDir, 'files/ab'), { recursive: true });
    writeFileSync(join(old.dataDir, 'files/ab/bild'), Buffer.from([0, 255, 10, 13]));
    writeFileSync(join(old.dataDir, 'leer'), '');

    const savers = Array.from({ length: 4 }, () => startSaving({ origins: [server.origin], cookie }));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before: Savings[] = savers.map(({ savings }) => ({ ...savings, acknowledged: [...savings.acknowledged] }));
    const archive = join(folder, 'sicherung.zip');
    const made = await cli(old, ['backup', archive]);
    const duringToo = savers.reduce((sum, { savings }) => sum + savings.acknowledged.length, 0);
    expect(duringToo).toBeGreaterThan(before.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0));
    expect(made).toMatchObject({ status: 0, text: expect.stringMatching(/Sicherung fertig: .*sicherung\.zip/) });
    const all = await Promise.all(savers.map((saver) => saver.stop()));
    expect(all.flatMap(({ failures, unconfirmed }) => [...failures, ...unconfirmed])).toEqual([]);
    expect(statSync(archive).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);

    const fresh = await place('neu', to);
    const restored = await cli(fresh, ['restore', archive]);
    expect(restored).toMatchObject({
      status: 0,
      text: expect.stringContaining('Starten Sie die Plattform jetzt wieder'),
    });
    expect(await compared(databaseOf(fresh), before)).toEqual({ lost: [], doubled: [], halfSteps: 0 });
    expect(readFileSync(join(fresh.dataDir, 'files/ab/bild'))).toEqual(Buffer.from([0, 255, 10, 13]));
    expect(readFileSync(join(fresh.dataDir, 'leer'), 'utf8')).toBe('');

    const again = await started(fresh);
    expect((await visitor(again, cookie).get('/lernen')).status).toBe(200);
    expect((await visitor(again, await sessionCookie(again)).get('/lernen')).status).toBe(200);
    const saver = startSaving({ origins: [again.origin], cookie });
    await expect.poll(() => saver.savings.acknowledged.length).toBeGreaterThan(0);
    await saver.stop();
  });

  test('holds row for row what was there', async () => {
    const old = await place('alt', from);
    await (await started(old)).stop();
    const archive = join(folder, 'sicherung.zip');
    await cli(old, ['backup', archive]);
    const fresh = await place('neu', to);
    expect((await cli(fresh, ['restore', archive])).status).toBe(0);
    expect(await contentOf(fresh)).toEqual(await contentOf(old));
  });
});

describe('a backup', () => {
  test('is refused with a reason where it cannot be', async () => {
    const at = await place('hier', 'file');
    expect(await cli(at, ['backup'])).toMatchObject({ status: 2, text: expect.stringContaining('Aufruf') });
    expect(await cli(at, ['backup', join(folder, 'x.zip')])).toMatchObject({
      status: 1,
      text: expect.stringContaining('Hier ist keine Datenbank'),
    });
    expect(existsSync(join(folder, 'x.zip'))).toBe(false);
    // Nor does a job make a database where there is none.
    expect(await cli(at, ['job', 'apply-retention'])).toMatchObject({
      status: expect.toSatisfy((status) => status !== 0),
      text: expect.stringContaining('Hier ist keine Datenbank'),
    });
    expect(existsSync(databaseOf(at))).toBe(false);
    await (await started(at)).stop();
    expect(await cli(at, ['backup', join(at.dataDir, 'x.zip')])).toMatchObject({
      status: 1,
      text: expect.stringContaining('liegt in DATA_DIR'),
    });
    expect(await cli(at, ['backup', join(folder, 'fehlt/x.zip')])).toMatchObject({
      status: 1,
      text: expect.stringContaining('Den Ordner'),
    });
    writeFileSync(join(folder, 'da.zip'), 'x');
    expect(await cli(at, ['backup', join(folder, 'da.zip')])).toMatchObject({
      status: 1,
      text: expect.stringContaining('gibt es schon'),
    });
    expect(readFileSync(join(folder, 'da.zip'), 'utf8')).toBe('x');
  });
});

describe('a restore', () => {
  /** A backup and the installation it came from, which stands still. */
  async function backedUp(): Promise<{ old: Place; archive: string }> {
    const old = await place('alt', 'file');
    await (await started(old)).stop();
    const archive = join(folder, 'sicherung.zip');
    expect((await cli(old, ['backup', archive])).status).toBe(0);
    return { old, archive };
  }

  test('overwrites nothing unless it is told to, and then keeps what was there', async () => {
    const { old, archive } = await backedUp();
    writeFileSync(join(old.dataDir, 'notiz'), 'von gestern');
    const content = await contentOf(copyOf(old));
    expect(await cli(old, ['restore', archive])).toMatchObject({ status: 1, text: expect.stringContaining('--force') });
    expect(await contentOf(copyOf(old))).toEqual(content);
    expect(await cli(old, ['restore', archive, '--force'])).toMatchObject({ status: 0 });
    expect(await contentOf(copyOf(old))).toEqual(content);
    const aside = readdirSync(old.dataDir).find((name) => name.startsWith('vorher-')) ?? '';
    expect(readFileSync(join(old.dataDir, aside, 'notiz'), 'utf8')).toBe('von gestern');
    expect(existsSync(join(old.dataDir, 'notiz'))).toBe(false);
    // What was put aside is no part of the next backup.
    const next = join(folder, 'naechste.zip');
    await cli(old, ['backup', next]);
    expect(readFileSync(next, 'latin1')).not.toContain('vorher-');
  });

  test('touches nothing while the site is running there', async () => {
    const { archive } = await backedUp();
    const at = await place('laufend', 'file');
    const server = await started(at);
    const content = await contentOf(at);
    expect(await cli(at, ['restore', archive, '--force'], server.port)).toMatchObject({
      status: 1,
      text: expect.stringContaining('läuft die Plattform noch'),
    });
    // A second process of the same site may listen on any port.
    expect(await cli(at, ['restore', archive, '--force'])).toMatchObject({
      status: 1,
      text: expect.stringContaining('noch geöffnet'),
    });
    expect((await visitor(server).get('/gesund')).status).toBe(200);
    expect(await contentOf(at)).toEqual(content);
  });

  test('of a damaged archive is refused before anything is touched', async () => {
    const { archive } = await backedUp();
    const whole = readFileSync(archive);
    const damages: [string, Buffer][] = [
      ['cut off', whole.subarray(0, whole.length / 2)],
      [
        'one byte in the middle',
        Buffer.concat([whole.subarray(0, 9_000), Buffer.from([(whole[9_000] ?? 0) ^ 1]), whole.subarray(9_001)]),
      ],
      ['no archive at all', Buffer.from('kein Archiv')],
    ];
    for (const [name, bytes] of damages) {
      const file = join(folder, 'kaputt.zip');
      writeFileSync(file, bytes);
      const fresh = await place('frisch', 'file');
      expect(await cli(fresh, ['restore', file]), name).toMatchObject({
        status: 1,
        text: expect.stringContaining('Es wurde nichts verändert'),
      });
      expect(readdirSync(fresh.dataDir), name).toEqual([]);
    }
  });

  test('erases again who was erased since: by the list that is still there, and by one that is given', async () => {
    const { old, archive } = await backedUp();
    const [someone, other] = (
      await rowsOf(
        databaseOf(copyOf(old)),
        "select person_id from enrolment where person_id <> 'demo-teilnehmerin' order by 1 limit 2",
      )
    ).map((row) => String(row['person_id']));
    const line = (person: unknown) => `{"person":"${String(person)}","at":"2026-11-24T09:00:00.000Z"}\n`;
    // The last line was never finished.
    appendFileSync(join(old.dataDir, 'erasures.ndjson'), `${line(someone)}{"pers`);
    const result = await cli(old, ['restore', archive, '--force']);
    expect(result).toMatchObject({
      status: 0,
      text: expect.stringContaining('1 Person war seit der Sicherung gelöscht'),
    });
    const countOf = async (at: Place, person: unknown) =>
      (
        await rowsOf(
          databaseOf(at.url ? at : copyOf(at)),
          `select count(*) as n from person where id = '${String(person)}'`,
        )
      )[0]?.['n'];
    expect([await countOf(old, someone), await countOf(old, other)]).toEqual([0, 1]);

    const list = join(folder, 'liste.ndjson');
    writeFileSync(list, line(other) + line('someone-unknown'));
    const fresh = await place('neu', hasLibsqlServer() ? 'server' : 'file');
    const restored = await cli(fresh, ['restore', archive, '--erasures', list]);
    expect(restored).toMatchObject({
      status: 0,
      text: expect.stringContaining('1 Person war seit der Sicherung gelöscht'),
    });
    expect([await countOf(fresh, someone), await countOf(fresh, other)]).toEqual([1, 0]);
    const kept = readFileSync(join(fresh.dataDir, 'erasures.ndjson'), 'utf8');
    expect(kept).toContain(String(other));
    expect(kept).toContain('someone-unknown');
  });
});
