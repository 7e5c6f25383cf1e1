import { describe, expect, it } from 'vitest';
import { ROLES, type RoleGrant } from '#domain/identity/actor.ts';
import { can } from '#domain/identity/can.ts';
import { actorOf } from '../../support/world.ts';

const actor = (...roles: RoleGrant[]) => ({ ...actorOf('stranger'), roles });
const coordinates = (...centreIds: string[]) =>
  actor(...centreIds.map((centreId): RoleGrant => ({ role: 'coordinator', centreId, cohortId: null })));
const others = ROLES.filter((role) => role !== 'coordinator');

describe('a centre', () => {
  it('is managed by its coordinators, and for all others it does not exist', () => {
    const request = { action: 'centre:manage', on: { centreId: 'here' } } as const;
    expect(can(coordinates('here'), request)).toBe('yes');
    expect(can(coordinates('there'), request)).toBe('hidden');
    expect(can(actor({ role: 'coordinator', centreId: null, cohortId: 'cohort' }), request)).toBe('hidden');
    for (const role of others) {
      expect(can(actor({ role, centreId: 'here', cohortId: null }), request)).toBe('hidden');
      expect(can(actor({ role, centreId: null, cohortId: null }), request)).toBe('hidden');
    }
  });
});

describe('the installation', () => {
  it.each(ROLES)('is managed by operators only: %s', (role) => {
    expect(can(actor({ role, centreId: null, cohortId: null }), { action: 'installation:manage', on: {} })).toBe(
      role === 'operator' ? 'yes' : 'no',
    );
  });
});

describe('a person', () => {
  const cases: [knownTo: string[], coordinated: string[], manage: string, close: string, closeOperator: string][] = [
    [['here'], ['here'], 'yes', 'yes', 'no'],
    [['here'], ['there'], 'hidden', 'hidden', 'hidden'],
    [['here'], [], 'hidden', 'hidden', 'hidden'],
    [[], ['here'], 'hidden', 'hidden', 'hidden'],
    [['here', 'there'], ['here'], 'yes', 'no', 'no'],
    [['here', 'there'], ['here', 'there'], 'yes', 'yes', 'no'],
  ];
  it.each(cases)('known to %j, coordinated %j: managed %s, closed %s, closed as an operator %s', (...row) => {
    const [centreIds, coordinated, manage, close, closeOperator] = row;
    const who = coordinates(...coordinated);
    expect(can(who, { action: 'person:manage', on: { centreIds } })).toBe(manage);
    expect(can(who, { action: 'person:close', on: { centreIds, isOperator: false } })).toBe(close);
    expect(can(who, { action: 'person:close', on: { centreIds, isOperator: true } })).toBe(closeOperator);
  });
});
