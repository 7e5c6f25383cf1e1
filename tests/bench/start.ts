import { signedInLearners } from '../support/learners.ts';
import { spawn } from 'node:child_process';
import { fire } from './fire.ts';
import { firstAnswer, freePort, memoryOf, ROOT, startArguments, startSite, withDataDir } from './site.ts';
import { german, median, type Row } from './table.ts';
import { UNIT_PATH } from './unit-page.ts';

const STARTS = 5;
const REQUESTS = 10_000;
const LEARNERS = 12;
/** Issue 2, "Speed". */
const START_MAX_SECONDS = 1.5;
const MEMORY_MAX_MB = 300;

/** From the command to the first answer with a build and a demonstration at hand, and memory after many pages. */
export function measureStart(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const site = await startSite(dataDir);
    const cookies = await signedInLearners(dataDir, LEARNERS);
    const fresh = memoryOf(site.child.pid);
    const paths = [
      '/',
      '/lernen',
      UNIT_PATH,
      '/lernen/demo/agiles-arbeiten/kurze-takte',
      '/module/agiles-arbeiten',
      '/programme/digital-maker',
      '/gesund',
    ];
    const requests = cookies.flatMap((cookie) => paths.map((path) => ({ path, cookie })));
    await fire(site, { requests, amount: REQUESTS, encoding: 'br' });
    const memory = memoryOf(site.child.pid);
    await site.stop();
    const byScript = await starts(dataDir, 'npm', ['start']);
    const direct = await starts(dataDir, process.execPath, startArguments());
    return [
      {
        what: '`npm start` bis zur ersten beantworteten Anfrage',
        measured: `${german(byScript, 2)} s`,
        demanded: `≤ ${german(START_MAX_SECONDS, 1)} s`,
        met: byScript <= START_MAX_SECONDS,
      },
      { what: '`node server.mjs` ebenso', measured: `${german(direct, 2)} s` },
      {
        what: `Speicher nach ${german(REQUESTS)} Anfragen an gemischte Seiten`,
        measured: `${german(memory.now)} MB`,
        demanded: `≤ ${MEMORY_MAX_MB} MB`,
        met: memory.now <= MEMORY_MAX_MB,
      },
      {
        what: '– höchster Stand dabei',
        measured: `${german(memory.peak)} MB`,
        demanded: `≤ ${MEMORY_MAX_MB} MB`,
        met: memory.peak <= MEMORY_MAX_MB,
      },
      { what: '– nach dem Start', measured: `${german(fresh.now)} MB` },
    ];
  });
}

/** Median seconds from the command to the answer of the start page. */
async function starts(dataDir: string, command: string, args: string[]): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const port = await freePort();
    const begin = performance.now();
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1' },
      stdio: 'ignore',
      detached: true,
    });
    await firstAnswer(`http://127.0.0.1:${port}/`, child);
    seconds.push((performance.now() - begin) / 1000);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // The whole group: npm passes signals on only in a terminal.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  return median(seconds);
}
