import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '#platform/random.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts';

const dataDir = temporaryFolder();
const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
async function start(): Promise<TestServer> {
  const server = await startServer({ dataDir, env: { DEMO: 'off' } });
  running.push(server);
  // What is printed follows the line that it listens.
  for (let tries = 0; tries < 40 && !server.output().includes('24 Stunden'); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return server;
}
const tokens = ({ output, origin }: TestServer) =>
  [...output().matchAll(/(http\S+)\/einrichten\/([\w-]+)/g)].map(([, at, token]) => {
    expect(at).toBe(origin);
    return token ?? '';
  });
const links = (server: TestServer) => rowsOf(server.databaseFile, 'select id, kind from one_time_link');

describe('a new installation', () => {
  test('prints a link at each start until it has an operator; only the last one lives, and none is in the log', async () => {
    const first = await start();
    const [token = ''] = tokens(first);
    expect(tokens(first)).toHaveLength(1);
    expect(await links(first)).toEqual([{ id: sha256Hex(token), kind: 'installation' }]);
    const logged = first
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('\n')).not.toContain(token);
    await first.stop();

    const second = await start();
    const [next = ''] = tokens(second);
    expect(next).not.toBe(token);
    expect(await links(second)).toEqual([{ id: sha256Hex(next), kind: 'installation' }]);
    for (const sql of [
      "insert into person (id, given_name, family_name, created_at) values ('o', 'O', 'P', 0)",
      "insert into account (id, person_id, email, created_at) values ('o', 'o', 'o@firma.example', 0)",
      "insert into role (id, person_id, role, since) values ('o', 'o', 'operator', 0)",
    ])
      await changeDatabase(second.databaseFile, sql);
    await second.stop();

    expect(tokens(await start())).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
