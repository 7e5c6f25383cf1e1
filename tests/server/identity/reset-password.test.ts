import { describe, expect } from 'vitest';
import { paths } from '../../../src/paths.ts';
import { requestPasswordReset } from '#server/identity/request-password-reset.ts';
import { resetPassword } from '#server/identity/reset-password.ts';
import { signIn } from '#server/identity/sign-in.ts';
import {
  change,
  CLIENT,
  emailOf,
  hasPassword,
  isOpen,
  mailsIn,
  PASSWORD,
  session,
  sessionsIn,
  tokenIn,
} from '../../support/access.ts';
import { it, NOW, ORIGIN, refusalOf, type World } from '../../support/world.ts';

const NEW = 'Zwiebelturm im Morgenrot';
const ask = (world: World, email: string, at = NOW) =>
  requestPasswordReset(world.as(null, at), { email, clientAddress: CLIENT });
async function asked(world: World): Promise<string> {
  await ask(world, emailOf('learner'));
  return tokenIn((await mailsIn(world)).at(-1));
}
const reset = (world: World, token: string, password = NEW, at = NOW) =>
  resetPassword(world.as(null, at), { token, password });
const signsIn = async (world: World, password: string) =>
  (await signIn(world.as(null), sessionsIn(world), {
    email: emailOf('learner'),
    password,
    clientAddress: CLIENT,
    device: null,
  })) !== null;

describe('asking for a new password', () => {
  it('sends a link to the owner of the address', async ({ world }) => {
    const token = await asked(world);
    expect(await mailsIn(world)).toMatchObject([{ to: emailOf('learner'), kind: 'password-reset' }]);
    expect((await mailsIn(world))[0]?.text).toContain(ORIGIN + paths.newPassword(token));
  });

  it('changes nothing yet', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { header } = await session(world, 'learner');
    await asked(world);
    expect(await signsIn(world, PASSWORD)).toBe(true);
    expect(await isOpen(world, header)).toBe(true);
  });

  it('for an address that nobody has, or whose account is closed, sends nothing', async ({ world }) => {
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    await ask(world, 'nobody@world.example');
    await ask(world, emailOf('learner'));
    expect(await mailsIn(world)).toEqual([]);
    expect(await world.rows('select id from one_time_link')).toEqual([]);
  });

  it('is limited for an address that nobody has as for a known one', async ({ world }) => {
    for (const email of [emailOf('learner'), 'nobody@world.example']) {
      for (let times = 0; times < 5; times += 1) await ask(world, email);
      expect(await refusalOf(ask(world, email))).toBe('too-many: limit-mail');
    }
  });
});

describe('the link to a new password', () => {
  it('sets it, ends every session and every other link, and a mail tells the owner', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { header } = await session(world, 'learner');
    const other = await asked(world);
    expect(await reset(world, await asked(world))).toEqual({ done: true });
    expect(await signsIn(world, NEW)).toBe(true);
    expect(await signsIn(world, PASSWORD)).toBe(false);
    expect(await isOpen(world, header)).toBe(false);
    expect(await refusalOf(reset(world, other))).toBe('expired: link');
    expect((await mailsIn(world)).at(-1)).toMatchObject({ to: emailOf('learner'), kind: 'password-changed' });
    expect(await world.rows('select action, target_id from audit_entry')).toEqual([
      { action: 'password-set', target_id: 'person-learner' },
    ]);
  });

  it('works once', async ({ world }) => {
    const token = await asked(world);
    await reset(world, token);
    expect(await refusalOf(reset(world, token, 'Lötkolben und Regenmantel'))).toBe('expired: link');
    expect(await signsIn(world, NEW)).toBe(true);
  });

  it('is too old after an hour', async ({ world }) => {
    const token = await asked(world);
    expect(await refusalOf(reset(world, token, NEW, new Date(NOW.getTime() + 3_600_000)))).toBe('expired: link');
  });

  it('is not used up by a password that cannot be taken', async ({ world }) => {
    const token = await asked(world);
    expect(await reset(world, token, 'kurz')).toEqual({ problem: 'too-short' });
    expect(await reset(world, token, 'Passwort2026!')).toEqual({ problem: 'common' });
    expect(await reset(world, token, 'Anna Lerch 2026')).toEqual({ problem: 'personal' });
    expect(await reset(world, token)).toEqual({ done: true });
  });

  it('leaves the sessions of others alone', async ({ world }) => {
    const { header } = await session(world, 'classmate');
    await reset(world, await asked(world));
    expect(await isOpen(world, header)).toBe(true);
  });
});
