import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newToken, sha256Hex } from '#platform/random.ts';
import { builtCatalogue, exerciseOf, wrongFields } from '../support/answers.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signedIn, visitor, type Visitor } from '../support/visitor.ts';

// Islands that were rendered once are kept and sent again: to nobody else, and not after something has changed.
const PAGE = '/lernen/demo/agiles-arbeiten/wenn-der-plan-nicht-haelt';
const EXERCISE = 'agiles-arbeiten/mein-vorhaben';
/** In the script that wakes islands. */
const WAKES = 'customElements.get("astro-island")||customElements.define';
const MINE = 'Ein Satz, der nur in meiner eigenen Antwort steht und den niemand sonst lesen darf.';

let server: TestServer;
let one: Visitor;
let other: Visitor;

beforeAll(async () => {
  server = await startServer();
  one = await signedIn(server);
  other = await visitorOf(server, 'Pöpping');
});

afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

test('two learners see each their own answers, whoever comes first', async () => {
  await pageOf(other);
  const exercise = exerciseOf(builtCatalogue(), EXERCISE);
  expect(exercise.type).toBe('free-text');
  const answer = await one.act('learning.submitAnswer', [
    ['cohort', 'demo'],
    ['exercise', EXERCISE],
    ...wrongFields(exercise).map(([name]) => [name, MINE] as const),
  ]);
  expect(answer.status).toBe(200);
  for (let visit = 0; visit < 3; visit += 1) {
    expect(await pageOf(one)).toContain(MINE);
    expect(await pageOf(other)).not.toContain(MINE);
  }
  expect(await pageOf(other)).not.toContain('demo-teilnehmerin');
});

test('a page of kept islands is the page that rendered them', async () => {
  const fresh = await startServer({ dataDir: server.dataDir });
  try {
    // The cookie holds in both: they share the database.
    const rendered = await pageOf(await signedIn(fresh));
    await pageOf(one);
    expect(await pageOf(one)).toBe(rendered.replaceAll(fresh.origin, server.origin));
  } finally {
    await fresh.stop();
  }
});

test('the script that wakes islands is in every page exactly once', async () => {
  for (let visit = 0; visit < 3; visit += 1) {
    const html = await pageOf(one);
    expect(html.split(WAKES).length, `visit ${visit}`).toBe(2);
    expect(html.indexOf(WAKES)).toBeLessThan(html.indexOf('<section class="panel'));
  }
});

async function pageOf(visitor: Visitor): Promise<string> {
  const response = await visitor.get(PAGE);
  expect(response.status).toBe(200);
  return response.text();
}

/** A learner of the demonstration who has no password, signed in all the same. */
async function visitorOf({ databaseFile, ...rest }: TestServer, familyName: string): Promise<Visitor> {
  const [person] = await rowsOf(databaseFile, 'select id from person where family_name = ?', [familyName]);
  const id = String(person?.['id']);
  const token = newToken();
  const now = Date.now();
  await changeDatabase(databaseFile, 'insert into account (id, person_id, email, created_at) values (?, ?, ?, ?)', [
    id,
    id,
    `${id}@demo.example`,
    now,
  ]);
  await changeDatabase(
    databaseFile,
    'insert into session (id, account_id, expires_at, created_at) values (?, ?, ?, ?)',
    [sha256Hex(token), id, now + 3_600_000, now],
  );
  return visitor({ databaseFile, ...rest }, `dm=${token}`);
}
