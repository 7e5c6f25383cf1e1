import { describe, expect } from 'vitest';
import { sha256Hex } from '#platform/random.ts';
import { inTransaction } from '#server/context.ts';
import { consumeLink, endLinks, findLink, type LinkKind } from '#server/identity/links.ts';
import { change, linkFor } from '../../support/access.ts';
import { HOUR_MS, it, NOW, refusalOf, type World } from '../../support/world.ts';

const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
const find = (world: World, token: string, kind: LinkKind, hours = 0) =>
  findLink(world.as(null, later(hours)), token, [kind]);
const consume = (world: World, token: string, kind: LinkKind) =>
  refusalOf(inTransaction(world.as(null), (tx) => consumeLink(tx, token, [kind])));
const DEAD = 'expired: link';

describe('a link', () => {
  const lifetimes: [LinkKind, number][] = [
    ['installation', 24],
    ['invitation', 14 * 24],
    ['password-reset', 1],
    ['email-change-old', 24],
    ['email-change-new', 24],
  ];
  it.for(lifetimes)('of kind %s lives %i hours', async ([kind, hours], { world }) => {
    const token = await linkFor(world, kind, kind === 'installation' ? null : 'learner');
    expect(await find(world, token, kind, hours - 1 / 3600)).toMatchObject({ kind });
    expect(await find(world, token, kind, hours)).toBeNull();
  });

  it('lives no longer because the clock was wrong when it was made; two hours are forgiven', async ({ world }) => {
    const token = await linkFor(world, 'invitation', 'learner');
    expect(await find(world, token, 'invitation', -2)).not.toBeNull();
    expect(await find(world, token, 'invitation', -400 * 24)).toBeNull();
  });

  it('is looked at as often as one likes and used once', async ({ world }) => {
    const token = await linkFor(world, 'invitation', 'learner');
    for (let times = 0; times < 3; times += 1) expect(await find(world, token, 'invitation')).not.toBeNull();
    expect(await consume(world, token, 'invitation')).toBe('not refused');
    expect(await consume(world, token, 'invitation')).toBe(DEAD);
    expect(await find(world, token, 'invitation')).toBeNull();
  });

  it('used twice at the same time works once', async ({ world }) => {
    const token = await linkFor(world, 'invitation', 'learner');
    const results = await Promise.all([1, 2, 3].map(() => consume(world, token, 'invitation')));
    expect(results.toSorted()).toEqual([DEAD, DEAD, 'not refused']);
  });

  it('is none of another kind', async ({ world }) => {
    const token = await linkFor(world, 'invitation', 'learner');
    expect(await consume(world, token, 'password-reset')).toBe(DEAD);
    expect(await consume(world, token, 'invitation')).toBe('not refused');
  });

  it.for(['', 'x', 'A'.repeat(43), "' or 1=1 --"])('%j is none', async (token, { world }) => {
    await linkFor(world, 'password-reset', 'learner');
    expect(await find(world, token, 'password-reset')).toBeNull();
    expect(await consume(world, token, 'password-reset')).toBe(DEAD);
  });

  it('of a closed account is worth nothing', async ({ world }) => {
    const token = await linkFor(world, 'password-reset', 'learner');
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    expect(await find(world, token, 'password-reset')).toBeNull();
    expect(await consume(world, token, 'password-reset')).toBe(DEAD);
  });

  it('is not followed by who reads the database', async ({ world }) => {
    const token = await linkFor(world, 'password-reset', 'learner');
    const [row] = await world.rows('select * from one_time_link');
    expect(row?.['id']).toBe(sha256Hex(token));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await find(world, String(row?.['id']), 'password-reset')).toBeNull();
  });
});

describe('a newer link', () => {
  it.for<LinkKind>(['invitation', 'email-change-old', 'email-change-new'])(
    'of kind %s replaces the older one of the account, and nobody else',
    async (kind, { world }) => {
      const [older, others] = [await linkFor(world, kind, 'learner'), await linkFor(world, kind, 'classmate')];
      const newer = await linkFor(world, kind, 'learner');
      expect(await find(world, older, kind)).toBeNull();
      expect(await find(world, newer, kind)).not.toBeNull();
      expect(await find(world, others, kind)).not.toBeNull();
    },
  );

  it('of an installation replaces the older one', async ({ world }) => {
    const older = await linkFor(world, 'installation', null);
    const newer = await linkFor(world, 'installation', null);
    expect(await find(world, older, 'installation')).toBeNull();
    expect(await find(world, newer, 'installation')).not.toBeNull();
  });

  it('for a reset leaves the older one: a stranger could ask for it', async ({ world }) => {
    const older = await linkFor(world, 'password-reset', 'learner');
    await linkFor(world, 'password-reset', 'learner');
    expect(await find(world, older, 'password-reset')).not.toBeNull();
  });
});

it('all links of an account end together', async ({ world }) => {
  const own = await linkFor(world, 'password-reset', 'learner');
  const others = await linkFor(world, 'password-reset', 'classmate');
  await inTransaction(world.as(null), (tx) => endLinks(tx, 'account-learner'));
  expect(await find(world, own, 'password-reset')).toBeNull();
  expect(await find(world, others, 'password-reset')).not.toBeNull();
});
