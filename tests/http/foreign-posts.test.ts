import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtCatalogue, exerciseOf, rightFields } from '../support/answers.ts';
import { attemptCounts, rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, signedIn } from '../support/visitor.ts';

const KEY = 'agiles-arbeiten/abwechselnd-oder-nacheinander';
const FIELDS = [['cohort', 'demo'], ['exercise', KEY], ...rightFields(exerciseOf(builtCatalogue(), KEY))] as [
  string,
  string,
][];

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  cookie = await sessionCookie(server);
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const TARGETS = [
  '/',
  '/anmelden',
  '/abmelden',
  '/lernen',
  '/lernen/demo/agiles-arbeiten/weniger-gleichzeitig?_action=learning.submitAnswer',
  '/_actions/learning.submitAnswer',
  '/_actions/learning.completeUnit',
  '/_actions/gibt.es.nicht',
  '/gibt-es-nicht',
];
const BODIES: [type: string | null, body: () => BodyInit][] = [
  ['application/x-www-form-urlencoded', () => new URLSearchParams(FIELDS).toString()],
  [
    'multipart/form-data; boundary=x',
    () =>
      FIELDS.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join(
        '',
      ) + '--x--\r\n',
  ],
  ['application/json', () => JSON.stringify(Object.fromEntries(FIELDS))],
  ['text/plain', () => new URLSearchParams(FIELDS).toString()],
  [null, () => new Uint8Array(Buffer.from(new URLSearchParams(FIELDS).toString()))],
];
const ORIGINS: [name: string, headers: (origin: string) => Record<string, string>][] = [
  ['another site', () => ({ origin: 'https://boese.example' })],
  ['another port', (origin) => ({ origin: origin.replace(/\d+$/, '1') })],
  ['the origin null', () => ({ origin: 'null' })],
  ['no origin', () => ({})],
  ['a cross-site fetch', (origin) => ({ origin, 'sec-fetch-site': 'cross-site' })],
  ['a same-site fetch', (origin) => ({ origin, 'sec-fetch-site': 'same-site' })],
  ['an address typed in', (origin) => ({ origin, 'sec-fetch-site': 'none' })],
];

describe.each(ORIGINS)('a post from %s', (_name, headers) => {
  test('is refused in German, whatever its target and type, and changes nothing', async () => {
    for (const target of TARGETS)
      for (const [type, body] of BODIES)
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
          if (method !== 'POST' && type !== 'application/json') continue;
          const response = await fetch(server.origin + target, {
            method,
            body: body(),
            redirect: 'manual',
            headers: { cookie, ...headers(server.origin), ...(type === null ? {} : { 'content-type': type }) },
          });
          const about = `${method} ${target} ${type ?? 'no type'}`;
          const isPost = method === 'POST';
          expect(response.status, about).toBe(isPost ? 403 : 405);
          expect(await response.text(), about).toMatch(
            isPost ? /nehmen wir nur Eingaben an, die auf dieser Seite gemacht wurden/ : /nicht möglich/,
          );
        }
    expect(await attemptCounts(server.databaseFile, [KEY])).toEqual([0]);
    expect(await rowsOf(server.databaseFile, 'select count(*) as number from session')).toEqual([{ number: 1 }]);
  });
});

test('the same post from our own page is taken', async () => {
  const learner = await signedIn(server);
  expect((await learner.act('learning.submitAnswer', FIELDS)).status).toBe(200);
  expect(await attemptCounts(server.databaseFile, [KEY])).toEqual([1]);
});
