import { withDatabase, databaseUrlOf, signedInLearners } from '../support/learners.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BareTask } from './bare-server.ts';
import { fire, type Fired } from './fire.ts';
import { startArguments, startServer, startSite, withDataDir, type Site } from './site.ts';
import { german, median, type Row } from './table.ts';

const ROUNDS = 5;
const ROUND_SECONDS = 6;
/** Enough for V8 to compile what is hot; counted, because a busy machine answers few in a second. */
const WARM_UP_REQUESTS = 12_000;
const SIDE_SECONDS = 6;
const LEARNERS = 12;
/** Least share of the bare server's requests per second (issue 2, "Speed"). */
const SHARE_MIN = 0.45;

export const UNIT_PATH = '/lernen/demo/agiles-arbeiten/arbeit-sichtbar-machen';

/** The unit page of the product against a bare server that looks up the same and sends the same, in turn. */
export function measureUnitPage(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const task = await recordTask(dataDir);
    const taskFile = join(dataDir, 'bare.json');
    writeFileSync(taskFile, JSON.stringify(task));
    const cookies = await signedInLearners(dataDir, LEARNERS);
    const page = [{ path: UNIT_PATH, cookie: cookies[0] ?? '' }];
    const everybody = cookies.map((cookie) => ({ path: UNIT_PATH, cookie }));
    const site = await startSite(dataDir);
    const bare = await startServer(
      [...startArguments().slice(0, -1), join(import.meta.dirname, 'bare-server.ts'), taskFile],
      {},
      '/',
    );
    try {
      for (const server of [site, bare]) await fire(server, { requests: everybody, amount: WARM_UP_REQUESTS });
      const rounds: { site: Fired; bare: Fired }[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        rounds.push({
          site: await fire(site, { requests: page, seconds: ROUND_SECONDS }),
          bare: await fire(bare, { requests: page, seconds: ROUND_SECONDS }),
        });
      const mixed = await fire(site, { requests: everybody, seconds: SIDE_SECONDS });
      const compressed = await fire(site, { requests: page, seconds: SIDE_SECONDS, encoding: 'br' });
      return rowsOf(task, { rounds, mixed, compressed });
    } finally {
      await Promise.all([site.stop(), bare.stop()]);
    }
  });
}

/** One request to a server that writes down its statements: what the bare server has to do, over a copy of the same database. */
async function recordTask(dataDir: string): Promise<BareTask> {
  const lookUpFile = join(dataDir, 'look-ups.jsonl');
  const recorder = pathToFileURL(join(import.meta.dirname, 'record-look-ups.ts')).href;
  const site = await startSite(dataDir, { flags: ['--import', recorder], env: { BENCH_LOOK_UPS: lookUpFile } });
  try {
    const [cookie = ''] = await signedInLearners(dataDir, 1);
    await answerOf(site, cookie);
    writeFileSync(lookUpFile, '');
    const { body, headers } = await answerOf(site, cookie);
    const lookUps = readFileSync(lookUpFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const copy = join(dataDir, 'copy.db');
    await withDatabase(dataDir, (database) =>
      database.write((writer) => writer.execute({ sql: 'vacuum into ?', args: [copy] })),
    );
    return { databaseUrl: databaseUrlOf(dataDir).replace(/[^/]+$/, 'copy.db'), lookUps, headers, body };
  } finally {
    await site.stop();
  }
}

function answerOf(site: Site, cookie: string): Promise<{ body: string; headers: [string, string][] }> {
  return new Promise((resolve, reject) => {
    get(`${site.origin}${UNIT_PATH}`, { headers: { cookie } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        if (res.statusCode !== 200) return reject(new Error(`${UNIT_PATH} answers ${res.statusCode}`));
        const raw = res.rawHeaders;
        const headers = raw.flatMap((name, index): [string, string][] =>
          index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
        );
        // Those that node:http makes itself.
        const own = /^(date|connection|keep-alive|transfer-encoding|content-length)$/i;
        resolve({ body: Buffer.concat(chunks).toString(), headers: headers.filter(([name]) => !own.test(name)) });
      });
    }).on('error', reject);
  });
}

function rowsOf(
  task: BareTask,
  fired: { rounds: { site: Fired; bare: Fired }[]; mixed: Fired; compressed: Fired },
): Row[] {
  const { rounds, mixed, compressed } = fired;
  const middle = (pick: (round: { site: Fired; bare: Fired }) => number) => median(rounds.map(pick));
  const share = middle(({ site, bare }) => site.perSecond / bare.perSecond);
  const spread = rounds.map(({ site, bare }) => site.perSecond / bare.perSecond);
  const figure = (perSecond: number, cpu: number) =>
    `${german(perSecond)} Anfragen/s, ${german(cpu)} µs CPU je Anfrage`;
  return [
    {
      what: `Anteil am nackten node:http (${task.lookUps.length} gleiche Abfragen, gleiche ${german(Buffer.byteLength(task.body) / 1000)} kB)`,
      measured: `${german(share, 2)} (Runden ${german(Math.min(...spread), 2)} bis ${german(Math.max(...spread), 2)})`,
      demanded: `≥ ${german(SHARE_MIN, 2)}`,
      met: share >= SHARE_MIN,
    },
    {
      what: 'dasselbe nach CPU-Zeit',
      measured: german(
        middle(({ site, bare }) => bare.cpuMicros / site.cpuMicros),
        2,
      ),
    },
    {
      what: 'Seite',
      measured: figure(
        middle(({ site }) => site.perSecond),
        middle(({ site }) => site.cpuMicros),
      ),
    },
    {
      what: 'nacktes node:http',
      measured: figure(
        middle(({ bare }) => bare.perSecond),
        middle(({ bare }) => bare.cpuMicros),
      ),
    },
    { what: `Seite, ${LEARNERS} Lernende im Wechsel`, measured: figure(mixed.perSecond, mixed.cpuMicros) },
    { what: 'Seite, komprimiert (br)', measured: figure(compressed.perSecond, compressed.cpuMicros) },
  ];
}
