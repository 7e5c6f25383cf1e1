import { rowsOf } from '../../support/database.ts';
import { compared, startCrowd, type Crowd, type Savings } from '../../support/savers.ts';
import { german, type Row } from '../table.ts';

const SAVERS = 8;
/** Longer than any fault lasts: whoever waits is not given up. */
const GIVE_UP_MS = 150_000;

/** Browsers of one learner that save answer after answer, each at the servers in turn. */
export const savingCrowd = (origins: readonly string[], cookie: string): Crowd =>
  startCrowd(Array.from({ length: SAVERS }, () => ({ origins, cookie, giveUpMs: GIVE_UP_MS })));

/**
 * What people were told against what the database holds: a file's path or a server's address. `told`: the German
 * words of every refusal.
 */
export async function verdict(database: string, savings: Savings, told: RegExp): Promise<Row[]> {
  const { lost, doubled, halfSteps } = await compared(database, [savings]);
  const wrong = [lost.length, doubled.length, halfSteps, savings.failures.length + savings.unconfirmed.length];
  const inGerman = savings.refusals.filter(({ text }) => told.test(text)).length;
  const rows: Row[] = [
    { what: '– bestätigte Antworten', measured: german(savings.acknowledged.length) },
    {
      what: '– verloren, doppelt, halbe Schritte, anderes als „kommen Sie wieder“',
      measured: wrong.join(', '),
      demanded: '0, 0, 0, 0',
      met: wrong.every((count) => count === 0),
    },
    {
      what: '– abgewiesen, davon mit der deutschen Meldung dafür',
      measured: `${german(savings.refusals.length)}, ${german(inGerman)}`,
      demanded: 'alle',
      met: inGerman === savings.refusals.length,
    },
  ];
  if (/^https?:/.test(database)) return rows;
  const [check] = await rowsOf(database, 'pragma integrity_check');
  const result = String(check?.['integrity_check']);
  return [...rows, { what: '– integrity_check', measured: result, demanded: 'ok', met: result === 'ok' }];
}

/** The time until one more answer is confirmed, in ms; throws after a minute. */
export async function untilConfirmed(crowd: Crowd): Promise<number> {
  const begin = performance.now();
  for (const before = crowd.confirmed(); crowd.confirmed() === before; await pause(5))
    if (performance.now() - begin > 60_000) throw new Error('no answer was confirmed within a minute');
  return performance.now() - begin;
}

/** A row on the longest of several times, in seconds. */
export function longest(what: string, millis: readonly number[], maxMs?: number): Row {
  const worst = Math.max(...millis);
  return {
    what,
    measured: `${german(worst / 1000, 2)} s`,
    ...(maxMs === undefined ? {} : { demanded: `< ${german(maxMs / 1000)} s`, met: worst < maxMs }),
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
