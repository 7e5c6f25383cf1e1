import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EXERCISE_TYPES } from '#domain/catalogue/exercise.ts';
import { builtCatalogue, exerciseOf, rightFields, type AnswerFields } from '../support/answers.ts';
import { rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';

const catalogue = builtCatalogue();
const keys = Object.values(catalogue.units).flatMap((unit) => unit.exercises);
const RUNS = 25;
/** What a form of ours never holds. */
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '1e999',
  'NaN',
  '9'.repeat(400),
  '😀',
  '<script>',
  "' or 1=1 --",
  '../../etc/passwd',
  'x'.repeat(20_000),
];

let server: TestServer;
let learner: Visitor;
/** How much of the server's output has been looked at. */
let read = 0;
beforeAll(async () => {
  server = await startServer();
  learner = await signedIn(server);
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  expect((await learner.get('/lernen')).status).toBe(200);
  const written = server.output().slice(read);
  read += written.length;
  expect(written.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

describe.each(EXERCISE_TYPES)('an answer of the wrong shape to an exercise of type %s', (type) => {
  const key = keys.find((candidate) => exerciseOf(catalogue, candidate).type === type) ?? '';
  const right = rightFields(exerciseOf(catalogue, key));
  const names = right.map(([name]) => name);
  const value = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.constantFrom(...right.map(([, text]) => text)),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const name = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom('answer', 'text', 'value', '__proto__', 'place-', 'gap-constructor', ''),
  );
  const fields = fc.array(fc.tuple(name, value), { maxLength: 12 });

  test('is graded, called incomplete or refused in German, and never a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const response = await learner.act('learning.submitAnswer', [['cohort', 'demo'], ['exercise', key], ...given]);
        expect([200, 400]).toContain(response.status);
        const text = await response.text();
        if (response.status === 400)
          expect(text).toMatch(
            /Diese Antwort passt nicht zur Übung|Es wurde nichts gespeichert|Vielleicht wurde die Übung/,
          );
      }),
      { numRuns: RUNS },
    );
    // The page still shows the exercise, whatever was stored as an answer.
    const unit = Object.values(catalogue.units).find((candidate) => candidate.exercises.includes(key));
    expect((await learner.get(`/lernen/demo/${unit?.key ?? ''}`)).status).toBe(200);
  });

  test('stores nothing when it is refused or incomplete', async () => {
    const before = await attempts();
    for (const wrong of refusedForms(right)) {
      const response = await learner.act('learning.submitAnswer', [['cohort', 'demo'], ['exercise', key], ...wrong]);
      const text = await response.text();
      if (response.status === 200) expect(text).toContain('again');
      else expect(response.status).toBe(400);
    }
    expect(await attempts()).toBe(before);
  });
});

const ACTIONS = ['submitAnswer', 'showSolution', 'saveWorksheet', 'completeUnit', 'recordVisit'].map(
  (action) => `learning.${action}`,
);

describe.each(ACTIONS)('%s', (action) => {
  const bodies: [name: string, type: string, body: BodyInit][] = [
    ['nothing', 'application/x-www-form-urlencoded', ''],
    ['fields of every object', 'application/x-www-form-urlencoded', '__proto__=x&constructor=y&cohort=demo&toString=z'],
    [
      '10,000 fields',
      'application/x-www-form-urlencoded',
      Array.from({ length: 10_000 }, (_, index) => `f${index}=x`).join('&'),
    ],
    ['10,000 times the same field', 'application/x-www-form-urlencoded', 'cohort=demo&'.repeat(10_000)],
    [
      'a NUL in an id',
      'application/x-www-form-urlencoded',
      'cohort=de%00mo&exercise=a/b&unit=a/b&worksheet=a/b&anchor=x',
    ],
    ['bytes that are no UTF-8', 'application/x-www-form-urlencoded', 'cohort=%ff%fe&exercise=%c3%28'],
    [
      'a wrong multipart',
      'multipart/form-data; boundary=x',
      '--y\r\nContent-Disposition: form-data; name="cohort"\r\n\r\ndemo',
    ],
    ['a multipart without boundary', 'multipart/form-data', '--x\r\n\r\n'],
    ['JSON', 'application/json', '{"cohort":"demo","exercise":["a"]}'],
    ['broken JSON', 'application/json', '{"cohort":'],
    ['plain text', 'text/plain', 'cohort=demo'],
    ['an unknown type', 'application/x-unbekannt', 'cohort=demo'],
    [
      'a path as an id',
      'application/x-www-form-urlencoded',
      'cohort=../demo&exercise=../../etc/passwd&unit=..%2f..&worksheet=a&anchor=%3Cscript%3E',
    ],
  ];
  test.each(bodies)('refuses %s in German and stores nothing', async (_name, type, body) => {
    const before = await attempts();
    const response = await learner.post(`/_actions/${action}`, body, { 'content-type': type });
    expect([400, 404]).toContain(response.status);
    const answer: unknown = await response.json();
    expect(JSON.stringify(answer)).toMatch(/nichts gespeichert|gibt es nicht|nicht verstanden|davon nicht betroffen/i);
    expect(await attempts()).toBe(before);
  });

  test('refuses a file where a text belongs', async () => {
    const form = new FormData();
    for (const name of ['cohort', 'exercise', 'unit', 'worksheet', 'anchor'])
      form.set(name, new Blob(['x']), 'datei.txt');
    expect((await learner.post(`/_actions/${action}`, form)).status).toBe(400);
  });
});

