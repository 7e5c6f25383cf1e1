import { describe, expect } from 'vitest';
import { sha256Hex } from '#platform/random.ts';
import { CODE_TRIES, requestSignInCode } from '#server/identity/request-sign-in-code.ts';
import { signInWithCode, type CodeResult } from '#server/identity/sign-in-with-code.ts';
import { change, CLIENT, codeIn, emailOf, isOpen, mailsIn, session, sessionsIn } from '../../support/access.ts';
import { it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
const ask = (world: World, email: string, earlierToken: string | null = null, minutes = 0) =>
  requestSignInCode(world.as(null, at(minutes)), { email, clientAddress: CLIENT, earlierToken });
const enter = (
  world: World,
  asked: { token: string; email: string; code: string },
  { minutes = 0, clientAddress = CLIENT }: { minutes?: number; clientAddress?: string } = {},
) =>
  signInWithCode(world.as(null, at(minutes)), sessionsIn(world), {
    ...asked,
    clientAddress,
    device: 'Firefox unter Windows',
  });
/** A code that is not this one. */
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

async function asked(world: World, person: PersonName = 'learner') {
  const email = emailOf(person);
  const { token } = await ask(world, email);
  return { token, email, code: await codeIn(world) };
}
const cookieOf = (result: CodeResult) => ('cookie' in result ? `dm=${result.cookie.value}` : null);

describe('a code', () => {
  it('goes to the owner of the address by mail and opens a session', async ({ world }) => {
    const code = await asked(world);
    expect(await mailsIn(world)).toMatchObject([{ to: emailOf('learner'), kind: 'sign-in-code' }]);
    const header = cookieOf(await enter(world, code));
    expect(await isOpen(world, header ?? '')).toBe(true);
    expect(await world.rows('select method, device from session')).toEqual([
      { method: 'code', device: 'Firefox unter Windows' },
    ]);
  });

  it('may be typed with spaces', async ({ world }) => {
    const { code, ...rest } = await asked(world);
    expect(await enter(world, { ...rest, code: ` ${code.slice(0, 3)} ${code.slice(3)} ` })).toHaveProperty('cookie');
  });

  it('works once', async ({ world }) => {
    const code = await asked(world);
    await enter(world, code);
    expect(await enter(world, code)).toEqual({ problem: 'expired' });
    expect(await world.rows('select id from session')).toHaveLength(1);
  });

  it('entered twice at the same time opens one session', async ({ world }) => {
    const code = await asked(world);
    const results = await Promise.all([enter(world, code), enter(world, code)]);
    expect(results.filter((result) => 'cookie' in result)).toHaveLength(1);
  });

  it('lives ten minutes and no longer', async ({ world }) => {
    const code = await asked(world);
    expect(await enter(world, code, { minutes: 10 })).toEqual({ problem: 'expired' });
    const other = await asked(world, 'classmate');
    expect(await enter(world, other, { minutes: 10 - 1 / 60 })).toHaveProperty('cookie');
  });

  it('is not made to live longer by a clock that is set back', async ({ world }) => {
    const code = await asked(world);
    expect(await enter(world, code, { minutes: -120 })).toEqual({ problem: 'expired' });
    expect(await enter(world, code, { minutes: -0.5 })).toHaveProperty('cookie');
  });

  it(`has ${CODE_TRIES} tries; after them the right one is worth nothing`, async ({ world }) => {
    const code = await asked(world);
    for (let left = CODE_TRIES - 1; left > 0; left -= 1)
      expect(await enter(world, { ...code, code: wrong(code.code) })).toEqual({ problem: 'wrong', triesLeft: left });
    expect(await enter(world, { ...code, code: wrong(code.code) })).toEqual({ problem: 'expired' });
    expect(await enter(world, code)).toEqual({ problem: 'expired' });
    expect(await world.rows('select id from session')).toEqual([]);
  });

  it('is right at the last try', async ({ world }) => {
    const code = await asked(world);
    for (let tries = 1; tries < CODE_TRIES; tries += 1) await enter(world, { ...code, code: wrong(code.code) });
    expect(await enter(world, code)).toHaveProperty('cookie');
  });

  it('opens nothing in another browser', async ({ world }) => {
    const { code, email } = await asked(world);
    const { token } = await ask(world, 'nobody@world.example');
    expect(await enter(world, { code, email, token })).toMatchObject({ problem: 'wrong' });
    expect(await enter(world, { code, email, token: 'A'.repeat(43) })).toEqual({ problem: 'expired' });
  });

  it('opens nothing for another address, though the browser says so', async ({ world }) => {
    const { code, token } = await asked(world);
    expect(await enter(world, { code, token, email: emailOf('operator') })).toMatchObject({ problem: 'wrong' });
  });

  it('is replaced by the next one of this browser', async ({ world }) => {
    const first = await asked(world);
    const { token } = await ask(world, first.email, first.token);
    expect(await enter(world, first)).toEqual({ problem: 'expired' });
    expect(await enter(world, { token, email: first.email, code: await codeIn(world) })).toHaveProperty('cookie');
  });

  it('stays good when somebody asks from another browser', async ({ world }) => {
    const code = await asked(world);
    await ask(world, code.email);
    expect(await enter(world, code)).toHaveProperty('cookie');
  });

  it('accepts the invitation of who was invited only', async ({ world }) => {
    await change(world, 'update account set accepted_at = null');
    await enter(world, await asked(world));
    expect(await world.rows("select id, accepted_at from account where id = 'account-learner'")).toEqual([
      { id: 'account-learner', accepted_at: NOW.getTime() },
    ]);
  });

  it('ends the session that this browser had', async ({ world }) => {
    const before = await session(world, 'classmate');
    const code = await asked(world);
    await signInWithCode(before.ctx, sessionsIn(world), { ...code, clientAddress: CLIENT, device: null });
    expect(await isOpen(world, before.header)).toBe(false);
  });

  it('opens nothing after the account was closed', async ({ world }) => {
    const code = await asked(world);
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    expect(await enter(world, code)).toMatchObject({ problem: 'wrong' });
  });

  it('is nowhere in the database but in the mail', async ({ world }) => {
    const { code, token } = await asked(world);
    const [row] = await world.rows('select * from sign_in_code');
    expect(row?.['id']).toBe(sha256Hex(token));
    expect(JSON.stringify(row)).not.toContain(code);
    expect(JSON.stringify(row)).not.toContain(token);
  });
});

describe('for an address that nobody has', () => {
  it('everything is done alike but for the mail', async ({ world }) => {
    const { token } = await ask(world, 'nobody@world.example');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await world.rows('select account_id, tries_left from sign_in_code')).toEqual([
      { account_id: null, tries_left: CODE_TRIES },
    ]);
    expect(await mailsIn(world)).toEqual([]);
  });

  it('a wrong code is answered as for a known one, try by try', async ({ world }) => {
    const known = await asked(world);
    const { token } = await ask(world, 'nobody@world.example');
    for (let tries = 0; tries <= CODE_TRIES; tries += 1)
      expect(await enter(world, { token, email: 'nobody@world.example', code: '123456' })).toEqual(
        await enter(world, { ...known, code: wrong(known.code) }),
      );
  });

  it('a closed account is such an address', async ({ world }) => {
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    await ask(world, emailOf('learner'));
    expect(await mailsIn(world)).toEqual([]);
  });
});

