import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeDatabase } from '../support/database.ts';
import { freePort, startServer, type TestServer } from '../support/server.ts';
import { signedIn, visitor } from '../support/visitor.ts';

const TOKEN = 'ein-langer-zufaelliger-text';

let server: TestServer;
let port = 0;
beforeAll(async () => {
  port = await freePort();
  server = await startServer({ env: { METRICS_PORT: String(port), METRICS_TOKEN: TOKEN } });
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
/** The value of a line such as `name{labels} value`. */
const valueOf = (text: string, line: string) => {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
};

test('requests are counted by pattern and status, whatever people ask for', async () => {
  const learner = await signedIn(server);
  await learner.get('/lernen/demo/agiles-arbeiten/weniger-gleichzeitig?geheim=anna@firma.example');
  await learner.get('/lernen/geheim-1/geheim-2/geheim-3');
  await learner.act('learning.geheim', []);
  await learner.act('learning.completeUnit', [['cohort', 'demo']]);
  await visitor(server).get('/geheim/4');
  const text = await metrics();
  const count = (method: string, route: string, status: number) =>
    valueOf(text, `dm_http_requests_total{method="${method}",route="${route}",status="${status}"}`);
  expect(count('POST', '/anmelden', 303)).toBe(1);
  expect(count('GET', '/lernen/[durchgang]/[modul]/[einheit]', 200)).toBe(1);
  expect(count('GET', '/lernen/[durchgang]/[modul]/[einheit]', 404)).toBe(1);
  expect(count('GET', '/[...rest]', 404)).toBe(1);
  expect(count('POST', '/_actions/[unknown]', 404)).toBe(1);
  expect(count('POST', '/_actions/learning.completeUnit', 400)).toBe(1);
  expect(text).not.toContain('geheim');
  expect(text).not.toContain('@');
});

test('each line is one that Prometheus reads, and a histogram adds up', async () => {
  const text = await metrics();
  const line = /^[a-z0-9_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/;
  for (const each of text.trimEnd().split('\n')) expect(each).toMatch(each.startsWith('# ') ? /^# (HELP|TYPE) / : line);
  const waits = text.split('\n').filter((each) => each.startsWith('dm_write_wait_seconds_bucket'));
  const counts = waits.map((each) => Number(each.split(' ')[1]));
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(counts.at(-1)).toBe(valueOf(text, 'dm_write_wait_seconds_count'));
  expect(counts.at(-1)).toBeGreaterThan(0);
});

test('mails and jobs are told as they stand in the database', async () => {
  const mail = (id: string, dueAt: number, failedAt: number | null) =>
    changeDatabase(
      server.databaseFile,
      "insert into mail (id, kind, sender_name, to_address, subject, body_text, body_html, queued_at, due_at, failed_at) values (?, 'x', 'x', 'x', 'x', 'x', 'x', ?, ?, ?)",
      [id, Date.now() - 60_000, dueAt, failedAt],
    );
  await mail('later', Date.now() + 3_600_000, null);
  await mail('failed', 1, Date.now());
  await changeDatabase(
    server.databaseFile,
    "insert into job_run (id, job, slot, started_at, leased_until, finished_at, outcome) values ('1', 'tidy', 1, 1, 1, 5000, 'done'), ('2', 'tidy', 2, 2, 2, 9000, 'failed'), ('3', 'other', 3, 3, 3, 7000, 'failed')",
  );
  const text = await metrics();
  expect(valueOf(text, 'dm_mails_failed')).toBe(1);
  expect(valueOf(text, 'dm_mails_due')).toBe(0);
  expect(valueOf(text, 'dm_job_last_success_timestamp_seconds{job="tidy"}')).toBe(5);
  expect(valueOf(text, 'dm_job_last_success_timestamp_seconds{job="other"}')).toBe(0);
  expect(valueOf(text, 'dm_database_up')).toBe(1);
  expect(valueOf(text, 'dm_database_bytes')).toBeGreaterThan(100_000);
  expect(valueOf(text, 'dm_data_dir_free_bytes')).toBeGreaterThan(0);
});

test('on the site itself only who knows the token gets them; for others there is no such page', async () => {
  const get = (authorization: string) => visitor(server).get('/metriken', { authorization });
  expect(await (await get(`Bearer ${TOKEN}`)).text()).toContain('dm_http_requests_total');
  for (const wrong of ['', 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN])
    expect((await get(wrong)).status).toBe(404);
});

test('the port of the metrics answers nothing else', async () => {
  for (const path of ['/lernen', '/anmelden', '/gesund', '/../server.mjs'])
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404);
});
