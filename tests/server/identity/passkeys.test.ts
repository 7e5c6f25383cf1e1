import { describe, expect } from 'vitest';
import { addPasskey } from '#server/identity/add-passkey.ts';
import { removePasskey } from '#server/identity/remove-passkey.ts';
import { renamePasskey } from '#server/identity/rename-passkey.ts';
import { signInWithPasskey } from '#server/identity/sign-in-with-passkey.ts';
import { startAddingPasskey } from '#server/identity/start-adding-passkey.ts';
import { startPasskeySignIn } from '#server/identity/start-passkey-sign-in.ts';
import type { Context } from '#server/context.ts';
import { change, CLIENT, emailOf, isOpen, mailsIn, session, sessionsIn } from '../../support/access.ts';
import { authenticator, type Authenticator, type Twist } from '../../support/authenticator.ts';
import { inDays, it, NOW, ORIGIN, refusalOf, type World } from '../../support/world.ts';

const MINUTE_IN_DAYS = 1 / 1440;

async function add(ctx: Context, device: Authenticator, twist?: Twist): Promise<void> {
  const { options, token } = await startAddingPasskey(ctx);
  await addPasskey(ctx, { token, response: device.makes(options, twist), name: 'Diensthandy' });
}
async function signIn(world: World, device: Authenticator, twist?: Twist): Promise<string | null> {
  const { options, token } = await startPasskeySignIn(world.as(null), { clientAddress: CLIENT });
  return answer(world, token, device.signs(options, twist));
}
async function answer(world: World, token: string, response: string, at = NOW): Promise<string | null> {
  const cookie = await signInWithPasskey(world.as(null, at), sessionsIn(world), {
    token,
    response,
    clientAddress: CLIENT,
    device: 'Firefox unter Linux',
  });
  return cookie === null ? null : `${cookie.name}=${cookie.value}`;
}
const passkeyRows = (world: World) => world.rows('select id, account_id, name from passkey');
const requirePasskeys = (world: World) =>
  change(world, "update centre set requires_passkeys = 1 where id = 'centre-nord'");