test('a form of a page that cannot be read is refused in German, and nothing is stored', async () => {
  const before = await attempts();
  const page = '/lernen/demo/agiles-arbeiten/kurze-takte?_action=learning.submitAnswer';
  for (const [type, body] of [
    ['multipart/form-data; boundary=x', '--y\r\nkaputt'],
    ['multipart/form-data', '--x\r\n'],
    ['application/json', '{"cohort":'],
    ['text/plain', 'cohort=demo'],
    ['application/x-www-form-urlencoded', ''],
    ['application/x-www-form-urlencoded', '__proto__=x&cohort=%00'],
  ] as const) {
    const response = await learner.post(page, body, { 'content-type': type });
    expect(response.status, type).toBeGreaterThanOrEqual(400);
    expect(response.status, type).toBeLessThan(500);
    expect(await response.text(), type).toMatch(/nichts gespeichert|nicht gespeichert/);
  }
  expect(await attempts()).toBe(before);
});

test('an action that does not exist is not found, in German', async () => {
  for (const action of [
    'gibt.es.nicht',
    '__proto__',
    'constructor',
    'learning',
    'learning.toString',
    'learning.__proto__',
  ]) {
    const response = await learner.post(`/_actions/${action}`, new URLSearchParams({ a: 'b' }));
    expect(response.status, action).toBe(404);
    expect(await response.text(), action).toMatch(/gibt es nicht|nicht betroffen/);
  }
});

test('the sign-in form answers every shape of body with 400 or 422 in German', async () => {
  const bodies: [string, BodyInit][] = [
    ['application/x-www-form-urlencoded', ''],
    ['application/x-www-form-urlencoded', 'email=a&email=b&password='],
    ['application/x-www-form-urlencoded', `email=${'a'.repeat(100_000)}&password=${'b'.repeat(100_000)}`],
    ['application/x-www-form-urlencoded', 'email=%00&password=%ff'],
    ['application/x-www-form-urlencoded', '__proto__=1'],
    ['multipart/form-data', 'nichts'],
    ['multipart/form-data; boundary=x', '--x\r\nkaputt'],
    ['application/json', '{"email":"a"}'],
    ['text/plain', 'email=a'],
  ];
  for (const [type, body] of bodies) {
    const response = await learner.post('/anmelden', body, { 'content-type': type, cookie: '' });
    expect([400, 422], type).toContain(response.status);
    expect(await response.text(), type).toMatch(/Es wurde nichts gespeichert|passen nicht zusammen|Bitte geben Sie/);
  }
});

/** Forms that are never an answer: nothing at all, every field twice, unknown ids, files of words. */
function refusedForms(right: AnswerFields): AnswerFields[] {
  return [
    [],
    right.map(([name]) => [name, ''] as const),
    right.map(([name]) => [`${name}x`, 'x'] as const),
    [['__proto__', 'x']],
  ];
}

async function attempts(): Promise<number> {
  return Number((await rowsOf(server.databaseFile, 'select count(*) as number from attempt'))[0]?.['number']);
}
