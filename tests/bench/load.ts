import { signedInLearners, seedLearners } from '../support/learners.ts';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CATALOGUE_FILE, loadCatalogue } from '#catalogue-file.ts';
import { compared, startCrowd, type Saver, type Savings } from '../support/savers.ts';
import { longestStall } from '../support/watch-stalls.ts';
import { cpuSeconds, ROOT, startSite, withDataDir } from './site.ts';
import { german, percentile, type Row } from './table.ts';

const LEARNERS = 500;
const EVERY_MS = 20_000;
const P95_MAX_MS = 300;
export const STALL_MAX_MS = 200;

/** 500 learners save an answer every 20 s for five minutes, then five times as often for one. */
export function measureLoad(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const site = await startSite(dataDir);
    try {
      seedLearners(dataDir, LEARNERS);
      const cookies = await signedInLearners(dataDir, LEARNERS);
      const exercises = Object.values(loadCatalogue(join(ROOT, CATALOGUE_FILE)).exercises);
      const cpu = cpuSeconds(site.child.pid);
      const saveFor = (seconds: number, everyMs: number) =>
        savedBy(cookies, { origins: [site.origin], exercises, everyMs }, seconds);
      const { result, stallMs } = await longestStall(site.origin, async () => ({
        normal: await saveFor(300, EVERY_MS),
        rush: await saveFor(60, EVERY_MS / 5),
      }));
      const { normal, rush } = result;
      const confirmed = normal.acknowledged.length + rush.acknowledged.length;
      const { lost, doubled } = await compared(join(dataDir, 'digital-maker.db'), [normal, rush]);
      const p95 = percentile(normal.waits, 0.95);
      return [
        {
          what: `${LEARNERS} Lernende, alle 20 s eine Antwort, 5 min: bestätigt`,
          measured: german(normal.acknowledged.length),
        },
        {
          what: '– Wartezeit: 95 %',
          measured: `${german(p95)} ms`,
          demanded: `< ${P95_MAX_MS} ms`,
          met: p95 < P95_MAX_MS,
        },
        { what: '– Wartezeit: Hälfte, längste', measured: waits(normal) },
        { what: 'fünfmal so oft, 1 min: bestätigt', measured: german(rush.acknowledged.length) },
        {
          what: '– Wartezeit: Hälfte, 95 %, längste',
          measured: `${waits(rush)}, 95 % ${german(percentile(rush.waits, 0.95))} ms`,
        },
        { what: '– Versuche, die nicht durchkamen', measured: german(failures(normal) + failures(rush)) },
        {
          what: 'verloren, doppelt',
          measured: `${lost.length}, ${doubled.length}`,
          demanded: '0, 0',
          met: lost.length + doubled.length === 0,
        },
        {
          what: 'längster Stillstand',
          measured: `${german(stallMs)} ms`,
          demanded: `< ${STALL_MAX_MS} ms`,
          met: stallMs < STALL_MAX_MS,
        },
        {
          what: 'CPU-Zeit je Antwort',
          measured: `${german(((cpuSeconds(site.child.pid) - cpu) / confirmed) * 1e6)} µs`,
        },
      ];
    } finally {
      await site.stop();
    }
  });
}

/** What all learners together were told while they saved for a time. */
async function savedBy(cookies: readonly string[], saver: Omit<Saver, 'cookie'>, seconds: number): Promise<Savings> {
  const crowd = startCrowd(cookies.map((cookie) => ({ ...saver, cookie })));
  await wait(seconds * 1000);
  return crowd.stop();
}

const waits = (saved: Savings) =>
  `${german(percentile(saved.waits, 0.5))} ms, ${german(percentile(saved.waits, 1))} ms`;
const failures = (saved: Savings) => saved.refusals.length + saved.failures.length + saved.unconfirmed.length;