describe('a passkey', () => {
  it('is added by its owner and signs in; a mail tells it', async ({ world }) => {
    const device = authenticator(ORIGIN);
    const { ctx } = await session(world, 'learner');
    await add(ctx, device);
    expect(await passkeyRows(world)).toEqual([{ id: device.id, account_id: 'account-learner', name: 'Diensthandy' }]);
    expect(await mailsIn(world)).toMatchObject([{ to: emailOf('learner'), kind: 'passkeys-changed' }]);
    const header = await signIn(world, device);
    const valid = await sessionsIn(world).validate(header, NOW);
    expect(valid?.actor.personId).toBe('person-learner');
    expect(await world.rows("select method from session where device = 'Firefox unter Linux' order by rowid")).toEqual([
      { method: 'passkey' },
      { method: 'passkey' },
    ]);
    expect(await signIn(world, device)).not.toBeNull();
    expect((await world.rows('select last_used_at from passkey'))[0]).toEqual({ last_used_at: NOW.getTime() });
  });

  const twists: [string, Twist][] = [
    ['made on another site', { origin: 'https://boese.example' }],
    ['made for another site', { rpId: 'boese.example' }],
    ['made without finger, face or PIN', { isUnverified: true }],
  ];
  it.for(twists)('%s is not added', async ([, twist], { world }) => {
    const { ctx } = await session(world, 'learner');
    expect(await refusalOf(add(ctx, authenticator(ORIGIN), twist))).toBe('invalid: passkey');
    expect(await passkeyRows(world)).toEqual([]);
  });

  it.for([
    '',
    'null',
    '{}',
    '[]',
    '{"id":"x"}',
    'kein JSON',
    '{"id":"a","rawId":"a","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","attestationObject":"AAAA"}}',
  ])('is not made of %j', async (response, { world }) => {
    const { ctx } = await session(world, 'learner');
    const { token } = await startAddingPasskey(ctx);
    expect(await refusalOf(addPasskey(ctx, { token, response, name: 'x' }))).toBe('invalid: passkey');
  });

  it('is made for a challenge of this account, once and within five minutes', async ({ world }) => {
    const device = authenticator(ORIGIN);
    const { ctx } = await session(world, 'learner');
    const classmate = await session(world, 'classmate');
    const { options, token } = await startAddingPasskey(ctx);
    const made = { token, response: device.makes(options), name: 'x' };
    expect(await refusalOf(addPasskey(classmate.ctx, made))).toBe('expired: passkey');
    expect(await refusalOf(addPasskey({ ...ctx, now: inDays(5 * MINUTE_IN_DAYS) }, made))).toBe('expired: passkey');
    // A clock that is set back does not make it live longer. Whoever asked has used it up, so another one is asked for.
    const again = await startAddingPasskey(ctx);
    const late = { token: again.token, response: device.makes(again.options), name: 'x' };
    expect(await refusalOf(addPasskey({ ...ctx, now: inDays(-2 / 24) }, late))).toBe('expired: passkey');
    expect(await refusalOf(addPasskey(ctx, { ...made, token: 'A'.repeat(43) }))).toBe('expired: passkey');
    expect(await refusalOf(addPasskey(ctx, made))).toBe('not refused');
    expect(await refusalOf(addPasskey(ctx, made))).toBe('expired: passkey');
    expect(await refusalOf(addPasskey(world.as(null), made))).toBe('signed-out');
    expect(await refusalOf(startAddingPasskey(world.as(null)))).toBe('signed-out');
  });

  it('that somebody has is nobody else’s', async ({ world }) => {
    const device = authenticator(ORIGIN);
    await add((await session(world, 'learner')).ctx, device);
    const { ctx } = await session(world, 'classmate');
    expect(await refusalOf(add(ctx, device))).toBe('conflict: passkey');
  });

  it('is renamed and removed by its owner only; a mail tells that it is gone', async ({ world }) => {
    const device = authenticator(ORIGIN);
    const { ctx } = await session(world, 'learner');
    await add(ctx, device);
    const stranger = world.as('classmate');
    expect(await refusalOf(renamePasskey(stranger, { id: device.id, name: 'x' }))).toBe('not-found');
    expect(await refusalOf(removePasskey(stranger, device.id))).toBe('not-found');
    expect(await refusalOf(renamePasskey(world.as(null), { id: device.id, name: 'x' }))).toBe('signed-out');
    expect(await refusalOf(removePasskey(world.as(null), device.id))).toBe('signed-out');
    await renamePasskey(ctx, { id: device.id, name: 'Laptop' });
    expect(await passkeyRows(world)).toMatchObject([{ name: 'Laptop' }]);
    await removePasskey(ctx, device.id);
    expect(await passkeyRows(world)).toEqual([]);
    expect(await signIn(world, device)).toBeNull();
    expect((await mailsIn(world)).at(-1)?.text).toContain('entfernt');
  });
});

describe('nobody is signed in', () => {
  const twists: [string, Twist][] = [
    ['by an answer for another site', { origin: 'https://boese.example' }],
    ['by an answer to another site', { rpId: 'boese.example' }],
    ['without finger, face or PIN', { isUnverified: true }],
    ['by a forged signature', { isForged: true }],
    // Made with 1, signed in with 2.
    ['by a copied passkey, whose counter stands still', { counter: 2 }],
  ];
  it.for(twists)('%s', async ([, twist], { world }) => {
    const device = authenticator(ORIGIN);
    await add((await session(world, 'learner')).ctx, device);
    expect(await signIn(world, device)).not.toBeNull();
    expect(await signIn(world, device, twist)).toBeNull();
  });

  it('by a passkey that nobody added, nor by no answer at all', async ({ world }) => {
    expect(await signIn(world, authenticator(ORIGIN))).toBeNull();
    for (const response of ['', '{}', 'null', 'x']) {
      const { token } = await startPasskeySignIn(world.as(null), { clientAddress: CLIENT });
      expect(await answer(world, token, response)).toBeNull();
    }
  });

  it('by an answer that was given before, in another browser, or too late', async ({ world }) => {
    const device = authenticator(ORIGIN);
    await add((await session(world, 'learner')).ctx, device);
    const { options, token } = await startPasskeySignIn(world.as(null), { clientAddress: CLIENT });
    const response = device.signs(options);
    expect(await answer(world, 'A'.repeat(43), response)).toBeNull();
    expect(await answer(world, token, response)).not.toBeNull();
    expect(await answer(world, token, response)).toBeNull();
    const second = await startPasskeySignIn(world.as(null), { clientAddress: CLIENT });
    expect(await answer(world, second.token, device.signs(second.options), inDays(5 * MINUTE_IN_DAYS))).toBeNull();
  });

  it('with the challenge of somebody who adds a passkey', async ({ world }) => {
    const device = authenticator(ORIGIN);
    const { ctx } = await session(world, 'learner');
    await add(ctx, device);
    const { options, token } = await startAddingPasskey(ctx);
    expect(await answer(world, token, device.signs(options))).toBeNull();
  });

  it('after the account was closed', async ({ world }) => {
    const device = authenticator(ORIGIN);
    await add((await session(world, 'learner')).ctx, device);
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    expect(await signIn(world, device)).toBeNull();
  });

  it('more than three hundred times in a quarter of an hour from one place', async ({ world }) => {
    for (let times = 0; times < 300; times += 1) await startPasskeySignIn(world.as(null), { clientAddress: CLIENT });
    expect(await refusalOf(startPasskeySignIn(world.as(null), { clientAddress: CLIENT }))).toBe('too-many');
  });
});

