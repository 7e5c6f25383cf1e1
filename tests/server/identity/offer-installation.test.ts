import { describe, expect } from 'vitest';
import { findLink } from '#server/identity/links.ts';
import { offerInstallation } from '#server/identity/offer-installation.ts';
import { setAccount } from '../../support/administration.ts';
import { HOUR_MS, it, NOW, type World } from '../../support/world.ts';

const offer = (world: World) => offerInstallation(world.as(null));
const works = async (world: World, token: string | null, at = NOW) =>
  (await findLink(world.as(null, at), token ?? '', ['installation'])) !== null;
const withoutOperator = (world: World) =>
  world.database.write((writer) => writer.execute("delete from role where role = 'operator'"));

describe('the link of a new installation', () => {
  it('is offered while there is no operator, works for a day, and stands nowhere as such', async ({ world }) => {
    await withoutOperator(world);
    const token = await offer(world);
    expect(await works(world, token)).toBe(true);
    expect(await works(world, token, new Date(NOW.getTime() + 24 * HOUR_MS - 1))).toBe(true);
    expect(await works(world, token, new Date(NOW.getTime() + 24 * HOUR_MS))).toBe(false);
    expect(JSON.stringify(await world.rows('select * from one_time_link'))).not.toContain(token);
  });

  it('is a new one at each start, and the one before is dead', async ({ world }) => {
    await withoutOperator(world);
    const first = await offer(world);
    const second = await offer(world);
    expect(await works(world, first)).toBe(false);
    expect(await works(world, second)).toBe(true);
  });

  it('is not offered while there is an operator', async ({ world }) => {
    expect(await offer(world)).toBeNull();
    expect(await world.rows('select * from one_time_link')).toEqual([]);
  });

  it('is offered again when the only operator is deactivated: else nobody could help', async ({ world }) => {
    await setAccount(world, 'operator', { deactivatedAt: NOW });
    expect(await offer(world)).not.toBeNull();
  });
});
