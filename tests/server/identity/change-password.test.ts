import { describe, expect } from 'vitest';
import type { Context } from '#server/context.ts';
import { changePassword } from '#server/identity/change-password.ts';
import { removePassword } from '#server/identity/remove-password.ts';
import { resetPassword } from '#server/identity/reset-password.ts';
import { signIn } from '#server/identity/sign-in.ts';
import {
  change,
  CLIENT,
  emailOf,
  hasPassword,
  isOpen,
  linkFor,
  mailsIn,
  PASSWORD,
  session,
  sessionsIn,
} from '../../support/access.ts';
import { it, NOW, refusalOf, type World } from '../../support/world.ts';

const NEW = 'Zwiebelturm im Morgenrot';
const signsIn = async (world: World, password: string, at = NOW) =>
  (await signIn(world.as(null, at), sessionsIn(world), {
    email: emailOf('learner'),
    password,
    clientAddress: CLIENT,
    device: null,
  })) !== null;
const changeTo = (ctx: Context, current: string, password = NEW) => changePassword(ctx, { current, password });

describe('a new password', () => {
  it('is taken from who knows the present one; all other sessions and all links end, and a mail tells it', async ({
    world,
  }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const here = await session(world, 'learner');
    const elsewhere = await session(world, 'learner');
    const reset = await linkFor(world, 'password-reset', 'learner');
    expect(await changeTo(here.ctx, PASSWORD)).toEqual({ done: true });
    expect([await isOpen(world, here.header), await isOpen(world, elsewhere.header)]).toEqual([true, false]);
    expect([await signsIn(world, NEW), await signsIn(world, PASSWORD)]).toEqual([true, false]);
    expect(await refusalOf(resetPassword(world.as(null), { token: reset, password: PASSWORD }))).toBe('expired: link');
    expect(await mailsIn(world)).toMatchObject([{ to: emailOf('learner'), kind: 'password-changed' }]);
    expect(await world.rows('select action, actor_id from audit_entry')).toEqual([
      { action: 'password-set', actor_id: 'person-learner' },
    ]);
  });

  it('is taken without another from who has none', async ({ world }) => {
    const { ctx } = await session(world, 'learner', 'code');
    expect(await changeTo(ctx, '')).toEqual({ done: true });
    expect(await signsIn(world, NEW)).toBe(true);
  });

  const refused: [string, string, string][] = [
    ['with a wrong present one', 'falsch', NEW],
    ['with no present one', '', NEW],
    ['with a megabyte for the present one', 'x'.repeat(1_000_000), NEW],
  ];
  it.for(refused)('is not taken %s', async ([, current, password], { world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { ctx } = await session(world, 'learner');
    expect(await changeTo(ctx, current, password)).toEqual({ problem: 'wrong' });
    expect(await signsIn(world, PASSWORD)).toBe(true);
    expect(await mailsIn(world)).toEqual([]);
  });

  it('is not taken when it cannot be taken', async ({ world }) => {
    const { ctx } = await session(world, 'learner');
    expect(await changeTo(ctx, '', 'kurz')).toEqual({ problem: 'too-short' });
    expect(await changeTo(ctx, '', 'Passwort2026!')).toEqual({ problem: 'common' });
    expect(await changeTo(ctx, '', 'anna.lerch 2026')).toEqual({ problem: 'personal' });
  });

  it('is not taken from nobody, nor after the account was closed', async ({ world }) => {
    expect(await refusalOf(changeTo(world.as(null), ''))).toBe('signed-out');
    const { ctx } = await session(world, 'learner');
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    expect(await refusalOf(changeTo(ctx, ''))).toBe('signed-out');
  });

  it('of two at the same time is one', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { ctx } = await session(world, 'learner');
    const results = await Promise.all([
      refusalOf(changeTo(ctx, PASSWORD)),
      refusalOf(changeTo(ctx, PASSWORD, 'Lötkolben und Regenmantel')),
    ]);
    expect(results.toSorted()).toEqual(['conflict', 'not refused']);
  });

  it('is guessed at ten times in a quarter of an hour by who found a browser open', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { ctx } = await session(world, 'learner');
    for (let times = 0; times < 10; times += 1) await changeTo(ctx, 'falsch');
    expect(await refusalOf(changeTo(ctx, PASSWORD))).toBe('too-many');
  });
});

describe('taking the password away', () => {
  it('leaves codes and passkeys; all other sessions end, and a mail tells it', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const here = await session(world, 'learner');
    const elsewhere = await session(world, 'learner');
    expect(await removePassword(here.ctx, { current: PASSWORD })).toEqual({ done: true });
    expect([await isOpen(world, here.header), await isOpen(world, elsewhere.header)]).toEqual([true, false]);
    expect(await signsIn(world, PASSWORD)).toBe(false);
    expect((await mailsIn(world))[0]?.text).toContain('kein Passwort mehr');
  });

  it('needs the password', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const { ctx } = await session(world, 'learner');
    expect(await removePassword(ctx, { current: 'falsch' })).toEqual({ problem: 'wrong' });
    expect(await signsIn(world, PASSWORD)).toBe(true);
  });

  it('is not for nobody', async ({ world }) => {
    expect(await refusalOf(removePassword(world.as(null), { current: '' }))).toBe('signed-out');
  });
});
