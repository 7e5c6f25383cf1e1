import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { codeTo, linkTo, mailsTo } from '../support/mailbox.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

/** The trainer's from now on: the page lists the addresses of the demonstration. */
const KNOWN = 'bekannt99@demo.example';
/** As long as the known one, so that answers have the same length too. */
const UNKNOWN = 'niemand99@demo.example';
const NEW_PASSWORD = 'Zwiebelturm im Morgenrot';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await changeDatabase(server.databaseFile, "update account set email = ? where id = 'demo-trainerin'", [KNOWN]);
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});
const fields = (values: Record<string, string>) => new URLSearchParams(values);

/** Everything of an answer that somebody else could compare; random values and the address are put aside. */
async function seen(response: Response, email: string) {
  const put = (text: string) => text.replaceAll(email, 'ADRESSE').replaceAll(encodeURIComponent(email), 'ADRESSE');
  return {
    status: response.status,
    headers: [...response.headers]
      .filter(([name]) => name !== 'date')
      .map(([name, value]) => [name, put(value).replace(/[\w-]{43}/g, 'ZUFALL')]),
    text: put(await response.text()),
  };
}
/** The cookie of an answer as a browser sends it back. */
const cookieFrom = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';
/** The session's row that a cookie stands for is there or not. */
const isSignedIn = async (cookie: string) => (await visitor(server, cookie).get('/lernen')).status === 200;

async function askForCode(email: string, cookie = '') {
  const response = await visitor(server, cookie).post('/anmelden', fields({ email, weg: 'code' }));
  return { response, cookie: cookieFrom(response, 'dm-code') };
}

describe('a known and an unknown address get the same bytes', () => {
  test('asking for a code, looking at the page, entering a wrong one until it is worth nothing', async () => {
    const steps = async (email: string) => {
      const { response, cookie } = await askForCode(email);
      const asked = visitor(server, cookie);
      const answers = [await seen(response, email), await seen(await asked.get('/anmelden/code'), email)];
      for (let tries = 0; tries < 6; tries += 1)
        answers.push(await seen(await asked.post('/anmelden/code', fields({ code: '000000' })), email));
      answers.push(await seen(await asked.post('/anmelden/code', fields({ weg: 'nochmal' })), email));
      return answers;
    };
    const known = await steps(KNOWN);
    expect(known.map(({ status }) => status)).toEqual([303, 200, 422, 422, 422, 422, 422, 422, 303]);
    expect(known[2]?.text).toContain('Sie haben noch 4 Versuche');
    expect(known[6]?.text).toContain('Dieser Code gilt nicht mehr');
    expect(await steps(UNKNOWN)).toEqual(known);
  });

  test('asking for a new password', async () => {
    const ask = async (email: string) =>
      seen(await visitor(server).post('/passwort-vergessen', fields({ email })), email);
    const known = await ask(KNOWN);
    expect(known).toMatchObject({ status: 200 });
    expect(known.text).toContain('Sehen Sie in Ihr Postfach');
    expect(await ask(UNKNOWN)).toEqual(known);
    expect(await mailsTo(server, UNKNOWN)).toEqual([]);
  });

  test('trying a password, until it was too often', async () => {
    const tries = async (email: string) => {
      const answers = [];
      for (let time = 0; time < 11; time += 1)
        answers.push(await seen(await visitor(server).post('/anmelden', fields({ email, password: 'falsch' })), email));
      return answers;
    };
    const known = await tries(KNOWN);
    expect(known.map(({ status }) => status)).toEqual([...Array<number>(10).fill(422), 429]);
    const withoutId = (answers: typeof known) =>
      answers.map(({ text, headers, ...rest }) => ({
        ...rest,
        headers: headers.filter(([name]) => name !== 'retry-after'),
        text: text.replace(/[\da-f]{8}-[\da-f-]{27}/, 'KENNUNG').replace(/etwa \d+ Minuten|eine Minute/, 'WARTEN'),
      }));
    expect(withoutId(await tries(UNKNOWN))).toEqual(withoutId(known));
  });
});

