import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { canInject, canMount, injectFault, smallDisk } from '../../support/disk-faults.ts';
import { outsideWriter } from '../../support/outside-writer.ts';
import type { Crowd } from '../../support/savers.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { sessionCookie, visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import { german, type Row } from '../table.ts';
import { longest, pause, savingCrowd, untilConfirmed, verdict } from './fault.ts';

const DISK_MB = 16;
const FAULT_MS = 5_000;
const FULL_MS = 30_000;
const STORAGE_TITLE = /Gerade können wir nichts speichern/;
const DEMO_EMAIL = 'teilnehmerin@demo.example';
const STORAGE = /Das Speichern ist bei uns im Augenblick gestört/;
const BUSY = /Warten Sie einen Augenblick und senden Sie sie noch einmal/;

const INJECTED: [string, string[]][] = [
  ...[1, 2, 3, 5, 8, 13, 21].map((nth): [string, string[]] => [
    `E/A-Fehler vom ${nth}. Schreiben an`,
    [`pwrite64:error=EIO:when=${nth}+`],
  ]),
  ['E/A-Fehler beim Festschreiben', ['fdatasync:error=EIO', 'fsync:error=EIO']],
  ['Ordner im Betrieb nur noch lesbar (EROFS)', ['pwrite64:error=EROFS', 'ftruncate:error=EROFS']],
];

/** The disk is full, broken or read-only, or another program holds the database. */
export async function measureDisk(): Promise<Row[]> {
  const rows: Row[] = [];
  if (canMount()) rows.push(...(await fullDisk()), ...(await readOnlyFolder()));
  else rows.push({ what: 'volle Platte, Ordner nur lesbar', measured: 'übersprungen: nichts einzuhängen' });
  if (canInject()) for (const [what, faults] of INJECTED) rows.push(...(await injected(what, faults)));
  else rows.push({ what: 'E/A-Fehler', measured: 'übersprungen: kein strace' });
  for (const seconds of [3, 60]) rows.push(...(await locked(seconds)));
  return rows;
}

/** Answers are saved before, during and after a fault that `during` makes; what was seen. */
async function around(
  what: string,
  server: TestServer,
  { during, told }: { during: (crowd: Crowd) => Promise<{ confirmed: number }>; told: RegExp },
): Promise<Row[]> {
  const crowd = savingCrowd([server.origin], await sessionCookie(server));
  await pause(1_000);
  const { confirmed } = await during(crowd);
  const recovery = await untilConfirmed(crowd);
  await pause(1_000);
  const savings = await crowd.stop();
  return [
    longest(`${what}: danach geht es weiter nach`, [recovery], 10_000),
    { what: '– unterdessen bestätigt', measured: german(confirmed) },
    ...(await verdict(server.databaseFile, savings, told)),
  ];
}

async function fullDisk(): Promise<Row[]> {
  const disk = smallDisk(DISK_MB);
  if (disk === null) throw new Error('no small disk');
  const server = await startServer({ dataDir: disk.folder });
  try {
    return await around(`Platte ${FULL_MS / 1000} s voll`, server, {
      told: STORAGE,
      async during(crowd) {
        disk.fill();
        const before = crowd.confirmed();
        await pause(FULL_MS);
        const page = await visitor(server).get('/');
        if (page.status !== 200) throw new Error(`the start page was answered with ${page.status} on a full disk`);
        const confirmed = crowd.confirmed() - before;
        disk.free();
        return { confirmed };
      },
    });
  } finally {
    await server.stop();
    disk.remove();
  }
}

/** A folder that is mounted read-only: pages are shown, nobody is told that something was kept, and it passes. */
async function readOnlyFolder(): Promise<Row[]> {
  const disk = smallDisk(DISK_MB);
  if (disk === null) throw new Error('no small disk');
  const remount = (how: 'ro' | 'rw') => spawnSync('mount', ['-o', `remount,${how}`, disk.folder]).status === 0;
  await (await startServer({ dataDir: disk.folder })).stop();
  if (!remount('ro')) throw new Error('the small disk cannot be made read-only');
  const server = await startServer({ dataDir: disk.folder });
  try {
    const page = await visitor(server).get('/');
    const refused = await signIn(server);
    const words = STORAGE_TITLE.test(await refused.text());
    if (!remount('rw')) throw new Error('the small disk cannot be made writable');
    const begin = performance.now();
    while ((await signIn(server)).status !== 303 && performance.now() - begin < 60_000) await pause(200);
    const wellMs = performance.now() - begin;
    const seen = [page.status, refused.status, words ? 'deutsche Meldung' : 'andere Worte'].join(', ');
    return [
      {
        what: 'Ordner nur lesbar eingehängt: Seite, Anmelden',
        measured: seen,
        demanded: '200, 503, deutsche Meldung',
        met: seen === '200, 503, deutsche Meldung',
      },
      longest('– wieder beschreibbar: geht weiter nach', [wellMs], 10_000),
    ];
  } finally {
    await server.stop();
    disk.remove();
  }
}

const signIn = (server: TestServer) =>
  visitor(server).post('/anmelden', new URLSearchParams({ email: DEMO_EMAIL, password: DEMO_PASSWORD }));

function injected(what: string, faults: string[]): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const server = await startServer({ dataDir });
    try {
      return await around(what, server, {
        told: STORAGE,
        async during(crowd) {
          const fault = await injectFault(server.pid, faults);
          const before = crowd.confirmed();
          await pause(FAULT_MS);
          const confirmed = crowd.confirmed() - before;
          await fault.end();
          return { confirmed };
        },
      });
    } finally {
      await server.stop();
    }
  });
}

function locked(seconds: number): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const server = await startServer({ dataDir });
    try {
      return await around(`Datenbank ${seconds} s von einem anderen Programm gesperrt`, server, {
        told: BUSY,
        async during(crowd) {
          const outside = await outsideWriter(pathToFileURL(server.databaseFile).href);
          const before = crowd.confirmed();
          await pause(seconds * 1_000);
          const confirmed = crowd.confirmed() - before;
          await outside.letGo();
          return { confirmed };
        },
      });
    } finally {
      await server.stop();
    }
  });
}
