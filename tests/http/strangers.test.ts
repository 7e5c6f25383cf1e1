import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtCatalogue, exerciseOf, rightFields } from '../support/answers.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { rawExchange, statusOf } from '../support/raw-http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, signedIn, visitor, type Visitor } from '../support/visitor.ts';

const KEY = 'agiles-arbeiten/abwechselnd-oder-nacheinander';
const UNIT = 'agiles-arbeiten/weniger-gleichzeitig';
const right = rightFields(exerciseOf(builtCatalogue(), KEY));

let server: TestServer;
let learner: Visitor;
beforeAll(async () => {
  server = await startServer();
  learner = await signedIn(server);
  // A cohort in which nobody who can sign in takes part.
  await changeDatabase(
    server.databaseFile,
    "insert into cohort (id, slug, centre_id, programme_id, title, zone, starts_on, ends_on) select 'fremd', 'fremd', centre_id, programme_id, 'Fremder Durchgang', zone, starts_on, ends_on from cohort where id = 'demo-durchgang'",
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const NOT_THERE = 'Diese Seite gibt es nicht';

describe('what belongs to others does not exist', () => {
  test.each([
    '/lernen/fremd/agiles-arbeiten/weniger-gleichzeitig',
    '/lernen/gibt-es-nicht/agiles-arbeiten/weniger-gleichzeitig',
    '/lernen/demo/agiles-arbeiten/gibt-es-nicht',
    '/lernen/demo/gibt-es-nicht/weniger-gleichzeitig',
    '/lernen/demo/__proto__/constructor',
    '/module/__proto__',
    '/module/constructor',
    '/programme/toString',
    '/programme/gibt-es-nicht',
    '/lernen/demo',
  ])('%s is a page that is not there', async (path) => {
    const response = await learner.get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(NOT_THERE);
  });

  const cases: [action: string, fields: [string, string][]][] = [
    [
      'submitAnswer',
      [['cohort', 'fremd'], ['exercise', KEY], ...right.map(([name, value]): [string, string] => [name, value])],
    ],
    [
      'submitAnswer',
      [
        ['cohort', 'demo'],
        ['exercise', 'agiles-arbeiten/gibt-es-nicht'],
      ],
    ],
    [
      'submitAnswer',
      [
        ['cohort', 'demo'],
        ['exercise', 'constructor/constructor'],
      ],
    ],
    [
      'showSolution',
      [
        ['cohort', 'fremd'],
        ['exercise', KEY],
      ],
    ],
    [
      'showSolution',
      [
        ['cohort', 'demo'],
        ['exercise', 'daten-nutzen/gibt-es-nicht'],
      ],
    ],
    [
      'saveWorksheet',
      [
        ['cohort', 'fremd'],
        ['worksheet', 'agiles-arbeiten/mein-board'],
      ],
    ],
    [
      'saveWorksheet',
      [
        ['cohort', 'demo'],
        ['worksheet', 'agiles-arbeiten/gibt-es-nicht'],
      ],
    ],
    [
      'completeUnit',
      [
        ['cohort', 'fremd'],
        ['unit', UNIT],
      ],
    ],
    [
      'completeUnit',
      [
        ['cohort', 'demo'],
        ['unit', 'agiles-arbeiten/gibt-es-nicht'],
      ],
    ],
    [
      'recordVisit',
      [
        ['cohort', 'fremd'],
        ['unit', UNIT],
        ['anchor', 'die-idee'],
      ],
    ],
  ];
  test.each(cases)('%s refuses it, and stores nothing', async (action, fields) => {
    const before = await facts();
    const response = await learner.act(`learning.${action}`, fields);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Vielleicht ist die Adresse vertippt');
    expect(await facts()).toEqual(before);
  });

  test('a form from the page of another person is not taken for this one', async () => {
    const before = await facts();
    const response = await learner.act('learning.submitAnswer', [
      ['cohort', 'demo'],
      ['exercise', KEY],
      ['person', 'demo-trainerin'],
      ...right,
    ]);
    expect(response.status).toBe(401);
    expect(await facts()).toEqual(before);
  });

  test('who teaches a cohort may read there but not answer', async () => {
    const trainer = await signedIn(server, 'trainerin');
    expect((await trainer.get(`/lernen/demo/${UNIT}`)).status).toBe(200);
    const before = await facts();
    expect((await trainer.act('learning.submitAnswer', [['cohort', 'demo'], ['exercise', KEY], ...right])).status).toBe(
      403,
    );
    expect(
      (
        await trainer.act('learning.completeUnit', [
          ['cohort', 'demo'],
          ['unit', UNIT],
        ])
      ).status,
    ).toBe(403);
    expect(await facts()).toEqual(before);
    expect((await trainer.get('/verwaltung')).status).toBe(403);
    expect((await trainer.get('/betrieb')).status).toBe(403);
  });
});

describe('who has no valid session', () => {
  test('is sent to the sign-in page and back from there, whatever the cookie holds', async () => {
    const ended = await sessionCookie(server);
    await visitor(server, ended).post('/abmelden', null);
    const expired = await sessionCookie(server);
    const [row] = await rowsOf(server.databaseFile, 'select id from session order by created_at desc limit 1');
    await changeDatabase(server.databaseFile, 'update session set expires_at = 1 where id = ?', [String(row?.['id'])]);
    const old = await sessionCookie(server);
    const [oldRow] = await rowsOf(server.databaseFile, 'select id from session order by created_at desc limit 1');
    await changeDatabase(server.databaseFile, 'update session set created_at = ? where id = ?', [
      Date.now() - 91 * 86_400_000,
      String(oldRow?.['id']),
    ]);
    const forged = (await sessionCookie(server)).replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    const [known] = await rowsOf(server.databaseFile, 'select id from session limit 1');
    const cookies = [
      '',
      ended,
      expired,
      old,
      forged,
      `dm=${String(known?.['id'])}`,
      'dm=',
      'dm=%00',
      `dm=${'x'.repeat(4_000)}`,
      'dm=__proto__',
      '=;;;=',
      `dm="' or 1=1 --"`,
      'dm=%E0%A4%A',
    ];
    for (const cookie of cookies) {
      const stranger = visitor(server, cookie);
      const page = await stranger.get(`/lernen/demo/${UNIT}?a=b`);
      expect(page.status, cookie).toBe(303);
      expect(page.headers.get('location'), cookie).toBe(
        `/anmelden?weiter=${encodeURIComponent(`/lernen/demo/${UNIT}?a=b`)}`,
      );
      const action = await stranger.act('learning.submitAnswer', [['cohort', 'demo'], ['exercise', KEY], ...right]);
      expect(action.status, cookie).toBe(401);
      expect(await action.text(), cookie).toContain('Sie sind nicht oder nicht mehr angemeldet');
      expect((await stranger.get('/')).status, cookie).toBe(200);
    }
  });

  test('the sign-in leads on to our own pages only', async () => {
    const form = () => new URLSearchParams({ email: 'teilnehmerin@demo.example', password: 'digital-maker-demo' });
    const targets = [
      ['/lernen/demo/agiles-arbeiten/kurze-takte', '/lernen/demo/agiles-arbeiten/kurze-takte'],
      ['https://boese.example', '/lernen'],
      ['//boese.example', '/lernen'],
      ['/\\boese.example', '/lernen'],
      ['javascript:alert(1)', '/lernen'],
      ['/\tboese', '/lernen'],
    ] as const;
    for (const [wanted, got] of targets) {
      const response = await visitor(server).post(`/anmelden?weiter=${encodeURIComponent(wanted)}`, form());
      expect(response.headers.get('location'), wanted).toBe(got);
    }
  });

  test('an unknown address and a wrong password get the same bytes', async () => {
    const attempt = async (email: string) => {
      const response = await visitor(server).post('/anmelden', new URLSearchParams({ email, password: 'falsch' }));
      return {
        status: response.status,
        headers: [...response.headers].filter(([name]) => name !== 'date'),
        text: (await response.text()).replace(`value="${email}"`, 'value="ADRESSE"'),
      };
    };
    const wrong = await attempt('trainerin@demo.example');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('passen nicht zusammen');
    expect(await attempt('niemand000@demo.example')).toEqual({ ...wrong, text: wrong.text });
  });
});

describe('other methods', () => {
  test.each([
    ['HEAD', '/', 200],
    ['HEAD', '/gibt-es-nicht', 404],
    ['HEAD', '/gesund', 200],
  ])('%s %s is answered with %i and no body', async (method, path, status) => {
    const answer = await rawExchange(server.port, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(statusOf(answer)).toBe(status);
    expect(answer.split('\r\n\r\n')[1]).toBe('');
  });

  test.each(['OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'CONNECT'])(
    '%s changes nothing and reveals nothing',
    async (method) => {
      const before = await facts();
      for (const path of ['/', '/anmelden', '/lernen', '/_actions/learning.submitAnswer', '/favicon.svg']) {
        const secret = 'X-Geheim: nicht-zurueck';
        const answer = await rawExchange(
          server.port,
          `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${secret}\r\nConnection: close\r\n\r\n`,
        );
        // Node itself hangs up on CONNECT: nobody here is a proxy.
        expect(statusOf(answer), path).toBe(method === 'CONNECT' ? 0 : 405);
        if (method !== 'CONNECT') expect(answer, path).toMatch(/Allow: GET, HEAD, POST[\s\S]*nicht möglich/);
        expect(answer, path).not.toContain('nicht-zurueck');
      }
      expect(await facts()).toEqual(before);
      expect((await learner.get('/lernen')).status).toBe(200);
    },
  );
});

test('no path leads out of the folder of assets', async () => {
  const paths = [
    '/../package.json',
    '/_astro/../../server/entry.mjs',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/_astro/..%5c..%5cpackage.json',
    '/....//package.json',
    '/catalogue.json',
    '/_astro/%00',
    '/%',
    '/%zz',
    '//etc/passwd',
    '/server.mjs',
    '/.git/config',
    '/data/digital-maker.db',
    '/favicon.svg/../../catalogue.json',
  ];
  for (const path of paths) {
    const answer = await rawExchange(
      server.port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 404], path).toContain(statusOf(answer));
    expect(answer, path).not.toMatch(/"dependencies"|root:x:|"exercises"|SQLite format/);
    expect(answer, path).toMatch(/gibt es nicht|nicht verstanden/);
  }
});

const facts = () =>
  rowsOf(
    server.databaseFile,
    'select (select count(*) from attempt) as attempts, (select count(*) from worksheet_entry) as entries, (select count(*) from unit_completion) as completions, (select count(*) from unit_visit) as visits',
  );