describe('too many tries', () => {
  test('are answered with when to come back, and leave the other ways open', async () => {
    const email = 'betrieb@demo.example';
    const tries = (password: string) => visitor(server).post('/anmelden', fields({ email, password }));
    for (let time = 0; time < 10; time += 1) await tries('falsch');
    const refused = await tries(DEMO_PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect(await refused.text()).toMatch(/Warten Sie (eine Minute|etwa \d+ Minuten)[\s\S]*Code per E-Mail/);
    const { cookie } = await askForCode(email);
    const response = await visitor(server, cookie).post(
      '/anmelden/code',
      fields({ code: await codeTo(server, email) }),
    );
    expect(response.status).toBe(303);
    expect(await isSignedIn(cookieFrom(response, 'dm'))).toBe(false); // an operator learns nowhere and is sent on
    expect((await visitor(server, cookieFrom(response, 'dm')).get('/konto')).status).toBe(200);
  });

  test('are not told apart by what a browser says where it comes from', async () => {
    const tries = (number: number) =>
      visitor(server).post('/anmelden', fields({ email: 'vierte@demo.example', password: 'falsch' }), {
        'x-forwarded-for': `198.51.100.${number}`,
      });
    for (let time = 0; time < 10; time += 1) expect((await tries(time)).status).toBe(422);
    expect((await tries(10)).status).toBe(429);
  });

  test('behind a trusted proxy are told apart by the last address, which the proxy wrote', async () => {
    const behind = await startServer({ env: { TRUST_PROXY: 'on' } });
    try {
      const tries = (forwarded: string) =>
        visitor(behind).post('/anmelden', fields({ email: 'x@demo.example', password: 'falsch' }), {
          'x-forwarded-for': forwarded,
        });
      for (let time = 0; time < 10; time += 1)
        expect((await tries(`203.0.113.${time}, 198.51.100.1`)).status).toBe(422);
      expect((await tries('203.0.113.99, 198.51.100.1')).status).toBe(429);
      expect((await tries('203.0.113.99, 198.51.100.2')).status).toBe(422);
    } finally {
      await behind.stop();
      rmSync(behind.dataDir, { recursive: true, force: true });
    }
  });
});

describe('a code', () => {
  const email = 'teilnehmerin@demo.example';

  test('signs in, ends what this browser had before, and leads on to where one wanted to go', async () => {
    const before = await sessionCookie(server);
    const target = '/lernen/demo/agiles-arbeiten/kurze-takte';
    const asked = await visitor(server, before).post(
      `/anmelden?weiter=${encodeURIComponent(target)}`,
      fields({ email, weg: 'code' }),
    );
    const location = asked.headers.get('location') ?? '';
    expect(location).toBe(`/anmelden/code?weiter=${encodeURIComponent(target)}`);
    const browser = visitor(server, `${before}; ${cookieFrom(asked, 'dm-code')}`);
    const entered = await browser.post(location, fields({ code: await codeTo(server, email) }));
    expect([entered.status, entered.headers.get('location')]).toEqual([303, target]);
    expect(await isSignedIn(cookieFrom(entered, 'dm'))).toBe(true);
    expect(await isSignedIn(before)).toBe(false);
    expect(entered.headers.getSetCookie().find((cookie) => cookie.startsWith('dm-code='))).toMatch(/Max-Age=0/);
  });

  test('has a cookie that scripts and other sites do not get, of ten minutes', async () => {
    const { response } = await askForCode(UNKNOWN);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^dm-code=/);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=600']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');
  });

  test('under https has a cookie that nothing else can set', async () => {
    const secure = await startServer({ env: { ORIGIN: 'https://lernen.example.de' } });
    try {
      const response = await fetch(`http://127.0.0.1:${secure.port}/anmelden`, {
        method: 'POST',
        body: fields({ email: UNKNOWN, weg: 'code' }),
        redirect: 'manual',
        headers: { origin: secure.origin },
      });
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^__Host-dm-code=.*Secure/);
      expect(cookie).toMatch(/Path=\/(;|$)/);
    } finally {
      await secure.stop();
      rmSync(secure.dataDir, { recursive: true, force: true });
    }
  });

  test.each([
    '',
    'dm-code=',
    'dm-code=x',
    `dm-code=${'A'.repeat(43)}`,
    'dm-code=%E0%A4%A',
    'dm-code=__proto__%3Aa%40b',
  ])('is not entered without having asked: %j', async (cookie) => {
    for (const response of [
      await visitor(server, cookie).get('/anmelden/code?weiter=/trainer'),
      await visitor(server, cookie).post('/anmelden/code', fields({ code: '123456' })),
    ])
      expect([response.status, response.headers.get('location')?.split('?')[0]]).toEqual([303, '/anmelden']);
  });

  test('is asked for with a whole address only, and what was typed stays', async () => {
    const response = await visitor(server).post('/anmelden', fields({ email: 'jana@', weg: 'code' }));
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/vollständige E-Mail-Adresse[\s\S]*value="jana@"/);
  });

  test('that is no six digits costs no try', async () => {
    const { cookie } = await askForCode('fuenfte@demo.example');
    const asked = visitor(server, cookie);
    for (const code of ['', '12345', '1234567', 'abcdef'])
      expect(await (await asked.post('/anmelden/code', fields({ code }))).text()).toContain(
        'sechs Ziffern aus der E-Mail ein',
      );
    expect(await (await asked.post('/anmelden/code', fields({ code: '000000' }))).text()).toContain('noch 4 Versuche');
  });

  test('is not taken from a form of another site', async () => {
    const { cookie } = await askForCode(UNKNOWN);
    const response = await visitor(server, cookie).post('/anmelden/code', fields({ code: '000000' }), {
      origin: 'https://boese.example',
    });
    expect(response.status).toBe(403);
  });
});

