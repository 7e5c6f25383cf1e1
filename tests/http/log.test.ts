import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { builtCatalogue, exerciseOf, rightFields } from '../support/answers.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { rawExchange } from '../support/raw-http.ts';
import { SAVED_EXERCISE } from '../support/savers.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

/** Typed by nobody else, so that it is found wherever it went. */
const SECRETS = {
  email: 'marker.person@markerfirma.example',
  password: 'MarkerPasswort4711',
  token: 'MarkerTokenq8Zk2hJ5xW1vN7cR4tY0',
  text: 'MarkerAntwort: Frau Markerfrau hat Rückenschmerzen',
  digits: '731902',
};

let server: TestServer;
let since = 0;
beforeAll(async () => {
  server = await startServer();
  while (!server.output().includes('Passwort für alle')) await new Promise((resolve) => setTimeout(resolve, 10));
  // The sign-ins of a demonstration are printed on purpose.
  since = server.output().length;
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const written = () => server.output().slice(since);

test('after everything that people do, right and wrong, the log holds nothing of them', async () => {
  const cookie = await sessionCookie(server);
  const learner = visitor(server, cookie);
  const nobody = visitor(server);
  const asForm = (fields: Record<string, string>) => new URLSearchParams(fields);
  const unit = '/lernen/demo/agiles-arbeiten/weniger-gleichzeitig';
  const right = rightFields(exerciseOf(builtCatalogue(), SAVED_EXERCISE));

  await nobody.post('/anmelden', asForm({ email: SECRETS.email, password: SECRETS.password }));
  await nobody.post('/anmelden', asForm({ email: 'trainerin@demo.example', password: SECRETS.password }));
  await nobody.post('/anmelden', SECRETS.text, { 'content-type': 'application/json' });
  await nobody.post(`/anmelden?code=${SECRETS.digits}`, asForm({ email: SECRETS.email }), {
    origin: 'https://boese.example',
  });
  await nobody.get(`/${SECRETS.token}?e=${SECRETS.email}&p=${SECRETS.password}`);
  await nobody.get(`/einladung/${SECRETS.token}?name=Markerfrau`);
  await nobody.get(`/lernen?weiter=${encodeURIComponent(SECRETS.email)}`);
  await visitor(server, `dm=${SECRETS.token}`).get('/lernen');
  await learner.get(`${unit}?suche=${encodeURIComponent(SECRETS.text)}`);
  await learner.act('learning.submitAnswer', [['cohort', 'demo'], ['exercise', SAVED_EXERCISE], ...right]);
  await learner.act('learning.submitAnswer', [
    ['cohort', SECRETS.email],
    ['exercise', SECRETS.text],
    ['answer', SECRETS.text],
  ]);
  await learner.act('learning.saveWorksheet', [
    ['cohort', 'demo'],
    ['worksheet', 'agiles-arbeiten/mein-board'],
    ['field-spalten', SECRETS.text],
  ]);
  await learner.act(`learning.${SECRETS.token}`, []);
  await rawExchange(server.port, `GET / HTTP/1.1\r\nX-${SECRETS.email}\r\n\r\n`);
  await rawExchange(server.port, `${SECRETS.token} / HTTP/1.1\r\n\r\n`);

  expectNothingOf(cookie);
});

test('after faults of ours that carry what people typed, the log tells kind and place, and the browser hears neither', async () => {
  const cookie = await sessionCookie(server);
  const learner = visitor(server, cookie);
  await changeDatabase(server.databaseFile, 'alter table worksheet_entry rename to worksheet_away');
  const answer = await learner.act('learning.saveWorksheet', [
    ['cohort', 'demo'],
    ['worksheet', 'agiles-arbeiten/mein-board'],
    ['field-spalten', SECRETS.text],
  ]);
  expect(answer.status).toBe(500);
  const heard = await answer.text();
  expect(heard).toContain('Wir haben den Fehler aufgezeichnet');
  expect(heard).not.toMatch(/insert|worksheet_entry|Marker/);
  await changeDatabase(server.databaseFile, 'alter table worksheet_away rename to worksheet_entry');

  await changeDatabase(server.databaseFile, 'alter table account rename to account_away');
  const page = await visitor(server).post(
    '/anmelden',
    new URLSearchParams({ email: SECRETS.email, password: SECRETS.password }),
  );
  expect(page.status).toBe(500);
  expect(await page.text()).not.toMatch(/select|account_away/);
  await changeDatabase(server.databaseFile, 'alter table account_away rename to account');

  const faults = written()
    .split('\n')
    .filter((line) => line.includes('-failed'));
  expect(faults.map((line) => JSON.parse(line))).toMatchObject([
    {
      level: 'error',
      event: 'action-failed',
      stack: expect.stringContaining('at '),
      cause: expect.stringContaining('no such table'),
    },
    { level: 'error', event: 'request-failed', route: '/anmelden', cause: expect.stringContaining('no such table') },
  ]);
  expectNothingOf(cookie);
});

/** Nothing that people typed, and nothing that the database knows of them. */
function expectNothingOf(cookie: string): void {
  const text = written().toLowerCase();
  const forbidden = [
    ...Object.values(SECRETS),
    'marker',
    DEMO_PASSWORD,
    ...DEMO_ACCOUNTS.map(({ email }) => email),
    cookie.slice('dm='.length),
    '@',
  ];
  expect(forbidden.filter((each) => text.includes(each.toLowerCase()))).toEqual([]);
}

test('each line is one event with level and time, and no name of anybody in the database is in any', async () => {
  const people = await rowsOf(server.databaseFile, 'select given_name, family_name from person');
  const sessions = await rowsOf(server.databaseFile, 'select id from session');
  const lines = written()
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({
      level: expect.stringMatching(/^(info|warn|error)$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: expect.stringMatching(/^[a-z-]+$/),
    });
  const words = [
    ...people.flatMap((row) => [row['given_name'], row['family_name']]),
    ...sessions.map((row) => row['id']),
  ];
  expect(words.length).toBeGreaterThan(20);
  // A whole word: "Lang" would be found in "language".
  const isIn = (word: unknown) => new RegExp(`(?<![\\p{L}\\d])${String(word)}(?![\\p{L}\\d])`, 'u').test(written());
  expect(words.filter(isIn)).toEqual([]);
});
