import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { compared, startSaving } from '../support/savers.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  if (server) rmSync(server.dataDir, { recursive: true, force: true });
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a restart under load: every answer is saved once, nobody sees an error, the session lives on', async () => {
  let current = (server = await startServer());
  const cookie = await sessionCookie(current);
  const savers = Array.from({ length: 6 }, () => startSaving({ origins: [current.origin], cookie }));
  for (let round = 0; round < 2; round += 1) {
    await pause(700);
    await current.stop();
    expect(current.output()).toContain('"event":"closed"');
    current = server = await startServer({ dataDir: current.dataDir, port: current.port });
  }
  await pause(700);
  const all = await Promise.all(savers.map((saver) => saver.stop()));
  expect(all.flatMap(({ failures, unconfirmed }) => [...failures, ...unconfirmed])).toEqual([]);
  expect(await compared(current.databaseFile, all)).toEqual({ lost: [], doubled: [], halfSteps: 0 });
  expect((await visitor(current, cookie).get('/lernen')).status).toBe(200);
});

test('while it closes, what was begun is finished and who comes is asked to come back', async () => {
  const closing = (server = await startServer());
  // A form of which half has arrived.
  const body = new URLSearchParams({ email: 'niemand@world.example', password: 'falsch' }).toString();
  const slow = connect(closing.port, '127.0.0.1');
  await once(slow, 'connect');
  let answer = '';
  slow.setEncoding('utf8').on('data', (text: string) => (answer += text));
  slow.write(
    `POST /anmelden HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nOrigin: ${closing.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  );
  // The server says so when it has begun with the request.
  await expect.poll(() => answer).toContain('100 Continue');
  closing.askToStop();
  await expect.poll(closing.output).toContain('"event":"closing"');

  const late = await fetch(`${closing.origin}/`);
  expect(late.status).toBe(503);
  expect(late.headers.get('retry-after')).toBe('5');
  expect(await late.text()).toContain('wird gerade neu gestartet');

  slow.write(body.slice(10));
  await expect.poll(() => answer).toContain('HTTP/1.1 422');
  slow.destroy();
  await expect.poll(closing.output).toContain('"event":"closed"');
});