describe('Enter in the form', () => {
  test('means the password where one was typed, else a code', async () => {
    const email = 'koordination@demo.example';
    const withPassword = await visitor(server).post(
      '/anmelden',
      fields({ weg: 'enter', email, password: DEMO_PASSWORD }),
    );
    expect(withPassword.headers.get('location')).toBe('/lernen');
    const without = await visitor(server).post('/anmelden', fields({ weg: 'enter', email, password: '' }));
    expect(without.headers.get('location')).toBe('/anmelden/code');
  });
});

describe('the link to a new password', () => {
  const email = 'koordination@demo.example';

  test('is used up by sending the form, not by looking; then nobody is signed in any more', async () => {
    const session = await sessionCookie(server, 'koordination');
    await visitor(server).post('/passwort-vergessen', fields({ email }));
    const path = await linkTo(server, email);
    for (let times = 0; times < 3; times += 1) expect((await visitor(server).get(path)).status).toBe(200);
    expect((await visitor(server, session).get('/konto')).status).toBe(200);

    const short = await visitor(server).post(path, fields({ password: 'kurz' }));
    expect([short.status, (await short.text()).includes('Das Passwort ist zu kurz')]).toEqual([422, true]);
    const done = await visitor(server).post(path, fields({ password: NEW_PASSWORD }));
    expect([done.status, done.headers.get('location')]).toEqual([303, '/anmelden?meldung=passwort-neu']);
    expect(done.headers.getSetCookie()).toEqual([]);
    expect((await visitor(server, session).get('/konto')).status).toBe(303);

    expect((await visitor(server).get(path)).status).toBe(410);
    const again = await visitor(server).post(path, fields({ password: `${NEW_PASSWORD} 2` }));
    expect([again.status, (await again.text()).includes('Dieser Link gilt nicht mehr')]).toEqual([410, true]);
    const signedIn = await visitor(server).post('/anmelden', fields({ email, password: NEW_PASSWORD }));
    expect(signedIn.status).toBe(303);
  });

  test.each(['x', 'A'.repeat(43), '__proto__', '%00', "'%20or%201=1"])('%j is none', async (token) => {
    const response = await visitor(server).get(`/passwort-neu/${token}`);
    expect([404, 410]).toContain(response.status);
    expect(
      (await visitor(server).post(`/passwort-neu/${token}`, fields({ password: NEW_PASSWORD }))).status,
    ).toBeGreaterThanOrEqual(400);
  });

  test('that is too old is none', async () => {
    await visitor(server).post('/passwort-vergessen', fields({ email }));
    const path = await linkTo(server, email);
    await changeDatabase(server.databaseFile, "update one_time_link set expires_at = 1 where kind = 'password-reset'");
    expect((await visitor(server).get(path)).status).toBe(410);
    expect((await visitor(server).post(path, fields({ password: NEW_PASSWORD }))).status).toBe(410);
  });
});

test('no token, no code and no password stands in the log', async () => {
  const tokens = await rowsOf(server.databaseFile, 'select body_text from mail');
  expect(tokens.length).toBeGreaterThan(3);
  for (const secret of [NEW_PASSWORD, DEMO_PASSWORD])
    expect(server.output().replace(`Passwort für alle: ${DEMO_PASSWORD}`, '')).not.toContain(secret);
  expect(server.output()).not.toMatch(/passwort-neu\/[\w-]{43}/);
});
