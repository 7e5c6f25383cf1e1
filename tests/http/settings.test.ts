import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { dayIn } from '#domain/cohorts/calendar.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { refusedStart, startServer, temporaryFolder, type ServerOptions, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

const running: TestServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function started(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? temporaryFolder();
  folders.push(dataDir);
  const server = await startServer({ ...options, dataDir });
  running.push(server);
  return server;
}

describe('a setting that cannot work stops the start with a German sentence', () => {
  test.each([
    ['a port that is no number', { PORT: 'viele' }, /PORT=viele ist keine Portnummer/],
    ['a port beyond all ports', { PORT: '70000' }, /PORT=70000 ist keine Portnummer/],
    [
      'a host for all without ORIGIN',
      { HOST: '0.0.0.0', ORIGIN: '' },
      /HOST=0\.0\.0\.0 ist von außen erreichbar, aber ORIGIN fehlt\. Geben Sie an/,
    ],
    [
      'an ORIGIN with a path',
      { ORIGIN: 'https://lernen.example.de/pfad' },
      /ORIGIN=.* ist keine Adresse\. Gemeint ist/,
    ],
    [
      'a switch that is neither on nor off',
      { DEMO: 'vielleicht' },
      /DEMO=vielleicht wird nicht verstanden\. Möglich sind on und off/,
    ],
    [
      'a database that is none',
      { DATABASE_URL: 'postgres://db.example/x' },
      /DATABASE_URL ist keine Adresse einer Datenbank/,
    ],
    ['a token that can be guessed', { METRICS_TOKEN: 'kurz' }, /METRICS_TOKEN ist zu kurz/],
    [
      'a mail server without the address that mails come from',
      { SMTP_URL: 'smtp://mail.example' },
      /SMTP_URL ist gesetzt, aber MAIL_FROM fehlt\. Geben Sie an/,
    ],
    ['another switch', { TRUST_PROXY: '2' }, /TRUST_PROXY=2 wird nicht verstanden/],
  ])('%s', async (_name, env, sentence) => {
    const { code, output } = await refusedStart(env);
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/\n\s+at /);
  });
});

test('a port that is taken is told, with what to do', async () => {
  const first = await started();
  const { code, output } = await refusedStart({}, { port: first.port });
  expect(code).toBe(1);
  expect(output).toContain(`Der Port ${first.port} ist schon belegt`);
  expect(output).not.toMatch(/\n\s+at /);
});

test('the first start on this machine is a demonstration, and prints how to sign in', async () => {
  const server = await started();
  await expect.poll(server.output).toContain('Passwort für alle: digital-maker-demo');
  expect(server.output()).toContain('teilnehmerin@demo.example');
  const page = await (await visitor(server).get('/anmelden')).text();
  expect(page).toContain('betrieb@demo.example');
  expect(page).toContain('Vorführung mit erfundenen Personen');
  expect(await rowsOf(server.databaseFile, 'select count(*) as number from enrolment')).toEqual([{ number: 12 }]);
});

test('DEMO=off starts empty, and shows no sign-ins', async () => {
  const server = await started({ env: { DEMO: 'off' } });
  for (const table of ['person', 'account', 'cohort', 'enrolment', 'demonstration'])
    expect(await rowsOf(server.databaseFile, `select count(*) as number from ${table}`)).toEqual([{ number: 0 }]);
  const page = await (await visitor(server).get('/anmelden')).text();
  expect(page).not.toContain('demo.example');
  expect(page).not.toContain('Vorführung');
  expect((await visitor(server).get('/gesund')).status).toBe(200);
  await expect(sessionCookie(server)).rejects.toThrow('422');
});

test('a host for all is no demonstration by itself', async () => {
  const server = await started({ env: { HOST: '0.0.0.0' } });
  expect(await rowsOf(server.databaseFile, 'select count(*) as number from demonstration')).toEqual([{ number: 0 }]);
});

test('an empty installation stays empty at the next start, demonstration wanted or not', async () => {
  const first = await started({ env: { DEMO: 'off' } });
  await first.stop();
  const second = await started({ dataDir: first.dataDir });
  expect(await rowsOf(second.databaseFile, 'select count(*) as number from person')).toEqual([{ number: 0 }]);
});

test('the database remembers that it is a demonstration, whatever DEMO says later', async () => {
  const first = await started();
  await first.stop();
  const second = await started({ dataDir: first.dataDir, env: { DEMO: 'off' } });
  expect(await (await visitor(second).get('/')).text()).toContain('Vorführung mit erfundenen Personen');
  await expect(sessionCookie(second)).resolves.toMatch(/^dm=/);
});

test('the dates of a demonstration are laid anew when the day has changed, and only then', async () => {
  const first = await started();
  const dates = () => rowsOf(first.databaseFile, 'select id, starts_at from live_session order by id');
  const laid = await dates();
  await first.stop();
  await changeDatabase(
    first.databaseFile,
    'update live_session set starts_at = starts_at - 864000000, ends_at = ends_at - 864000000',
  );
  const moved = await dates();

  const sameDay = await started({ dataDir: first.dataDir });
  expect(await dates()).toEqual(moved);
  await sameDay.stop();

  await changeDatabase(first.databaseFile, "update demonstration set laid_around = '2026-01-15'");
  const nextDay = await started({ dataDir: first.dataDir });
  expect(await dates()).toEqual(laid);
  expect(await rowsOf(first.databaseFile, 'select laid_around from demonstration')).toEqual([
    { laid_around: dayIn('Europe/Berlin', new Date()) },
  ]);
  expect((await visitor(nextDay, await sessionCookie(nextDay)).get('/lernen')).status).toBe(200);
});

test('what was answered is there after a restart, and so is the session', async () => {
  const first = await started();
  const cookie = await sessionCookie(first);
  const counts = () =>
    rowsOf(
      first.databaseFile,
      'select (select count(*) from attempt) as attempts, (select count(*) from unit_completion) as completions',
    );
  const before = await counts();
  await first.stop();
  const second = await started({ dataDir: first.dataDir });
  expect(await counts()).toEqual(before);
  expect((await visitor(second, cookie).get('/lernen')).status).toBe(200);
});

test('a database elsewhere is named by DATABASE_URL', async () => {
  const elsewhere = temporaryFolder();
  folders.push(elsewhere);
  const file = join(elsewhere, 'anders.db');
  await started({ env: { DATABASE_URL: `file://${file}` } });
  expect(await rowsOf(file, 'select count(*) as number from enrolment')).toEqual([{ number: 12 }]);
});
