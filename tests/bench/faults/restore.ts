import { signedInLearners, seedLearners } from '../../support/learners.ts';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../support/database.ts';
import { hasLibsqlServer, startLibsqlServer, type LibsqlServer } from '../../support/libsql-server.ts';
import { runCli } from '../../support/run-cli.ts';
import { compared, startCrowd } from '../../support/savers.ts';
import { freePort, startServer, type TestServer } from '../../support/server.ts';
import { sessionCookie, visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import { german, type Row } from '../table.ts';
import { pause } from './fault.ts';

const LEARNERS = 500;
const EVERY_MS = 5_000;
/** Tables in which nothing is added while learners only save answers. */
const STILL = ['person', 'account', 'enrolment', 'cohort', 'live_session', 'role', 'worksheet_entry'];

/** A backup is made while learners save, and restored where there is nothing: from file to file, and to a server and back. */
export async function measureRestore(): Promise<Row[]> {
  return withDataDir(async (root) => {
    const databases: LibsqlServer[] = [];
    const newServer = async () => {
      const database = await startLibsqlServer();
      databases.push(database);
      return { DATABASE_URL: database.url };
    };
    try {
      const old = { DATA_DIR: join(root, 'alt') };
      const cookies = await filled(old);
      const first = await restored('von Datei zu Datei', old, { DATA_DIR: join(root, 'neu') }, cookies);
      if (!hasLibsqlServer())
        return [...first.rows, { what: 'von und zu einem Datenbankserver', measured: 'übersprungen: kein sqld' }];
      const onServer = { DATA_DIR: join(root, 'auf-server'), ...(await newServer()) };
      const moved = await runCli(['restore', first.archive], { ...onServer, PORT: String(await freePort()) });
      if (moved.status !== 0) throw new Error(moved.text);
      const again = await restored(
        'von Server zu Server',
        onServer,
        { DATA_DIR: join(root, 'neuer-server'), ...(await newServer()) },
        cookies,
      );
      return [...first.rows, ...again.rows];
    } finally {
      for (const database of databases) {
        await database.kill();
        rmSync(database.folder, { recursive: true, force: true });
      }
    }
  });
}

type Place = { DATA_DIR: string; DATABASE_URL?: string };
const databaseOf = ({ DATA_DIR, DATABASE_URL }: Place) => DATABASE_URL ?? join(DATA_DIR, 'digital-maker.db');

/** A place with a demonstration of many learners, and the cookies of those. */
async function filled(at: Place): Promise<string[]> {
  await (await startServer({ dataDir: at.DATA_DIR })).stop();
  seedLearners(at.DATA_DIR, LEARNERS);
  return signedInLearners(at.DATA_DIR, LEARNERS);
}

async function restored(
  what: string,
  old: Place,
  fresh: Place,
  cookies: readonly string[],
): Promise<{ rows: Row[]; archive: string }> {
  const running: TestServer[] = [];
  try {
    const server = await startServer({ dataDir: old.DATA_DIR, env: { ...old } });
    running.push(server);
    const crowd = startCrowd(cookies.map((cookie) => ({ origins: [server.origin], cookie, everyMs: EVERY_MS })));
    await pause(5_000);
    const sure = crowd.acknowledged();
    const archive = join(old.DATA_DIR, '..', `${what.replaceAll(' ', '-')}.zip`);
    const backupBegin = performance.now();
    const made = await runCli(['backup', archive], { ...old });
    const backupMs = performance.now() - backupBegin;
    if (made.status !== 0) throw new Error(made.text);
    const during = crowd.confirmed() - sure.length;
    await crowd.stop();

    const restoreBegin = performance.now();
    const result = await runCli(['restore', archive], { ...fresh, PORT: String(await freePort()) });
    const restoreMs = performance.now() - restoreBegin;
    if (result.status !== 0) throw new Error(result.text);
    const { lost, doubled, halfSteps } = await compared(databaseOf(fresh), [
      { acknowledged: sure, unconfirmed: [], failures: [], refusals: [], waits: [] },
    ]);
    const counts = await Promise.all([old, fresh].map((place) => countsOf(databaseOf(place))));
    const [check] = await rowsOf(databaseOf(fresh), 'pragma integrity_check');
    const again = await startServer({ dataDir: fresh.DATA_DIR, env: { ...fresh } });
    running.push(again);
    const withOld = (await visitor(again, cookies[0] ?? '').get('/lernen')).status;
    const withNew = (await visitor(again, await sessionCookie(again)).get('/lernen')).status;
    const same = JSON.stringify(counts[0]) === JSON.stringify(counts[1]);
    return {
      archive,
      rows: [
        {
          what: `${what}: Sicherung, während ${german(LEARNERS)} Lernende speichern`,
          measured: `${german(backupMs / 1000, 1)} s, ${german(statSync(archive).size / 1000)} kB, unterdessen bestätigt ${german(during)}`,
        },
        { what: '– auf einer leeren Maschine zurückgespielt in', measured: `${german(restoreMs / 1000, 1)} s` },
        {
          what: `– von ${german(sure.length)} vorher bestätigten Antworten: verloren, doppelt, halbe Schritte`,
          measured: [lost.length, doubled.length, halfSteps].join(', '),
          demanded: '0, 0, 0',
          met: lost.length + doubled.length + halfSteps === 0,
        },
        {
          what: '– integrity_check, Zeilen der übrigen Tabellen',
          measured: `${String(check?.['integrity_check'])}, ${same ? 'gleich' : JSON.stringify(counts)}`,
          demanded: 'ok, gleich',
          met: check?.['integrity_check'] === 'ok' && same,
        },
        {
          what: '– Anmeldung von vorher, neue Anmeldung',
          measured: `${withOld}, ${withNew}`,
          demanded: '200, 200',
          met: withOld === 200 && withNew === 200,
        },
      ],
    };
  } finally {
    for (const server of running) await server.stop();
  }
}

const countsOf = (database: string) =>
  rowsOf(
    database,
    STILL.map((table) => `select '${table}' as name, count(*) as n from "${table}"`).join(' union all '),
  );
