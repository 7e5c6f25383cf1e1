import { rmSync } from 'node:fs';
import { hasLibsqlServer, startLibsqlServer, type LibsqlServer } from '../../support/libsql-server.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { sessionCookie, visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import { german, type Row } from '../table.ts';
import { longest, pause, savingCrowd, untilConfirmed, verdict } from './fault.ts';

const ROUNDS = 5;
const AWAY_MS = 4_000;
const TOLD_MAX_MS = 3_000;
const WELL_MAX_MS = 10_000;
const TOLD = /Unsere Datenbank antwortet|Gerade ist viel los|noch nicht speichern/;

/** Ways in which a database server can be away, and how it comes back. */
const OUTAGES: {
  what: string;
  leave: (of: LibsqlServer) => Promise<void>;
  back: (of: LibsqlServer) => Promise<void>;
}[] = [
  { what: 'abgeschossen', leave: (of) => of.kill(), back: (of) => of.restart() },
  { what: 'hängt', leave: (of) => of.hang(), back: async (of) => of.wake() },
  { what: 'neu gestartet', leave: (of) => of.stop(), back: (of) => of.restart() },
];

/** The database server is killed, hangs and is restarted, while two servers of ours save. */
export async function measureDatabaseServer(): Promise<Row[]> {
  if (!hasLibsqlServer()) return [{ what: 'Datenbankserver', measured: 'übersprungen: kein sqld' }];
  const rows: Row[] = [];
  for (const scheme of ['http', 'ws']) rows.push(...(await withScheme(scheme)));
  return rows;
}

function withScheme(scheme: string): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const database = await startLibsqlServer();
    const env = { DATABASE_URL: `${scheme}://127.0.0.1:${database.port}` };
    const servers: TestServer[] = [];
    try {
      for (let count = 0; count < 2; count += 1) servers.push(await startServer({ dataDir, env }));
      const [first] = servers;
      if (first === undefined) throw new Error('no server');
      const cookie = await sessionCookie(first);
      const crowd = savingCrowd(
        servers.map(({ origin }) => origin),
        cookie,
      );
      const rows: Row[] = [];
      for (const { what, leave, back } of OUTAGES) {
        const told: number[] = [];
        const well: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          await pause(1_000);
          await leave(database);
          const until = performance.now() + AWAY_MS;
          while (performance.now() < until) {
            const asked = performance.now();
            const { status } = await visitor(first, cookie).get('/lernen');
            if (status !== 503) throw new Error(`a page was answered with ${status} without a database`);
            told.push(performance.now() - asked);
            await pause(200);
          }
          const returned = performance.now();
          await back(database);
          await untilConfirmed(crowd);
          well.push(performance.now() - returned);
        }
        rows.push(
          longest(`über ${scheme}, ${german(ROUNDS)}-mal ${what}: 503 nach höchstens`, told, TOLD_MAX_MS),
          longest('– wieder da nach höchstens', well, WELL_MAX_MS),
        );
      }
      return [...rows, ...(await verdict(database.url, await crowd.stop(), TOLD))];
    } finally {
      for (const server of servers) await server.stop();
      await database.kill();
      rmSync(database.folder, { recursive: true, force: true });
    }
  });
}
