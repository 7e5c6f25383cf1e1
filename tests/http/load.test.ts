import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtCatalogue } from '../support/answers.ts';
import { seedLearners, signedInLearners } from '../support/learners.ts';
import { compared, startCrowd } from '../support/savers.ts';
import { startServer } from '../support/server.ts';

const LEARNERS = 200;
const EVERY_MS = 5_000;

test('200 learners who save for 20 seconds: each answer is confirmed, none is lost, none is doubled', async () => {
  const server = await startServer();
  try {
    seedLearners(server.dataDir, LEARNERS);
    const cookies = await signedInLearners(server.dataDir, LEARNERS);
    expect(cookies).toHaveLength(LEARNERS);
    const exercises = Object.values(builtCatalogue().exercises);
    const crowd = startCrowd(
      cookies.map((cookie) => ({ origins: [server.origin], cookie, exercises, everyMs: EVERY_MS })),
    );
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    const savings = await crowd.stop();
    expect(savings.acknowledged.length).toBeGreaterThan(LEARNERS);
    expect([...savings.failures, ...savings.unconfirmed]).toEqual([]);
    expect(await compared(server.databaseFile, [savings])).toEqual({ lost: [], doubled: [], halfSteps: 0 });
  } finally {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  }
});
