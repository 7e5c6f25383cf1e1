import { describe, expect } from 'vitest';
import { acceptInvitation, invitedOwner } from '#server/identity/accept-invitation.ts';
import { resetPassword } from '#server/identity/reset-password.ts';
import { signIn } from '#server/identity/sign-in.ts';
import { change, CLIENT, emailOf, isOpen, linkFor, PASSWORD, session, sessionsIn } from '../../support/access.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

async function invited(world: World): Promise<string> {
  await change(world, "update account set accepted_at = null where id = 'account-learner'");
  await change(world, "update person set centre_id = 'centre-nord' where id = 'person-learner'");
  return linkFor(world, 'invitation', 'learner');
}
const accept = (
  world: World,
  token: string,
  {
    password = null,
    agreed = ['datenschutz'],
    at = NOW,
  }: { password?: string | null; agreed?: string[]; at?: Date } = {},
) => acceptInvitation(world.as(null, at), sessionsIn(world), { token, password, agreed, device: null });

describe('an invitation', () => {
  it('shows who is invited by whom', async ({ world }) => {
    expect(await invitedOwner(world.as(null), await invited(world))).toMatchObject({
      givenName: 'Anna',
      familyName: 'Lerch',
      centreName: 'Zentrum Nord',
      email: emailOf('learner'),
    });
  });

  it('is accepted without a password: one is signed in, and it is on record', async ({ world }) => {
    const result = await accept(world, await invited(world));
    expect(await isOpen(world, 'cookie' in result ? `dm=${result.cookie.value}` : '')).toBe(true);
    expect(await world.rows("select accepted_at, password_hash from account where id = 'account-learner'")).toEqual([
      { accepted_at: NOW.getTime(), password_hash: null },
    ]);
    expect(await world.rows('select text, version, person_id from consent')).toEqual([
      { text: 'datenschutz', version: 1, person_id: 'person-learner' },
    ]);
    expect(await world.rows('select action, target_id, centre_id from audit_entry')).toEqual([
      { action: 'invitation-accepted', target_id: 'person-learner', centre_id: 'centre-nord' },
    ]);
  });

  it('is accepted with a password, which signs in from then on', async ({ world }) => {
    await accept(world, await invited(world), { password: PASSWORD });
    const input = { email: emailOf('learner'), password: PASSWORD, clientAddress: CLIENT, device: null };
    expect(await signIn(world.as(null), sessionsIn(world), input)).not.toBeNull();
  });

  it('keeps what one agreed to freely', async ({ world }) => {
    await accept(world, await invited(world), { agreed: ['datenschutz', 'angebote'] });
    expect(await world.rows('select text from consent order by text')).toEqual([
      { text: 'angebote' },
      { text: 'datenschutz' },
    ]);
  });

  it('is not accepted without taking note of what is required, and stays good', async ({ world }) => {
    const token = await invited(world);
    expect(await accept(world, token, { agreed: ['angebote'] })).toEqual({ problem: 'consent-missing' });
    expect(await world.rows('select id from consent')).toEqual([]);
    expect(await accept(world, token)).toHaveProperty('cookie');
  });

  it('is not accepted with a password that cannot be taken, and stays good', async ({ world }) => {
    const token = await invited(world);
    expect(await accept(world, token, { password: 'Zentrum Nord 1' })).toEqual({ problem: 'personal' });
    expect(await accept(world, token, { password: 'zu kurz' })).toEqual({ problem: 'too-short' });
    expect(await accept(world, token)).toHaveProperty('cookie');
  });

  it('agrees to no text that there is not', async ({ world }) => {
    expect(await refusalOf(accept(world, await invited(world), { agreed: ['datenschutz', 'alles'] }))).toBe('invalid');
    expect(await world.rows('select id from session')).toEqual([]);
  });

  it('works once, and fourteen days', async ({ world }) => {
    const token = await invited(world);
    expect(await refusalOf(accept(world, token, { at: inDays(14) }))).toBe('expired: link');
    await accept(world, token);
    expect(await refusalOf(accept(world, token))).toBe('expired: link');
  });

  it('once accepted leaves no other link of the account alive', async ({ world }) => {
    const token = await invited(world);
    const reset = await linkFor(world, 'password-reset', 'learner');
    await accept(world, token);
    expect(await refusalOf(resetPassword(world.as(null), { token: reset, password: PASSWORD }))).toBe('expired: link');
  });

  it('ends the session of who used this browser before', async ({ world }) => {
    const { header, ctx } = await session(world, 'classmate');
    const token = await invited(world);
    await acceptInvitation(ctx, sessionsIn(world), { token, password: null, agreed: ['datenschutz'], device: null });
    expect(await isOpen(world, header)).toBe(false);
  });
});
