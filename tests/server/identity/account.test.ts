import { describe, expect } from 'vitest';
import { inTransaction } from '#server/context.ts';
import { accountView } from '#server/identity/account.ts';
import { changeConsents } from '#server/identity/change-consents.ts';
import { changeName } from '#server/identity/change-name.ts';
import { endSession } from '#server/identity/end-session.ts';
import { endSessions } from '#server/identity/end-sessions.ts';
import { giveConsent } from '#server/identity/give-consent.ts';
import { emailOf, hasPassword, isOpen, PASSWORD, session } from '../../support/access.ts';
import { inDays, it, refusalOf } from '../../support/world.ts';

describe('the own account', () => {
  it('shows what there is, and no secret', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const here = await session(world, 'learner');
    await session(world, 'learner', 'code');
    await session(world, 'classmate');
    const account = await accountView(here.ctx);
    expect(account).toMatchObject({
      givenName: 'Anna',
      familyName: 'Lerch',
      email: emailOf('learner'),
      hasPassword: true,
      mustAddPasskey: false,
      passkeys: [],
      consents: [],
    });
    expect(account.sessions.map(({ method, isThis }) => [method, isThis]).toSorted()).toEqual([
      ['code', false],
      ['password', true],
    ]);
    expect(JSON.stringify(account)).not.toContain('argon2');
    expect(JSON.stringify(account)).not.toContain(here.header.slice(3));
  });

  it('lists no session that is over', async ({ world }) => {
    await session(world, 'learner');
    const here = await session(world, 'learner', 'password', inDays(40));
    expect((await accountView(here.ctx)).sessions).toHaveLength(1);
  });

  it('is for nobody but the owner', async ({ world }) => {
    expect(await refusalOf(accountView(world.as(null)))).toBe('signed-out');
  });
});

describe('a name', () => {
  it('changes, on record without the name', async ({ world }) => {
    await changeName(world.as('learner'), { givenName: 'Änne', familyName: 'Lerch-Ott' });
    expect(await world.rows("select given_name, family_name from person where id = 'person-learner'")).toEqual([
      { given_name: 'Änne', family_name: 'Lerch-Ott' },
    ]);
    const [entry] = await world.rows('select * from audit_entry');
    expect(entry).toMatchObject({ action: 'name-changed', actor_id: 'person-learner' });
    expect(JSON.stringify(entry)).not.toContain('Änne');
  });

  it('is changed by nobody who is not signed in', async ({ world }) => {
    expect(await refusalOf(changeName(world.as(null), { givenName: 'A', familyName: 'B' }))).toBe('signed-out');
  });
});

describe('ending a session', () => {
  it('ends the one that was chosen', async ({ world }) => {
    const [here, there, third] = [
      await session(world, 'learner'),
      await session(world, 'learner'),
      await session(world, 'learner'),
    ];
    await endSession(here.ctx, { id: there.ctx.actor?.sessionId ?? '' });
    expect([
      await isOpen(world, here.header),
      await isOpen(world, there.header),
      await isOpen(world, third.header),
    ]).toEqual([true, false, true]);
  });

  it('ends all others, and nobody else’s', async ({ world }) => {
    const [here, there, classmate] = [
      await session(world, 'learner'),
      await session(world, 'learner'),
      await session(world, 'classmate'),
    ];
    await endSession(here.ctx, 'others');
    expect([
      await isOpen(world, here.header),
      await isOpen(world, there.header),
      await isOpen(world, classmate.header),
    ]).toEqual([true, false, true]);
  });

  it("leaves another person's alone, whoever asks", async ({ world }) => {
    const classmate = await session(world, 'classmate');
    await endSession(world.as('learner'), { id: classmate.ctx.actor?.sessionId ?? '' });
    expect(await isOpen(world, classmate.header)).toBe(true);
    expect(await refusalOf(endSession(world.as(null), 'others'))).toBe('signed-out');
  });

  it('of an account ends all of them, or all but one', async ({ world }) => {
    const [here, there] = [await session(world, 'learner'), await session(world, 'learner')];
    const except = here.ctx.actor?.sessionId ?? '';
    await inTransaction(world.as(null), (tx) => endSessions(tx, 'account-learner', { except }));
    expect([await isOpen(world, here.header), await isOpen(world, there.header)]).toEqual([true, false]);
    await inTransaction(world.as(null), (tx) => endSessions(tx, 'account-learner'));
    expect(await isOpen(world, here.header)).toBe(false);
  });
});

describe('consent', () => {
  it('is given and withdrawn, and every time is on record', async ({ world }) => {
    const ctx = world.as('learner');
    await changeConsents(ctx, ['angebote']);
    await changeConsents(ctx, ['angebote']);
    await changeConsents({ ...ctx, now: inDays(1) }, []);
    await changeConsents({ ...ctx, now: inDays(2) }, ['angebote']);
    const rows = await world.rows('select text, version, given_at, withdrawn_at from consent order by given_at');
    expect(rows.map((row) => [row['given_at'], row['withdrawn_at']])).toEqual([
      [inDays(0).getTime(), inDays(1).getTime()],
      [inDays(2).getTime(), null],
    ]);
  });

  it('to what is required is not withdrawn here', async ({ world }) => {
    await inTransaction(world.as(null), (tx) => giveConsent(tx, { personId: 'person-learner', text: 'datenschutz' }));
    await changeConsents(world.as('learner'), []);
    expect(await world.rows('select withdrawn_at from consent')).toEqual([{ withdrawn_at: null }]);
  });

  it('to a text that there is not is refused, and nobody agrees for nobody', async ({ world }) => {
    const giving = inTransaction(world.as(null), (tx) => giveConsent(tx, { personId: 'person-learner', text: 'x' }));
    expect(await refusalOf(giving)).toBe('invalid');
    expect(await refusalOf(changeConsents(world.as(null), []))).toBe('signed-out');
  });
});
