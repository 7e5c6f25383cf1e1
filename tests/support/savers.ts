import { setTimeout as wait } from 'node:timers/promises';
import type { Exercise } from '#domain/catalogue/exercise.ts';
import { builtCatalogue, exerciseOf, rightFields } from './answers.ts';
import { rowsOf } from './database.ts';

/** Statuses after which the browser's outbox sends again later; src/components/learning/outbox-client.ts. */
const COME_BACK = [408, 425, 429, 502, 503, 504];
const PAUSE_MS = 150;

export const SAVED_EXERCISE = 'agiles-arbeiten/abwechselnd-oder-nacheinander';

/** What a crowd of savers was told. */
export interface Savings {
  /** Ids of the answers that the server has confirmed. */
  acknowledged: string[];
  /** Ids that were given up without a confirmation. */
  unconfirmed: string[];
  /** Answers that were neither a confirmation nor "come back later": there must be none. */
  failures: { status: number; text: string }[];
  /** Each "come back later" with its words, and how long it took. */
  refusals: { status: number; text: string; retryAfter: string | null; ms: number }[];
  /** How long each confirmation took, from first sending. */
  waits: number[];
}

/** How somebody saves. */
export interface Saver {
  /** Tried in turn, as a proxy in front of several servers would. */
  origins: readonly string[];
  cookie: string;
  giveUpMs?: number;
  /** Answered in turn; without them always the same one. */
  exercises?: readonly Exercise[];
  /** One answer at a random place of each stretch of this length; without it one after the other. */
  everyMs?: number;
}

/**
 * Sends answers until told to stop, as the browser's outbox does: written down first, sent again under the same id
 * until it is confirmed.
 */
export function startSaving(saver: Saver): { savings: Savings; stop: () => Promise<Savings> } {
  const exercises = saver.exercises ?? [exerciseOf(builtCatalogue(), SAVED_EXERCISE)];
  const everyMs = saver.everyMs ?? 0;
  const savings: Savings = { acknowledged: [], unconfirmed: [], failures: [], refusals: [], waits: [] };
  const over = new AbortController();
  const pause = (ms: number) =>
    ms > 0 ? wait(ms, undefined, { signal: over.signal }).catch(() => undefined) : Promise.resolve();
  const run = async () => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const begin = performance.now();
      await pause(Math.random() * everyMs);
      const exercise = exercises[turn % exercises.length];
      if (over.signal.aborted || exercise === undefined) return;
      await saveOne(saver, exercise, savings, () => over.signal.aborted);
      await pause(begin + everyMs - performance.now());
    }
  };
  const ended = run();
  return {
    savings,
    async stop() {
      over.abort();
      await ended;
      return savings;
    },
  };
}

/** Several who save at the same time, and what all of them together were told. */
export interface Crowd {
  /** How many answers were confirmed so far. */
  confirmed: () => number;
  /** Their ids. */
  acknowledged: () => string[];
  /** Nobody begins another answer; resolves when those under way are confirmed or given up. */
  stop: () => Promise<Savings>;
}

/** All of them save until told to stop. */
export function startCrowd(savers: readonly Saver[]): Crowd {
  const crowd = savers.map(startSaving);
  return {
    confirmed: () => crowd.reduce((sum, { savings }) => sum + savings.acknowledged.length, 0),
    acknowledged: () => crowd.flatMap(({ savings }) => savings.acknowledged),
    async stop() {
      const all = await Promise.all(crowd.map((saver) => saver.stop()));
      return {
        acknowledged: all.flatMap(({ acknowledged }) => acknowledged),
        unconfirmed: all.flatMap(({ unconfirmed }) => unconfirmed),
        failures: all.flatMap(({ failures }) => failures),
        refusals: all.flatMap(({ refusals }) => refusals),
        waits: all.flatMap(({ waits }) => waits),
      };
    },
  };
}

async function saveOne(
  { origins, cookie, giveUpMs = 30_000 }: Saver,
  exercise: Exercise,
  savings: Savings,
  isOver: () => boolean,
): Promise<void> {
  const id = crypto.randomUUID();
  const begin = performance.now();
  for (let turn = 0; performance.now() - begin < giveUpMs; turn += 1) {
    const origin = origins[turn % origins.length] ?? '';
    const sentAt = performance.now();
    const answer = await send(origin, cookie, id, exercise);
    if (answer !== null && answer.status === 200) {
      savings.acknowledged.push(id);
      savings.waits.push(performance.now() - begin);
      return;
    }
    if (answer !== null && COME_BACK.includes(answer.status))
      savings.refusals.push({ ...answer, ms: performance.now() - sentAt });
    else if (answer !== null) {
      savings.failures.push({ status: answer.status, text: answer.text });
      return;
    }
    if (isOver() && giveUpMs < 30_000) break;
    await wait(PAUSE_MS * (0.5 + Math.random()));
  }
  savings.unconfirmed.push(id);
}

/** Null: nobody answered. */
async function send(
  origin: string,
  cookie: string,
  id: string,
  exercise: Exercise,
): Promise<{ status: number; text: string; retryAfter: string | null } | null> {
  const form = new URLSearchParams([
    ['cohort', 'demo'],
    ['exercise', exercise.key],
    ['attempt', id],
    ...rightFields(exercise).map(([name, value]) => [name, value]),
  ]);
  try {
    const response = await fetch(`${origin}/_actions/learning.submitAnswer`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { origin, cookie, accept: 'application/json' },
      signal: AbortSignal.timeout(15_000),
    });
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: response.headers.get('retry-after'),
    };
  } catch {
    return null;
  }
}

/**
 * The list of confirmations against the database: ids that are missing, ids that are there more than once, and
 * enrolments whose answer was stored without the place that goes with it (half a step).
 */
export async function compared(
  database: string,
  savings: readonly Savings[],
): Promise<{ lost: string[]; doubled: string[]; halfSteps: number }> {
  const rows = await rowsOf(database, 'select attempt_id, count(*) as n from attempt group by attempt_id');
  const stored = new Map(rows.map((row) => [String(row['attempt_id']), Number(row['n'])]));
  const acknowledged = savings.flatMap((each) => each.acknowledged);
  // The place in the unit is written in the same transaction and bears the same time.
  const halves = await rowsOf(
    database,
    `select count(*) as n from (select distinct enrolment_id as id from attempt where attempt_id in (select value from json_each(?))) e
     where not exists (
       select 1 from unit_visit v join attempt a on a.enrolment_id = v.enrolment_id and a.answered_at = v.visited_at
       where v.enrolment_id = e.id)`,
    [JSON.stringify(acknowledged)],
  );
  return {
    lost: acknowledged.filter((id) => !stored.has(id)),
    doubled: [...stored].filter(([, count]) => count > 1).map(([id]) => id),
    halfSteps: Number(halves[0]?.['n']),
  };
}
