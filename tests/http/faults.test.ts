import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { canInject, canMount, injectFault, smallDisk } from '../support/disk-faults.ts';
import { outsideWriter } from '../support/outside-writer.ts';
import { compared, startCrowd, type Savings } from '../support/savers.ts';
import { startServer, temporaryFolder, type ServerOptions, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

const NOTHING_WRONG = { lost: [], doubled: [], halfSteps: 0 };
/** The disk of the tests: room for the demonstration and some answers. */
const DISK_MB = 8;

const running: TestServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function started(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? temporaryFolder();
  if (options.dataDir === undefined) folders.push(dataDir);
  const server = await startServer({ ...options, dataDir });
  running.push(server);
  return server;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Who knows the cookie saves on; several at once, as browsers do. */
const crowd = (server: TestServer, cookie: string) =>
  startCrowd(Array.from({ length: 4 }, () => ({ origins: [server.origin], cookie })));

describe('the process is killed while answers are saved', () => {
  test('three times: no confirmed answer is lost or doubled, no step is half done, and it is ready again in time', async () => {
    let server = await started();
    const cookie = await sessionCookie(server);
    const savers = crowd(server, cookie);
    for (let round = 0; round < 3; round += 1) {
      await pause(600 + round * 137);
      const before = savers.confirmed();
      expect(before).toBeGreaterThan(0);
      await server.kill();
      const begin = performance.now();
      server = await started({ dataDir: server.dataDir, port: server.port });
      expect(performance.now() - begin).toBeLessThan(5_000);
    }
    const all = await savers.stop();
    expect([...all.failures, ...all.unconfirmed]).toEqual([]);
    expect(await compared(server.databaseFile, [all])).toEqual(NOTHING_WRONG);
    expect(await rowsOf(server.databaseFile, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});

describe('another program holds the database', () => {
  test('for three seconds: everybody waits, and everything is saved', async () => {
    const server = await started();
    const savers = crowd(server, await sessionCookie(server));
    await pause(300);
    const outside = await outsideWriter(pathToFileURL(server.databaseFile).href);
    await pause(3_000);
    await outside.letGo();
    await pause(500);
    const all = await savers.stop();
    expect([...all.failures, ...all.unconfirmed, ...all.refusals]).toEqual([]);
    expect(Math.max(...all.waits)).toBeGreaterThan(2_000);
    expect(await compared(server.databaseFile, [all])).toEqual(NOTHING_WRONG);
  });

  test('for longer: people are told so in German, pages can be read, and all goes on when it is over', async () => {
    const server = await started();
    const cookie = await sessionCookie(server);
    const savers = crowd(server, cookie);
    await pause(300);
    const outside = await outsideWriter(pathToFileURL(server.databaseFile).href);
    await pause(8_000);
    expect((await visitor(server, cookie).get('/lernen')).status).toBe(200);
    await outside.letGo();
    const all = await savers.stop();
    expect(all.refusals.length).toBeGreaterThan(0);
    for (const { status, text, retryAfter, ms } of all.refusals) {
      expect([status, retryAfter]).toEqual([503, '5']);
      expect(text).toContain('Warten Sie einen Augenblick und senden Sie sie noch einmal');
      // Nobody waits behind those who wait.
      expect(ms).toBeLessThan(7_000);
    }
    expect([...all.failures, ...all.unconfirmed]).toEqual([]);
    expect(await compared(server.databaseFile, [all])).toEqual(NOTHING_WRONG);
  });
});

describe('the disk', () => {
  test.skipIf(!canMount())(
    'is full: nothing is confirmed falsely, people are told so, and without a restart all goes on',
    async () => {
      const disk = smallDisk(DISK_MB);
      if (disk === null) throw new Error('no small disk');
      try {
        const server = await startServer({ dataDir: disk.folder });
        running.push(server);
        const savers = crowd(server, await sessionCookie(server));
        await pause(500);
        disk.fill();
        await pause(2_500);
        const confirmedWhileFull = savers.confirmed();
        await pause(500);
        expect(savers.confirmed()).toBe(confirmedWhileFull);
        expect((await visitor(server).get('/')).status).toBe(200);
        disk.free();
        await pause(1_000);
        const all = await savers.stop();
        expect(all.acknowledged.length).toBeGreaterThan(confirmedWhileFull);
        expectStorageWords(all);
        expect(await compared(server.databaseFile, [all])).toEqual(NOTHING_WRONG);
        await running.pop()?.stop();
      } finally {
        disk.remove();
      }
    },
  );

  const injections: [string, string[]][] = [
    ['gives an error at the 5th write', ['pwrite64:error=EIO:when=5+']],
    ['gives an error when it is told to keep what was written', ['fdatasync:error=EIO', 'fsync:error=EIO']],
    ['is full by its own account', ['pwrite64:error=ENOSPC']],
    ['became read-only', ['pwrite64:error=EROFS']],
  ];
  test.skipIf(!canInject()).each(injections)('%s: the same', async (_name, faults) => {
    const server = await started();
    const savers = crowd(server, await sessionCookie(server));
    await pause(500);
    const fault = await injectFault(server.pid, faults);
    await pause(2_000);
    const before = savers.confirmed();
    await fault.end();
    await pause(1_500);
    const all = await savers.stop();
    expect(all.acknowledged.length).toBeGreaterThan(before);
    expectStorageWords(all);
    expect(await compared(server.databaseFile, [all])).toEqual(NOTHING_WRONG);
    expect(await rowsOf(server.databaseFile, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  /** Some were refused, in German and with a time to come back; no answer was anything else. */
  function expectStorageWords(all: Savings): void {
    expect(all.refusals.length).toBeGreaterThan(0);
    for (const { status, text, retryAfter } of all.refusals) {
      expect([status, retryAfter]).toEqual([503, '5']);
      expect(text).toContain('Das Speichern ist bei uns im Augenblick gestört');
    }
    expect([...all.failures, ...all.unconfirmed]).toEqual([]);
  }
});
