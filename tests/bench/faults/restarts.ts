import { signedInLearners, seedLearners } from '../../support/learners.ts';
import { startServer } from '../../support/server.ts';
import { startCrowd } from '../../support/savers.ts';
import { sessionCookie, visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import { german, percentile, type Row } from '../table.ts';
import { longest, pause, verdict } from './fault.ts';

const LEARNERS = 200;
const EVERY_MS = 4_000;
const RESTARTS = 10;

/** An operator restarts the site again and again while learners save. */
export function measureRestarts(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    let server = await startServer({ dataDir });
    try {
      seedLearners(dataDir, LEARNERS);
      const cookies = await signedInLearners(dataDir, LEARNERS);
      const own = await sessionCookie(server);
      const crowd = startCrowd(cookies.map((cookie) => ({ origins: [server.origin], cookie, everyMs: EVERY_MS })));
      const away: number[] = [];
      for (let round = 0; round < RESTARTS; round += 1) {
        await pause(4_000);
        const begin = performance.now();
        await server.stop();
        server = await startServer({ dataDir, port: server.port });
        away.push(performance.now() - begin);
      }
      await pause(2_000);
      const savings = await crowd.stop();
      const { status } = await visitor(server, own).get('/lernen');
      return [
        longest(
          `${RESTARTS} Neustarts, ${LEARNERS} Lernende speichern alle ${EVERY_MS / 1000} s: weg für höchstens`,
          away,
        ),
        {
          what: '– Wartezeit aller Antworten: 95 %, längste',
          measured: `${german(percentile(savings.waits, 0.95))} ms, ${german(percentile(savings.waits, 1))} ms`,
        },
        ...(await verdict(server.databaseFile, savings, /wird gerade neu gestartet/)),
        {
          what: '– Anmeldung von vorher',
          measured: status === 200 ? 'gilt' : String(status),
          demanded: 'gilt',
          met: status === 200,
        },
      ];
    } finally {
      await server.stop();
    }
  });
}