describe('limits', () => {
  it('let five mails go to an address within a quarter of an hour from one place, known or not', async ({ world }) => {
    for (const email of [emailOf('learner'), 'nobody@world.example']) {
      for (let times = 0; times < 5; times += 1) await ask(world, email);
      expect(await refusalOf(ask(world, email))).toBe('too-many: limit-mail');
      expect(await refusalOf(ask(world, email, null, 15))).toBe('not refused');
    }
    expect(await mailsIn(world)).toHaveLength(6);
  });

  it('let fifty wrong codes be tried for an address in a day, from wherever; a password still opens', async ({
    world,
  }) => {
    for (let round = 0; round < 10; round += 1) {
      const clientAddress = `198.51.100.${round}`;
      const { token } = await requestSignInCode(world.as(null), {
        email: emailOf('learner'),
        clientAddress,
        earlierToken: null,
      });
      const code = { token, email: emailOf('learner'), code: wrong(await codeIn(world)) };
      for (let tries = 0; tries < CODE_TRIES; tries += 1) await enter(world, code, { clientAddress });
    }
    const code = await asked(world);
    expect(await refusalOf(enter(world, code))).toBe('too-many: limit-code');
    expect(await world.rows('select id from session')).toEqual([]);
  });

  it('do not count right codes', async ({ world }) => {
    for (let times = 0; times < 60; times += 1) {
      const { token } = await requestSignInCode(world.as(null), {
        email: emailOf('learner'),
        clientAddress: `198.51.100.${times}`,
        earlierToken: null,
      });
      expect(await enter(world, { token, email: emailOf('learner'), code: await codeIn(world) })).toHaveProperty(
        'cookie',
      );
    }
  });
});
