import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtCatalogue, exerciseOf, rightFields } from '../../support/answers.ts';
import { rowsOf } from '../../support/database.ts';
import { canFakeClock, fakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { codeTo, linkTo } from '../../support/mailbox.ts';
import { SAVED_EXERCISE } from '../../support/savers.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { sessionCookie, visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import type { Row } from '../table.ts';
import { pause } from './fault.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The timetable is looked at twice a minute. */
const LOOK_MS = 33_000;
const EMAIL = 'teilnehmerin@demo.example';

/** The machine's clock is set back, jumps ahead, and goes through both nights of the clock change. */
export async function measureClock(): Promise<Row[]> {
  if (!canFakeClock()) return [{ what: 'falsche Uhr', measured: 'übersprungen: kein libfaketime' }];
  return [
    ...(await withClock(new Date(), setBack)),
    ...(await withClock(new Date(), farAhead)),
    ...(await withClock(new Date('2026-10-25T00:20:00Z'), (scene) =>
      clockChange(scene, {
        what: 'Nacht auf den 25. Oktober 2026',
        // On the clock: 2.58, after the change 2.03, 2.12 and 3.20.
        codeAt: '2026-10-25T00:58:00Z',
        enteredAt: '2026-10-25T01:03:00Z',
        oldCodeAt: '2026-10-25T01:12:00Z',
        morning: '2026-10-25T02:20:00Z',
        shown: ['25. Oktober, 2.58', '25. Oktober, 3.'],
      }),
    )),
    ...(await withClock(new Date('2027-03-28T00:20:00Z'), (scene) =>
      clockChange(scene, {
        what: 'Nacht auf den 28. März 2027',
        // On the clock: 1.58, after the change 3.03, 3.12 and 3.50.
        codeAt: '2027-03-28T00:58:00Z',
        enteredAt: '2027-03-28T01:03:00Z',
        oldCodeAt: '2027-03-28T01:12:00Z',
        morning: '2027-03-28T01:50:00Z',
        shown: ['28. März, 3.'],
      }),
    )),
  ];
}

interface Scene {
  server: TestServer;
  clock: FakeClock;
}

/** A demonstration on a machine whose clock says `start`. */
function withClock(start: Date, work: (scene: Scene) => Promise<Row[]>): Promise<Row[]> {
  return withDataDir(async (root) => {
    const clock = fakeClock(root);
    clock.set(start);
    const dataDir = join(root, 'data');
    mkdirSync(dataDir);
    const server = await startServer({ dataDir, env: clock.env });
    try {
      return await work({ server, clock });
    } finally {
      await server.stop();
    }
  });
}

async function setBack({ server, clock }: Scene): Promise<Row[]> {
  const cookie = await sessionCookie(server);
  const code = await askForCode(server);
  clock.move(-2 * HOUR_MS);
  const page = await statusOf(server, cookie);
  const saved = await save(server, cookie);
  const oldCode = await enterCode(server, code);
  const newCode = await enterCode(server, await askForCode(server));
  const during = await sessionCookie(server);
  clock.move(2 * HOUR_MS);
  const rows = await rowsOf(server.databaseFile, 'select count(*) as n from attempt where attempt_id = ?', [saved.id]);
  return [
    row('Uhr 2 h zurück: wer angemeldet ist, bleibt es', page, 200),
    row('– eine Antwort wird gespeichert', [saved.status, rows[0]?.['n']], [200, 1]),
    row('– der Code von vorher gilt nicht länger als zehn Minuten, ein neuer geht', [oldCode, newCode], [false, true]),
    row(
      '– danach gelten alle Anmeldungen',
      [await statusOf(server, cookie), await statusOf(server, during)],
      [200, 200],
    ),
  ];
}

async function farAhead({ server, clock }: Scene): Promise<Row[]> {
  const cookie = await sessionCookie(server);
  await visitor(server).post('/passwort-vergessen', new URLSearchParams({ email: EMAIL }));
  const link = await linkTo(server, EMAIL);
  const code = await askForCode(server);
  const before = await contentOf(server);
  clock.move(400 * DAY_MS);
  const letIn = [
    await statusOf(server, cookie),
    (await visitor(server).get(link)).status,
    await enterCode(server, code),
  ];
  const future = await sessionCookie(server);
  const there = await statusOf(server, future);
  await pause(LOOK_MS);
  const jobs = await rowsOf(
    server.databaseFile,
    "select count(*) as n from job_run where outcome = 'failed' and report like '%LONG_IDLE%'",
  );
  const after = await contentOf(server);
  clock.move(-400 * DAY_MS);
  return [
    row('Uhr 400 Tage vor: Anmeldung, Link und Code von vorher gelten nicht', letIn, [303, 410, false]),
    row('– wer das Passwort weiß, kommt hinein', there, 200),
    row('– die vier nächtlichen Aufgaben löschen nichts und sagen es', [jobs[0]?.['n'], before === after], [4, true]),
    row('– danach gilt die Anmeldung von vorher wieder', await statusOf(server, cookie), 200),
    row('– und die aus der falschen Zeit nicht', await statusOf(server, future), 303),
  ];
}

async function clockChange(
  { server, clock }: Scene,
  night: { what: string; codeAt: string; enteredAt: string; oldCodeAt: string; morning: string; shown: string[] },
): Promise<Row[]> {
  const cookie = await sessionCookie(server);
  const line = await lineOf(server, cookie);
  clock.set(new Date(night.codeAt));
  const [code, other] = [await askForCode(server), await askForCode(server)];
  await pause(LOOK_MS);
  clock.set(new Date(night.enteredAt));
  const entered = await enterCode(server, code);
  const during = await statusOf(server, cookie);
  await pause(LOOK_MS);
  clock.set(new Date(night.oldCodeAt));
  const late = await enterCode(server, other);
  await pause(LOOK_MS);
  clock.set(new Date(night.morning));
  await pause(LOOK_MS);
  const runs = await rowsOf(
    server.databaseFile,
    "select job, count(*) as n from job_run where outcome = 'done' and slot >= ? group by job",
    [Date.parse(night.codeAt) - HOUR_MS],
  );
  const operator = visitor(server, await sessionCookie(server, 'betrieb'));
  const page = await (await operator.get('/betrieb/aufgaben')).text();
  return [
    row(`${night.what}: Code nach 5 Minuten, nach 14 Minuten`, [entered, late], [true, false]),
    row('– wer angemeldet ist, bleibt es', [during, await statusOf(server, cookie)], [200, 200]),
    row(
      '– jede der vier nächtlichen Aufgaben läuft einmal',
      runs.map((run) => run['n']),
      [1, 1, 1, 1],
    ),
    row(
      '– die Seite nennt ihre Zeiten richtig',
      night.shown.map((text) => page.includes(text)),
      night.shown.map(() => true),
    ),
    row('– die Termine der Lernenden stehen da wie vorher', (await lineOf(server, cookie)) === line, true),
  ];
}

/** A row that says what was seen where something else was expected. */
function row(what: string, seen: unknown, expected: unknown): Row {
  const met = JSON.stringify(seen) === JSON.stringify(expected);
  return { what, measured: met ? 'so gesehen' : JSON.stringify(seen), demanded: 'so', met };
}

const statusOf = async (server: TestServer, cookie: string) => (await visitor(server, cookie).get('/lernen')).status;

/** The cookie of a browser that asked for a code, and the code that was sent. */
async function askForCode(server: TestServer): Promise<{ cookie: string; code: string }> {
  const asked = await visitor(server).post('/anmelden', new URLSearchParams({ email: EMAIL, weg: 'code' }));
  const cookie = asked.headers
    .getSetCookie()
    .find((each) => each.startsWith('dm-code='))
    ?.split(';')[0];
  if (cookie === undefined) throw new Error(`asking for a code was answered with ${asked.status}`);
  return { cookie, code: await codeTo(server, EMAIL) };
}

/** Whether the code lets somebody in. */
async function enterCode(server: TestServer, { cookie, code }: { cookie: string; code: string }): Promise<boolean> {
  const answer = await visitor(server, cookie).post('/anmelden/code', new URLSearchParams({ code }));
  return answer.status === 303 && (answer.headers.get('location') ?? '').startsWith('/lernen');
}

async function save(server: TestServer, cookie: string): Promise<{ id: string; status: number }> {
  const exercise = exerciseOf(builtCatalogue(), SAVED_EXERCISE);
  const id = crypto.randomUUID();
  const { status } = await visitor(server, cookie).act('learning.submitAnswer', [
    ['cohort', 'demo'],
    ['exercise', exercise.key],
    ['attempt', id],
    ...rightFields(exercise),
  ]);
  return { id, status };
}

/** The dates of the learner's line, as the page shows them. */
async function lineOf(server: TestServer, cookie: string): Promise<string> {
  const page = await (await visitor(server, cookie).get('/lernen')).text();
  return JSON.stringify(page.match(/<time[^>]*>/g));
}

/** How much there is of what learners and the house have put in. */
async function contentOf(server: TestServer): Promise<string> {
  const tables = ['person', 'account', 'enrolment', 'attempt', 'unit_completion', 'worksheet_entry', 'attendance'];
  return JSON.stringify(
    await rowsOf(
      server.databaseFile,
      tables.map((table) => `select '${table}' as name, count(*) as n from "${table}"`).join(' union all '),
    ),
  );
}
