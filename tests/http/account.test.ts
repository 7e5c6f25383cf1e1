import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { newToken, sha256Hex } from '#platform/random.ts';
import { authenticator } from '../support/authenticator.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { linkTo } from '../support/mailbox.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, signedIn, visitor, type Visitor } from '../support/visitor.ts';

const NEW_PASSWORD = 'Zwiebelturm im Morgenrot';
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});
const fields = (values: Record<string, string>) => new URLSearchParams(values);
/** A form of the page, as a browser without scripts sends it. */
const send = (who: Visitor, action: string, values: Record<string, string>) =>
  who.post(`/konto?_action=account.${action}`, fields(values));
const cookieFrom = (response: Response, name = 'dm') =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';
const isOpen = async (cookie: string) => (await visitor(server, cookie).get('/konto')).status === 200;

/** A link as a mail would bring it. */
async function link(kind: string, accountId: string | null): Promise<string> {
  const token = newToken();
  await changeDatabase(
    server.databaseFile,
    'insert into one_time_link (id, kind, account_id, created_at, expires_at) values (?, ?, ?, ?, ?)',
    [sha256Hex(token), kind, accountId, Date.now(), Date.now() + 3_600_000],
  );
  return token;
}

describe('an invitation', () => {
  test('shows whom it is for; looking accepts nothing, sending signs in, and then it is used up', async () => {
    await changeDatabase(server.databaseFile, "update account set accepted_at = null where id = 'demo-betrieb'");
    const path = `/einladung/${await link('invitation', 'demo-betrieb')}`;
    const anybody = visitor(server);
    for (let times = 0; times < 3; times += 1)
      expect(await (await anybody.get(path)).text()).toMatch(/Sibel\s+Aydin[\s\S]*betrieb@demo\.example/);
    const without = await anybody.post(path, fields({ password: '' }));
    expect([without.status, (await without.text()).includes('bestätigen Sie das hier')]).toEqual([422, true]);
    const weak = await anybody.post(path, fields({ password: 'Sibel Aydin 1', 'zustimmung-datenschutz': 'ja' }));
    expect([weak.status, (await weak.text()).includes('nur aus Ihrem Namen')]).toEqual([422, true]);

    const accepted = await anybody.post(path, fields({ password: '', 'zustimmung-datenschutz': 'ja' }));
    expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/lernen?meldung=willkommen']);
    expect(await isOpen(cookieFrom(accepted))).toBe(true);
    expect((await anybody.get(path)).status).toBe(410);
    expect((await anybody.post(path, fields({ 'zustimmung-datenschutz': 'ja' }))).status).toBe(410);
    expect(await rowsOf(server.databaseFile, 'select text, version from consent')).toEqual([
      { text: 'datenschutz', version: 1 },
    ]);
  });

  test.each(['x', 'A'.repeat(43), '%00', '__proto__'])('%j is none', async (token) => {
    expect([404, 410]).toContain((await visitor(server).get(`/einladung/${token}`)).status);
  });
});

describe('the link of a new installation', () => {
  test('creates the first operator, by sending and once', async () => {
    const path = `/einrichten/${await link('installation', null)}`;
    const anybody = visitor(server);
    const olga = { givenName: 'Olga', familyName: 'Neumann', email: 'olga@betrieb.example', password: NEW_PASSWORD };
    for (let times = 0; times < 3; times += 1) expect((await anybody.get(path)).status).toBe(200);
    const wrong: [Partial<typeof olga>, RegExp][] = [
      [{ givenName: ' ' }, /Bitte füllen Sie das aus/],
      [{ email: 'olga@' }, /vollständige E-Mail-Adresse/],
      [{ email: 'betrieb@demo.example' }, /gibt es schon einen Zugang/],
      [{ password: 'Olga Neumann 1' }, /nur aus Ihrem Namen/],
    ];
    for (const [change, words] of wrong) {
      const response = await anybody.post(path, fields({ ...olga, ...change }));
      expect([response.status, words.test(await response.text())], String(words)).toEqual([422, true]);
    }
    const done = await anybody.post(path, fields(olga));
    expect([done.status, done.headers.get('location')]).toEqual([303, '/betrieb?meldung=willkommen']);
    expect((await visitor(server, cookieFrom(done)).get('/betrieb')).status).toBeLessThan(400);
    expect((await anybody.get(path)).status).toBe(410);
    expect((await anybody.post(path, fields({ ...olga, email: 'zweite@betrieb.example' }))).status).toBe(410);
  });
});

