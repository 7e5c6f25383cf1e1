import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { hasLibsqlServer, startLibsqlServer, type LibsqlServer } from '../support/libsql-server.ts';
import { compared, startSaving } from '../support/savers.ts';
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

if (!hasLibsqlServer()) console.warn('SKIPPED: several servers on one database server, this machine has none.');

const NOTHING_WRONG = { lost: [], doubled: [], halfSteps: 0 };

let database: LibsqlServer;
let dataDir = '';
let running: TestServer[] = [];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function started(scheme = 'http'): Promise<TestServer> {
  const server = await startServer({ dataDir, env: { DATABASE_URL: `${scheme}://127.0.0.1:${database.port}` } });
  running.push(server);
  return server;
}

describe.skipIf(!hasLibsqlServer())('two servers on one libSQL server and one DATA_DIR', () => {
  beforeEach(async () => {
    database = await startLibsqlServer();
    dataDir = temporaryFolder();
  });
  afterEach(async () => {
    for (const server of running) await server.stop();
    running = [];
    await database.kill();
    rmSync(database.folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('that start at once on an empty database are both ready, and it was migrated once', async () => {
    const servers = await Promise.all([started(), started('ws'), started()]);
    for (const server of servers) expect((await visitor(server).get('/gesund')).status).toBe(200);
    const applied = await rowsOf(database.url, 'select created_at, count(*) as n from __drizzle_migrations group by 1');
    expect(applied.length).toBeGreaterThan(0);
    expect(new Set(applied.map((row) => row['n']))).toEqual(new Set([1]));
    expect(await rowsOf(database.url, 'select count(*) as n from centre')).toEqual([{ n: 1 }]);
  });

  test('serve the same people: signed in at one is signed in at the other, and answers come through both', async () => {
    const first = await started();
    const second = await started('ws');
    const cookie = await sessionCookie(first);
    expect((await visitor(second, cookie).get('/lernen')).status).toBe(200);
    const savers = [first, second, first, second].map((server) =>
      startSaving({ origins: [server.origin], cookie, giveUpMs: 20_000 }),
    );
    await pause(2_000);
    const all = await Promise.all(savers.map((saver) => saver.stop()));
    for (const each of all) expect(each.acknowledged.length).toBeGreaterThan(0);
    expect(all.flatMap(({ failures, unconfirmed }) => [...failures, ...unconfirmed])).toEqual([]);
    expect(await compared(database.url, all)).toEqual(NOTHING_WRONG);
    await visitor(second, cookie).post('/abmelden', null);
    expect((await visitor(first, cookie).get('/lernen')).status).toBe(303);
  });

  test('lose and double nothing when the database server is killed, hangs and comes back', async () => {
    const first = await started();
    const second = await started();
    const cookie = await sessionCookie(first);
    const savers = [first, second].map((server) => startSaving({ origins: [server.origin], cookie }));
    await pause(800);

    await database.kill();
    await pause(500);
    const begin = performance.now();
    const page = await visitor(first, cookie).get('/lernen');
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await page.text()).toContain('Unsere Datenbank antwortet im Augenblick nicht');
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect((await visitor(first).get('/gesund')).status).toBe(503);
    await database.restart();
    await recovered(first, cookie);

    await pause(500);
    await database.hang();
    const hungAt = performance.now();
    expect((await visitor(second, cookie).get('/lernen')).status).toBe(503);
    expect((await visitor(second, cookie).post('/abmelden', null)).status).toBe(503);
    expect(performance.now() - hungAt).toBeLessThan(6_000);
    await pause(1_000);
    database.wake();
    await recovered(second, cookie);

    await pause(500);
    const all = await Promise.all(savers.map((saver) => saver.stop()));
    expect(all.flatMap(({ failures, unconfirmed }) => [...failures, ...unconfirmed])).toEqual([]);
    expect(all.flatMap(({ refusals }) => refusals).length).toBeGreaterThan(0);
    for (const { ms, text } of all.flatMap(({ refusals }) => refusals)) {
      expect(ms).toBeLessThan(3_000);
      expect(text).toMatch(/Unsere Datenbank antwortet|Gerade ist viel los|noch nicht speichern/);
    }
    expect(await compared(database.url, all)).toEqual(NOTHING_WRONG);
  });
});

/** A page and a saved answer within ten seconds. */
async function recovered(server: TestServer, cookie: string): Promise<void> {
  const begin = performance.now();
  const saver = startSaving({ origins: [server.origin], cookie });
  while (saver.savings.acknowledged.length === 0 && performance.now() - begin < 20_000) await pause(50);
  await saver.stop();
  expect((await visitor(server, cookie).get('/lernen')).status).toBe(200);
  expect(performance.now() - begin).toBeLessThan(10_000);
}
