import { startServer } from '../../support/server.ts';
import { sessionCookie } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import type { Row } from '../table.ts';
import { longest, pause, savingCrowd, verdict } from './fault.ts';

const KILLS = 50;
const READY_MAX_MS = 5_000;

/** The process is killed again and again while answers are saved. */
export function measureKills(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    let server = await startServer({ dataDir });
    const crowd = savingCrowd([server.origin], await sessionCookie(server));
    const ready: number[] = [];
    try {
      for (let round = 0; round < KILLS; round += 1) {
        await pause(200 + Math.random() * 800);
        await server.kill();
        const begin = performance.now();
        server = await startServer({ dataDir, port: server.port });
        await (await fetch(`${server.origin}/gesund`)).text();
        ready.push(performance.now() - begin);
      }
      const savings = await crowd.stop();
      return [
        longest(`${KILLS}-mal kill -9 beim Speichern: wieder bereit nach höchstens`, ready, READY_MAX_MS),
        ...(await verdict(server.databaseFile, savings, /./)),
      ];
    } finally {
      await server.stop();
    }
  });
}
