import { describe, expect } from 'vitest';
import { grantRole } from '#server/cohorts/grant-role.ts';
import { revokeRole } from '#server/cohorts/revoke-role.ts';
import { audited, roleIds, setAccount, signInBefore, stillSignedIn } from '../../support/administration.ts';
import { it, NOW, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const revoke = async (world: World, person: PersonName, role: string, who: PersonName = 'coordinator') =>
  revokeRole(world.as(who), { roleId: (await roleIds(world, person, role))[0] ?? 'none' });
const alsoCoordinates = (world: World, person: PersonName) =>
  grantRole(world.as('coordinator'), {
    personId: personId(person),
    centreId: 'centre-nord',
    assignment: { role: 'coordinator' },
  });

describe('a role that is taken', () => {
  it('is gone, its holder signed out, and it stands in the log', async ({ world }) => {
    await signInBefore(world, 'trainer');
    expect(await revoke(world, 'trainer', 'trainer')).toEqual({ revoked: true });
    expect(await roleIds(world, 'trainer', 'trainer')).toEqual([]);
    expect(await stillSignedIn(world, 'trainer')).toBe(false);
    expect(await audited(world)).toEqual(['role-revoked person-trainer centre-nord']);
  });
});

describe('the last coordinator', () => {
  it('cannot take the own role, and stays signed in', async ({ world }) => {
    await signInBefore(world, 'coordinator');
    expect(await revoke(world, 'coordinator', 'coordinator')).toEqual({ problem: 'last-coordinator' });
    expect(await roleIds(world, 'coordinator', 'coordinator')).toHaveLength(1);
    expect(await stillSignedIn(world, 'coordinator')).toBe(true);
    expect(await audited(world)).toEqual([]);
  });

  it('can as soon as there is another', async ({ world }) => {
    await alsoCoordinates(world, 'trainer');
    expect(await revoke(world, 'coordinator', 'coordinator')).toEqual({ revoked: true });
  });

  it.for([
    ['has not accepted the invitation', { acceptedAt: null }],
    ['is deactivated', { deactivatedAt: NOW }],
  ] as const)('is who has only such beside him as %s', async ([, dates], { world }) => {
    await alsoCoordinates(world, 'trainer');
    await setAccount(world, 'trainer', dates);
    expect(await revoke(world, 'coordinator', 'coordinator')).toEqual({ problem: 'last-coordinator' });
  });
});

describe('a role is not taken', () => {
  const refused: [string, PersonName, PersonName, string][] = [
    ['by a coordinator of another centre', 'otherCoordinator', 'trainer', 'trainer'],
    ['by its holder', 'trainer', 'trainer', 'trainer'],
    ['from an operator: that belongs to no centre', 'coordinator', 'operator', 'operator'],
    ['by an operator', 'operator', 'trainer', 'trainer'],
    ['that is not there', 'coordinator', 'learner', 'trainer'],
  ];
  it.for(refused)('%s', async ([, who, person, role], { world }) => {
    const before = await world.rows('select id from role');
    expect(await refusalOf(revoke(world, person, role, who))).toBe('not-found');
    expect(await world.rows('select id from role')).toEqual(before);
  });
});