describe('the account', () => {
  test('is shown with its name, address and sessions, one of them this one', async () => {
    const page = await (await signedIn(server)).get('/konto');
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/value="Jana"[\s\S]*teilnehmerin@demo\.example[\s\S]*diese Sitzung/);
  });

  test('has its name changed', async () => {
    const learner = await signedIn(server);
    const done = await send(learner, 'changeName', { givenName: ' Janina ', familyName: 'Brinkmann' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/konto?meldung=name-geaendert']);
    expect(await (await learner.get('/konto?meldung=name-geaendert')).text()).toMatch(
      /Ihr Name ist geändert[\s\S]*value="Janina"/,
    );
    const empty = await send(learner, 'changeName', { givenName: '  ', familyName: 'Brinkmann' });
    expect([empty.status, (await empty.text()).includes('Bitte füllen Sie das aus')]).toEqual([422, true]);
  });

  test('has its address changed by both addresses, each by sending a form', async () => {
    const cookie = await sessionCookie(server);
    const elsewhere = await sessionCookie(server);
    const learner = visitor(server, cookie);
    const [former, future] = ['teilnehmerin@demo.example', 'jana.neu@demo.example'];
    const bad = await send(learner, 'changeEmail', { email: 'jana@' });
    expect([bad.status, (await bad.text()).includes('vollständige E-Mail-Adresse')]).toEqual([422, true]);
    expect((await send(learner, 'changeEmail', { email: future })).headers.get('location')).toBe(
      '/konto?meldung=adresse-angefordert',
    );
    const links = [await linkTo(server, former), await linkTo(server, future)];
    for (const path of links) expect(await (await learner.get(path)).text()).toContain(future);
    const [first = '', second = ''] = links;
    expect(await (await visitor(server).post(first, null)).text()).toContain('sobald auch die andere bestätigt ist');
    expect(await isOpen(elsewhere)).toBe(true);
    expect(await (await learner.post(second, null)).text()).toContain('Ihre neue Adresse gilt');
    expect([await isOpen(cookie), await isOpen(elsewhere)]).toEqual([true, false]);
    for (const path of links) expect((await learner.get(path)).status).toBe(410);
    expect((await learner.post(first, null)).status).toBe(410);
    const password = DEMO_PASSWORD;
    expect((await visitor(server).post('/anmelden', fields({ email: future, password }))).status).toBe(303);
    expect((await visitor(server).post('/anmelden', fields({ email: former, password }))).status).toBe(422);
    await changeDatabase(server.databaseFile, 'update account set email = ? where email = ?', [former, future]);
  });

  test('has its sessions ended, one and all', async () => {
    const cookies = [await sessionCookie(server), await sessionCookie(server), await sessionCookie(server)];
    const here = visitor(server, cookies[0]);
    const id = sha256Hex(cookies[1]?.slice('dm='.length) ?? '');
    expect(await (await here.get('/konto')).text()).toContain(id);
    expect((await send(here, 'endSession', { id })).headers.get('location')).toBe('/konto?meldung=sitzung-beendet');
    expect(await Promise.all(cookies.map(isOpen))).toEqual([true, false, true]);
    await send(here, 'endSession', { id: 'others' });
    expect(await Promise.all(cookies.map(isOpen))).toEqual([true, false, false]);
  });

  test("leaves another person's sessions and passkeys alone", async () => {
    const trainer = await sessionCookie(server, 'trainerin');
    const learner = await signedIn(server);
    await send(learner, 'endSession', { id: sha256Hex(trainer.slice('dm='.length)) });
    expect(await isOpen(trainer)).toBe(true);
    expect((await learner.act('account.removePasskey', [['id', 'x']])).status).toBe(404);
  });

  test('has its password changed by who knows it, and then taken away', async () => {
    const cookie = await sessionCookie(server, 'trainerin');
    const elsewhere = await sessionCookie(server, 'trainerin');
    const trainer = visitor(server, cookie);
    const wrong = await send(trainer, 'changePassword', { current: 'falsch', password: NEW_PASSWORD });
    expect([wrong.status, (await wrong.text()).includes('nicht Ihr bisheriges Passwort')]).toEqual([422, true]);
    const common = await send(trainer, 'changePassword', { current: DEMO_PASSWORD, password: 'Passwort2026!' });
    expect([common.status, (await common.text()).includes('zuerst ausprobiert')]).toEqual([422, true]);
    const done = await send(trainer, 'changePassword', { current: DEMO_PASSWORD, password: NEW_PASSWORD });
    expect(done.headers.get('location')).toBe('/konto?meldung=passwort-geaendert');
    expect([await isOpen(cookie), await isOpen(elsewhere)]).toEqual([true, false]);
    const gone = await send(trainer, 'removePassword', { current: NEW_PASSWORD });
    expect(gone.headers.get('location')).toBe('/konto?meldung=passwort-entfernt');
    expect(await (await trainer.get('/konto')).text()).toContain('Sie haben kein Passwort');
  });

  test('keeps and withdraws a consent', async () => {
    const learner = await signedIn(server);
    await send(learner, 'changeConsents', { 'zustimmung-angebote': 'ja' });
    expect(await (await learner.get('/konto')).text()).toMatch(/name="zustimmung-angebote"[^>]*checked/);
    await send(learner, 'changeConsents', {});
    expect(await (await learner.get('/konto')).text()).not.toMatch(/name="zustimmung-angebote"[^>]*checked/);
  });

  const actions = [
    'changeName',
    'changeEmail',
    'changePassword',
    'removePassword',
    'startPasskey',
    'addPasskey',
    'renamePasskey',
    'removePasskey',
    'endSession',
    'changeConsents',
  ];
  test.each(actions)('%s is not for who is signed in nowhere', async (action) => {
    const everything = {
      givenName: 'x',
      familyName: 'x',
      email: 'x@demo.example',
      current: 'x',
      password: NEW_PASSWORD,
      id: 'others',
      name: 'x',
      answer: '{}',
    };
    const response = await visitor(server).act(`account.${action}`, Object.entries(everything));
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('nicht oder nicht mehr angemeldet');
  });

  test('is not shown to who is signed in nowhere', async () => {
    const response = await visitor(server).get('/konto');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/anmelden?weiter=%2Fkonto']);
  });
});

describe('a passkey', () => {
  test('is added and signs in; its cookies are kept from scripts, its challenges used once', async () => {
    const cookie = await sessionCookie(server);
    const device = authenticator(server.origin);
    const started = await visitor(server, cookie).act('account.startPasskey', [['x', 'x']]);
    expect(started.headers.getSetCookie()[0]).toMatch(/^dm-passkey=.*HttpOnly/);
    const [, options = ''] = JSON.parse(await started.text()) as unknown[] as string[]; // checked: the test fails otherwise
    const challenge = cookieFrom(started, 'dm-passkey');
    const add = () =>
      visitor(server, `${cookie}; ${challenge}`).act('account.addPasskey', [
        ['answer', device.makes(options)],
        ['name', 'Diensthandy'],
      ]);
    expect((await add()).status).toBe(200);
    expect((await add()).status).toBe(410);
    expect(await (await visitor(server, cookie).get('/konto')).text()).toContain('Diensthandy');

    const begun = await visitor(server).post('/anmelden/passkey', new FormData());
    const token = cookieFrom(begun, 'dm-passkey');
    const answer = device.signs(await begun.text());
    const sign = (cookies: string) => visitor(server, cookies).post('/anmelden/passkey', fields({ answer }));
    expect((await sign('')).status).toBe(400);
    const done = await sign(token);
    expect(done.status).toBe(204);
    expect(await isOpen(cookieFrom(done))).toBe(true);
    expect((await sign(token)).status).toBe(400);
  });

  test('that nobody added is refused in German, whatever it says', async () => {
    for (const answer of ['', 'x', '{}', 'null', '[]']) {
      const begun = await visitor(server).post('/anmelden/passkey', new FormData());
      const response = await visitor(server, cookieFrom(begun, 'dm-passkey')).post(
        '/anmelden/passkey',
        fields({ answer }),
      );
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('wurde nicht angenommen');
      expect(cookieFrom(response)).toBe('');
    }
  });

  test('is not asked for by another site', async () => {
    const response = await visitor(server).post('/anmelden/passkey', new FormData(), {
      origin: 'https://boese.example',
    });
    expect(response.status).toBe(403);
  });
});

describe('where the centre demands passkeys', () => {
  test('a coordinator without one gets to the account and the own learning only', async () => {
    await changeDatabase(server.databaseFile, 'update centre set requires_passkeys = 1');
    const coordinator = await signedIn(server, 'koordination');
    const sent = await coordinator.get('/verwaltung');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/konto?meldung=passkey-noetig']);
    const page = await (await coordinator.get('/konto?meldung=passkey-noetig')).text();
    expect(page).toContain('Ihr Zentrum verlangt');
    expect((await coordinator.get('/konto')).status).toBe(200);
    await changeDatabase(server.databaseFile, 'update centre set requires_passkeys = 0');
    expect((await coordinator.get('/verwaltung')).headers.get('location') ?? '').not.toContain('/konto');
  });
});
