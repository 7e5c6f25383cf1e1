import { Agent, request } from 'node:http';
import type { Exercise } from '#domain/catalogue/exercise.ts';
import { openDatabase } from '#platform/db.ts';
import { newId } from '#platform/random.ts';
import { rightFields } from './answers.ts';

/** Between two tries of an answer that did not get through, as the browser's outbox waits at first. */
const RETRY_MS = 500;
const ANSWER_MAX_MS = 20_000;

/** Learners who save answers, and for how long. */
export interface Saving {
  origin: string;
  /** One learner each. */
  cookies: readonly string[];
  exercises: readonly Exercise[];
  /** A learner saves one answer in each stretch of this length; 0: the next one as soon as one is confirmed. */
  everyMs: number;
  seconds: number;
  /** Give up instead of trying again what failed in this many seconds; nothing is given up without. */
  patienceSeconds?: number;
}

/** What learners were told. */
export interface Saved {
  /** Attempt ids that the server confirmed. */
  confirmed: string[];
  /** From the first try to the confirmation. */
  millis: number[];
  /** Tries that were not confirmed, by what came instead: a status or a network error's code. */
  failures: Record<string, number>;
  /** Given up. */
  unsaved: number;
}

/** Lets the learners save until the time is over; what is under way then is still waited for. */
export async function saveAnswers(saving: Saving): Promise<Saved> {
  const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });
  const saved: Saved = { confirmed: [], millis: [], failures: {}, unsaved: 0 };
  const until = Date.now() + saving.seconds * 1000;
  await Promise.all(
    saving.cookies.map((cookie, learner) => saveUntil(until, { saving, agent, cookie, learner, saved })),
  );
  agent.destroy();
  return saved;
}

interface Learner {
  saving: Saving;
  agent: Agent;
  cookie: string;
  learner: number;
  saved: Saved;
}

async function saveUntil(until: number, of: Learner): Promise<void> {
  const { everyMs, exercises } = of.saving;
  // Spread over the first stretch, then at random places of each.
  for (let turn = 0; ; turn += 1) {
    const begin = Date.now();
    await after(Math.random() * everyMs);
    const exercise = exercises[(of.learner + turn) % exercises.length];
    if (Date.now() >= until || exercise === undefined) return;
    await saveOne(exercise, of);
    await after(begin + everyMs - Date.now());
  }
}

/** One answer, tried again with the same id until it is confirmed. */
async function saveOne(exercise: Exercise, { saving, agent, cookie, saved }: Learner): Promise<void> {
  const attempt = newId();
  const body = new URLSearchParams([
    ['cohort', 'demo'],
    ['exercise', exercise.key],
    ['attempt', attempt],
    ...rightFields(exercise).map(([name, value]) => [name, value]),
  ]).toString();
  const begin = performance.now();
  for (;;) {
    const answer = await post(saving.origin, agent, cookie, body);
    if (answer === 200) {
      saved.confirmed.push(attempt);
      saved.millis.push(performance.now() - begin);
      return;
    }
    saved.failures[answer] = (saved.failures[answer] ?? 0) + 1;
    if (performance.now() - begin > (saving.patienceSeconds ?? Infinity) * 1000) {
      saved.unsaved += 1;
      return;
    }
    await after(RETRY_MS * (0.5 + Math.random()));
  }
}

/** The status, or the code of the network's error. */
function post(origin: string, agent: Agent, cookie: string, body: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = {
      cookie,
      origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    };
    const req = request(
      `${origin}/_actions/learning.submitAnswer`,
      { method: 'POST', agent, headers, timeout: ANSWER_MAX_MS },
      (res) => {
        res.resume();
        res.on('end', () => resolve(res.statusCode ?? 0));
        res.on('error', (error) => resolve(codeOf(error)));
      },
    );
    req.on('timeout', () => req.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
    req.on('error', (error) => resolve(codeOf(error)));
    req.end(body);
  });
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message);

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** What became of the confirmed answers: those that the database does not have, and those it has more than once. */
export async function compareWithDatabase(
  databaseUrl: string,
  confirmed: readonly string[],
): Promise<{ lost: string[]; doubled: string[]; stored: number }> {
  const database = await openDatabase(databaseUrl);
  try {
    const { rows } = await database.reader.execute('select attempt_id as id, count(*) as n from attempt group by 1');
    const times = new Map(rows.map((row) => [String(row['id']), Number(row['n'])]));
    return {
      lost: confirmed.filter((id) => !times.has(id)),
      doubled: [...times].filter(([, n]) => n > 1).map(([id]) => id),
      stored: rows.length,
    };
  } finally {
    await database.close();
  }
}

/** The value below which a share (0..1) of the values lies; 0 without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
