import { describe, expect } from 'vitest';
import { inTransaction } from '#server/context.ts';
import { forgiveAttempt, limitAttempts } from '#server/identity/limit-attempts.ts';
import { signIn } from '#server/identity/sign-in.ts';
import { Refusal } from '#server/refusal.ts';
import { CLIENT, emailOf, hasPassword, PASSWORD, sessionsIn } from '../../support/access.ts';
import { it, NOW, refusalOf, type World } from '../../support/world.ts';

const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
const by = { email: 'a@world.example', clientAddress: CLIENT };
const attempt = (world: World, who = by, minutes = 0) =>
  refusalOf(limitAttempts(world.as(null, at(minutes)), 'password', who));
const times = async (count: number, work: (index: number) => Promise<unknown>) => {
  for (let index = 0; index < count; index += 1) await work(index);
};
const REFUSED = 'too-many: limit-password';

describe('attempts with a password', () => {
  it('are ten for an address from one place within a quarter of an hour', async ({ world }) => {
    await times(10, async () => expect(await attempt(world)).toBe('not refused'));
    expect(await attempt(world)).toBe(REFUSED);
    expect(await attempt(world, by, 14.9)).toBe(REFUSED);
    expect(await attempt(world, by, 15)).toBe('not refused');
  });

  it('made at the same time are counted one by one', async ({ world }) => {
    const results = await Promise.all(Array.from({ length: 30 }, () => attempt(world)));
    expect(results.filter((result) => result === 'not refused')).toHaveLength(10);
  });

  it('of another address, or from another place, are counted for themselves', async ({ world }) => {
    await times(11, () => attempt(world));
    expect(await attempt(world, { ...by, email: 'b@world.example' })).toBe('not refused');
    expect(await attempt(world, { ...by, clientAddress: '192.0.2.2' })).toBe('not refused');
  });

  it('from one place are three hundred, for however many addresses', async ({ world }) => {
    await times(300, async (index) =>
      expect(await attempt(world, { ...by, email: `person${index}@world.example` })).toBe('not refused'),
    );
    expect(await attempt(world, { ...by, email: 'other@world.example' })).toBe(REFUSED);
  });

  it('for an address from many places are a hundred within an hour', async ({ world }) => {
    await times(100, async (index) =>
      expect(await attempt(world, { ...by, clientAddress: `198.51.100.${index}` })).toBe('not refused'),
    );
    expect(await attempt(world, { ...by, clientAddress: '203.0.113.1' })).toBe(REFUSED);
    expect(await attempt(world, { ...by, clientAddress: '203.0.113.1' }, 60)).toBe('not refused');
  });

  it('that were right are not held against anybody', async ({ world }) => {
    await times(30, async () => {
      expect(await attempt(world)).toBe('not refused');
      await inTransaction(world.as(null), (tx) => forgiveAttempt(tx, 'password', by));
    });
    expect((await world.rows('select count from rate_limit')).map((row) => row['count'])).toEqual([0, 0, 0]);
  });

  it('are refused with the time after which trying again helps', async ({ world }) => {
    await times(10, () => attempt(world, by, 6));
    const refusal: unknown = await limitAttempts(world.as(null, at(6)), 'password', by).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'too-many', retryAfterSeconds: 9 * 60 });
  });

  it('leave no address in the database, and no row for longer than they count', async ({ world }) => {
    await attempt(world);
    const rows = JSON.stringify(await world.rows('select * from rate_limit'));
    expect(rows).not.toContain(by.email);
    expect(rows).not.toContain(CLIENT);
    await attempt(world, { ...by, email: 'b@world.example' }, 61);
    expect(await world.rows('select key from rate_limit')).toHaveLength(3);
  });
});

describe('a place', () => {
  const same: [string, string][] = [
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::2'],
    ['2001:DB8::1', '2001:db8:0:0::2'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ];
  it.for(same)('%s is counted with %s', async ([first, second], { world }) => {
    await times(10, () => attempt(world, { ...by, clientAddress: first }));
    expect(await attempt(world, { ...by, clientAddress: second })).toBe(REFUSED);
  });

  it.for<[string, string]>([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['192.0.2.1', '192.0.2.2'],
    ['::1', '2001:db8::1'],
  ])('%s is not counted with %s', async ([first, second], { world }) => {
    await times(10, () => attempt(world, { ...by, clientAddress: first }));
    expect(await attempt(world, { ...by, clientAddress: second })).toBe('not refused');
  });
});

describe('an owner whom a stranger tries to guess', () => {
  const owner = { email: emailOf('learner'), password: PASSWORD, device: null };

  it('is not locked out elsewhere', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    const tries = (password: string, clientAddress: string) =>
      signIn(world.as(null), sessionsIn(world), { ...owner, password, clientAddress });
    await times(10, async () => expect(await tries('falsch', CLIENT)).toBeNull());
    expect(await refusalOf(tries(PASSWORD, CLIENT))).toBe(REFUSED);
    expect(await tries(PASSWORD, '192.0.2.2')).not.toBeNull();
  });

  it('who knows the password is not counted, however often', async ({ world }) => {
    await hasPassword(world, 'learner', PASSWORD);
    await times(12, async () =>
      expect(await signIn(world.as(null), sessionsIn(world), { ...owner, clientAddress: CLIENT })).not.toBeNull(),
    );
  });
});