describe('where the centre demands passkeys', () => {
  it('a staff member without one adds the first, and the session opens the working pages at once', async ({
    world,
  }) => {
    await requirePasskeys(world);
    const { ctx, header } = await session(world, 'coordinator', 'code');
    expect(ctx.actor?.mustAddPasskey).toBe(true);
    await add(ctx, authenticator(ORIGIN));
    expect((await sessionsIn(world).validate(header, NOW))?.actor.mustAddPasskey).toBe(false);
  });

  it('the mailbox alone neither adds a second passkey nor removes the first', async ({ world }) => {
    const device = authenticator(ORIGIN);
    await add((await session(world, 'coordinator')).ctx, device);
    await requirePasskeys(world);
    const { ctx } = await session(world, 'coordinator', 'code');
    expect(await refusalOf(startAddingPasskey(ctx))).toBe('forbidden: passkey-first');
    expect(await refusalOf(removePasskey(ctx, device.id))).toBe('forbidden: passkey-first');
    expect(await passkeyRows(world)).toHaveLength(1);
  });

  it('two sessions without one that begin at the same time add one', async ({ world }) => {
    await requirePasskeys(world);
    const [first, second] = [await session(world, 'coordinator', 'code'), await session(world, 'coordinator', 'code')];
    const begun = await startAddingPasskey(second.ctx);
    await add(first.ctx, authenticator(ORIGIN));
    const late = { token: begun.token, response: authenticator(ORIGIN).makes(begun.options), name: 'x' };
    expect(await refusalOf(addPasskey(second.ctx, late))).toBe('forbidden: passkey-first');
  });

  const must: ['coordinator' | 'trainer' | 'learner' | 'operator', 'password' | 'code' | 'passkey', boolean][] = [
    ['coordinator', 'password', true],
    ['coordinator', 'code', true],
    ['coordinator', 'passkey', false],
    ['trainer', 'code', true],
    ['trainer', 'passkey', false],
    ['learner', 'password', false],
    ['operator', 'password', false],
  ];
  it.for(must)('a session of a %s by %s has to add one: %s', async ([person, method, expected], { world }) => {
    await requirePasskeys(world);
    expect((await session(world, person, method)).ctx.actor?.mustAddPasskey).toBe(expected);
  });

  it('staff of another centre are left alone', async ({ world }) => {
    await change(world, "update centre set requires_passkeys = 1 where id = 'centre-sued'");
    for (const person of ['coordinator', 'trainer'] as const)
      expect((await session(world, person)).ctx.actor?.mustAddPasskey).toBe(false);
  });
});

it('a session opened elsewhere stays open when a passkey is added', async ({ world }) => {
  const elsewhere = await session(world, 'learner');
  await add((await session(world, 'learner')).ctx, authenticator(ORIGIN));
  expect(await isOpen(world, elsewhere.header)).toBe(true);
});
