import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CATALOGUE_FILE, loadCatalogue } from '#catalogue-file.ts';
import { compareWithDatabase, percentile, saveAnswers, type Saved } from '../support/crowd.ts';
import { longestStall } from '../support/watch-stalls.ts';
import { cpuSeconds, databaseUrlOf, ROOT, signedInLearners, startSite, withDataDir } from './site.ts';
import { german, type Row } from './table.ts';

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
      const saving = { origin: site.origin, cookies, exercises };
      const { result, stallMs } = await longestStall(site.origin, async () => ({
        normal: await saveAnswers({ ...saving, everyMs: EVERY_MS, seconds: 300 }),
        rush: await saveAnswers({ ...saving, everyMs: EVERY_MS / 5, seconds: 60 }),
      }));
      const { normal, rush } = result;
      const confirmed = [...normal.confirmed, ...rush.confirmed];
      const { lost, doubled } = await compareWithDatabase(databaseUrlOf(dataDir), confirmed);
      const p95 = percentile(normal.millis, 0.95);
      return [
        {
          what: `${LEARNERS} Lernende, alle 20 s eine Antwort, 5 min: bestätigt`,
          measured: german(normal.confirmed.length),
        },
        {
          what: '– Wartezeit: 95 %',
          measured: `${german(p95)} ms`,
          demanded: `< ${P95_MAX_MS} ms`,
          met: p95 < P95_MAX_MS,
        },
        { what: '– Wartezeit: Hälfte, längste', measured: waits(normal) },
        { what: 'fünfmal so oft, 1 min: bestätigt', measured: german(rush.confirmed.length) },
        {
          what: '– Wartezeit: Hälfte, 95 %, längste',
          measured: `${waits(rush)}, 95 % ${german(percentile(rush.millis, 0.95))} ms`,
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
          measured: `${german(((cpuSeconds(site.child.pid) - cpu) / confirmed.length) * 1e6)} µs`,
        },
      ];
    } finally {
      await site.stop();
    }
  });
}

/** Fills the demonstration of a folder with generated learners. */
export function seedLearners(dataDir: string, count: number): void {
  execFileSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'seed', '--learners', String(count)], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const waits = ({ millis }: Saved) => `${german(percentile(millis, 0.5))} ms, ${german(percentile(millis, 1))} ms`;
const failures = (saved: Saved) => Object.values(saved.failures).reduce((sum, n) => sum + n, 0);
