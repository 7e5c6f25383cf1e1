import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/build.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startSmtp } from '../support/smtp.ts';
import { signedIn, visitor, type Visitor } from '../support/visitor.ts';

const SECRET = 'Ihr Code ist 482913';

/** A mail in the outbox of a server; `centre` null: the installation's own. */
async function addMail(server: TestServer, id: string, { failed = false, centre = true } = {}): Promise<void> {
  const at = Date.now() - 60_000;
  await changeDatabase(
    server.databaseFile,
    `insert into mail (id, centre_id, kind, to_address, sender_name, subject, body_text, body_html, queued_at, due_at, tries, failed_at, last_problem)
     values (?, ${centre ? '(select id from centre limit 1)' : 'null'}, 'test', 'somebody@demo.example', 'Zentrum', ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      `Betreff ${id}`,
      SECRET,
      `<p>${SECRET}</p>`,
      at,
      at,
      failed ? 1 : 0,
      failed ? at : null,
      failed ? 'smtp-550' : null,
    ],
  );
}

const sentAt = async (server: TestServer, id: string) =>
  (await rowsOf(server.databaseFile, 'select sent_at from mail where id = ?', [id]))[0]?.['sent_at'];

describe('in a demonstration', () => {
  let server: TestServer;
  let coordinator: Visitor;
  let operator: Visitor;
  beforeAll(async () => {
    server = await startServer({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'lernen@demo.example' } });
    [coordinator, operator] = await Promise.all([signedIn(server, 'koordination'), signedIn(server, 'betrieb')]);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  });

  test('a mail becomes a file, which the operator can read on the page and the coordinator cannot', async () => {
    await addMail(server, 'filed');
    await expect.poll(() => sentAt(server, 'filed'), { timeout: 10_000 }).not.toBeNull();
    expect(readdirSync(join(server.dataDir, 'mail')).filter((name) => name.endsWith('_filed.txt'))).toHaveLength(1);
    const forOperator = await (await operator.get('/betrieb/post')).text();
    expect(forOperator).toContain('Betreff filed');
    expect(forOperator).toContain(SECRET);
    expect(forOperator).toContain(join(server.dataDir, 'mail'));
    const forCoordinator = await (await coordinator.get('/verwaltung/post')).text();
    expect(forCoordinator).toContain('Betreff filed');
    expect(forCoordinator).not.toContain(SECRET);
  });

  test('a coordinator has a mail that failed sent again, and is told when it is under way already', async () => {
    await addMail(server, 'failed', { failed: true });
    const page = await (await coordinator.get('/verwaltung/post')).text();
    expect(page).toContain('Antwort 550');
    const retry = () =>
      coordinator.post('/verwaltung/post?_action=notifications.retryMail', new URLSearchParams({ mailId: 'failed' }));
    const first = await retry();
    expect([first.status, first.headers.get('location')]).toEqual([
      303,
      '/verwaltung/post?zentrum=demo-zentrum&meldung=post-noch-einmal',
    ]);
    expect(await (await coordinator.get('/verwaltung/post?meldung=post-noch-einmal')).text()).toContain(
      'Die E-Mail wird noch einmal gesendet.',
    );
    await expect.poll(() => sentAt(server, 'failed'), { timeout: 10_000 }).not.toBeNull();
    const second = await retry();
    expect(second.status).toBe(409);
    expect(await second.text()).toMatch(/role="alert"[^>]*>\s*Entweder ist sie schon wieder unterwegs/);
  });

  test('an operator stays on the own page after that', async () => {
    await addMail(server, 'own', { failed: true, centre: false });
    const response = await operator.post(
      '/betrieb/post?_action=notifications.retryMail',
      new URLSearchParams({ mailId: 'own' }),
    );
    expect(response.headers.get('location')).toBe('/betrieb/post?meldung=post-noch-einmal');
  });

  test('a page that is none shows the first', async () => {
    for (const page of ['0', '-1', 'x', '1.5', '99999999999'])
      expect((await operator.get(`/betrieb/post?seite=${page}`)).status).toBe(200);
  });

  test('the pages are for their roles only', async () => {
    const [learner, trainer] = await Promise.all([signedIn(server), signedIn(server, 'trainerin')]);
    for (const path of ['/verwaltung/post', '/betrieb/post', '/betrieb/aufgaben']) {
      expect((await visitor(server).get(path)).headers.get('location')).toBe(
        `/anmelden?weiter=${encodeURIComponent(path)}`,
      );
      for (const who of [learner, trainer]) expect((await who.get(path)).status).toBe(403);
      expect((await coordinator.get(path)).status).toBe(path.startsWith('/verwaltung') ? 200 : 403);
      expect((await operator.get(path)).status).toBe(path.startsWith('/betrieb') ? 200 : 403);
    }
  });

  test('a job is run by hand beside the server as of a date, and its result is on the page', async () => {
    await changeDatabase(
      server.databaseFile,
      "insert into rate_limit (key, window_start, count, expires_at) values ('far', 0, 1, ?)",
      [Date.parse('2101-01-01')],
    );
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'src/cli.ts'), 'job', 'apply-retention', '--as-of', '2100-12-31'],
      { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'], DATA_DIR: server.dataDir } },
    );
    expect([status, stdout.split('\n').at(-2)]).toEqual([
      0,
      expect.stringMatching(/^Fristen einhalten, Stand 2100-12-31: .*Anmeldungen am Konto/),
    ]);
    expect(await rowsOf(server.databaseFile, 'select key from rate_limit')).toEqual([{ key: 'far' }]);
    // All sessions have expired by then.
    expect(await (await (await signedIn(server, 'betrieb')).get('/betrieb/aufgaben')).text()).toMatch(
      /Fristen einhalten[^]*erledigt[^]*Anmeldungen am Konto/,
    );
  });
});

test('with a mail server each mail goes out once, also when the site is told to stop meanwhile', async () => {
  const smtp = await startSmtp();
  const env = { DEMO: 'off', SMTP_URL: smtp.url, MAIL_FROM: 'lernen@platform.example' };
  const server = await startServer({ env });
  try {
    await addMail(server, 'one', { centre: false });
    await expect.poll(() => smtp.mails.map((mail) => mail.subject), { timeout: 10_000 }).toEqual(['Betreff one']);
    smtp.mood = 'slow';
    await addMail(server, 'two', { centre: false });
    await expect.poll(() => smtp.connections, { timeout: 10_000 }).toBe(2);
    await server.stop();
    expect(server.output()).not.toContain('somebody@');
    expect(await rowsOf(server.databaseFile, "select id from mail where sent_at is null or body_text <> ''")).toEqual(
      [],
    );
    const again = await startServer({ env, dataDir: server.dataDir });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await again.stop();
    expect(smtp.mails.map((mail) => mail.subject)).toEqual(['Betreff one', 'Betreff two']);
  } finally {
    await server.stop();
    await smtp.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  }
});
