import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { pour, rawExchange, statusOf } from '../support/raw-http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

const HUNDRED_MB = 100_000_000;
const CHUNK = Buffer.alloc(64 * 1024, 'x');
/** What a request of 100 MB may cost at most, in MB: it must not be kept. */
const GROWTH_MAX_MB = 60;

let server: TestServer;
let cookie: string;
let factsBefore: unknown;

beforeAll(async () => {
  server = await startServer();
  cookie = await sessionCookie(server);
  factsBefore = await facts();
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  expect((await visitor(server, cookie).get('/lernen')).status).toBe(200);
});

/** Who pours on while the connection ends may lose the answer to the reset (RFC 9112, 9.6); then it is asked once more. */
async function answered(head: string, piece: Buffer): Promise<{ answer: string; written: number }> {
  for (let tries = 1; ; tries += 1) {
    const result = await pour(server.port, head, piece, HUNDRED_MB);
    if (result.answer !== '' || tries === 5) return result;
  }
}

const TARGETS = [
  '/anmelden',
  '/_actions/learning.submitAnswer',
  '/lernen/demo/agiles-arbeiten/kurze-takte?_action=learning.saveWorksheet',
  '/gibt-es-nicht',
];

describe.each(TARGETS)('100 MB to %s', (target) => {
  const head = (size: string) =>
    `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n${size}\r\n\r\n`;

  test('announced: refused with 413 before it is read, in German, and nothing stays', async () => {
    const before = memoryMb();
    const { answer, written } = await answered(head(`Content-Length: ${HUNDRED_MB}`), CHUNK);
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('Das ist zu groß');
    expect(answer).toContain('Es wurde nichts gespeichert');
    expect(written).toBeLessThan(HUNDRED_MB / 2);
    await expectUnharmed(before);
  });

  test('in pieces of untold number: refused, and nothing stays', async () => {
    const before = memoryMb();
    const piece = Buffer.concat([Buffer.from(`${CHUNK.length.toString(16)}\r\n`), CHUNK, Buffer.from('\r\n')]);
    const { answer, written } = await answered(head('Transfer-Encoding: chunked'), piece);
    expect([400, 411, 413]).toContain(statusOf(answer));
    expect(answer).toMatch(/nichts gespeichert|nicht verstanden/);
    expect(written).toBeLessThan(HUNDRED_MB / 2);
    await expectUnharmed(before);
  });

  test('with a length that lies: the rest is no part of the request, and nothing stays', async () => {
    const before = memoryMb();
    const { answer } = await pour(server.port, head('Content-Length: 10'), CHUNK, HUNDRED_MB);
    expect(answer).not.toMatch(/HTTP\/1\.1 2/);
    await expectUnharmed(before);
  });
});

test('a length that is no number, or told twice, is refused in German', async () => {
  const start = `POST /anmelden HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\n`;
  for (const length of [
    'Content-Length: viel',
    'Content-Length: -1',
    'Content-Length: 5\r\nContent-Length: 6',
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
  ]) {
    const answer = await rawExchange(server.port, `${start}${length}\r\n\r\n`);
    expect(statusOf(answer), length).toBe(400);
    expect(answer, length).toMatch(/nicht verstanden/);
  }
});

test('bytes that are no HTTP are answered with 400 in German', async () => {
  for (const bytes of [
    'Guten Tag\r\n\r\n',
    Buffer.from([0, 1, 2, 3, 255, 254, 13, 10, 13, 10]),
    `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
  ]) {
    const answer = await rawExchange(server.port, bytes);
    expect([400, 431]).toContain(statusOf(answer));
    expect(answer).toContain('Diese Anfrage haben wir nicht verstanden.');
  }
});

test('a body just below the limit is read', async () => {
  const form = new URLSearchParams({ email: 'teilnehmerin@demo.example', password: 'x'.repeat(990_000) });
  const response = await visitor(server).post('/anmelden', form);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain('passen nicht zusammen');
});

async function expectUnharmed(memoryBefore: number): Promise<void> {
  expect((await visitor(server, cookie).get('/lernen')).status).toBe(200);
  expect(await facts()).toEqual(factsBefore);
  expect(memoryMb() - memoryBefore).toBeLessThan(GROWTH_MAX_MB);
}

const facts = () =>
  rowsOf(
    server.databaseFile,
    'select (select count(*) from attempt) as attempts, (select count(*) from worksheet_entry) as entries, (select count(*) from unit_completion) as completions',
  );

/** Memory of the server's process now. Tests run on Linux machines. */
function memoryMb(): number {
  const pages = Number(readFileSync(`/proc/${server.pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / 1e6;
}
