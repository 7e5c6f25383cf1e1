import { describe, expect, it } from 'vitest';
import { ROLES, type Role, type RoleGrant } from '#domain/identity/actor.ts';
import { can, type Request } from '#domain/identity/can.ts';
import { actorOf } from '../../support/world.ts';

/** The cohort that is asked for, and where a role may hold. */
const cohort = { id: 'here', centreId: 'our-centre' };
const PLACES = {
  'this cohort': { centreId: null, cohortId: 'here' },
  'another cohort of the centre': { centreId: null, cohortId: 'there' },
  'its centre': { centreId: 'our-centre', cohortId: null },
  'another centre': { centreId: 'their-centre', cohortId: null },
  'the whole installation': { centreId: null, cohortId: null },
} as const;
type Place = keyof typeof PLACES;
const PLACE_NAMES = Object.keys(PLACES).filter((name): name is Place => name in PLACES);

const ME = 'person-stranger';
const actor = (...roles: RoleGrant[]) => ({ ...actorOf('stranger'), roles });
const learning = (action: 'learning:read' | 'learning:record', personId: string | null): Request => ({
  action,
  on: { personId, cohort },
});

type Answer = 'yes' | 'no' | 'hidden';
/** Role, where it holds → may read nobody's way (the units), may record on it, may read another person's, may record there. */
const TABLE: [Role | 'no role', Place, Answer, Answer, Answer, Answer][] = [
  ['no role', 'this cohort', 'hidden', 'hidden', 'hidden', 'hidden'],
  ['trainer', 'this cohort', 'yes', 'no', 'hidden', 'hidden'],
  ['trainer', 'its centre', 'yes', 'no', 'hidden', 'hidden'],
  ['trainer', 'the whole installation', 'yes', 'no', 'hidden', 'hidden'],
  ['trainer', 'another cohort of the centre', 'hidden', 'hidden', 'hidden', 'hidden'],
  ['trainer', 'another centre', 'hidden', 'hidden', 'hidden', 'hidden'],
  ...ROLES.filter((role) => role !== 'trainer').flatMap((role) =>
    (
      ['this cohort', 'another cohort of the centre', 'its centre', 'another centre', 'the whole installation'] as const
    ).map((place): [Role, Place, Answer, Answer, Answer, Answer] => [
      role,
      place,
      'hidden',
      'hidden',
      'hidden',
      'hidden',
    ]),
  ),
];

describe.each(TABLE)('%s for %s', (role, place, read, record, readOther, recordOther) => {
  const who = role === 'no role' ? actor() : actor({ role, ...PLACES[place] });

  it(`reads the units of the cohort: ${read}`, () => expect(can(who, learning('learning:read', null))).toBe(read));
  it(`records without an enrolment: ${record}`, () => expect(can(who, learning('learning:record', null))).toBe(record));
  it(`reads another person's way: ${readOther}`, () =>
    expect(can(who, learning('learning:read', 'somebody'))).toBe(readOther));
  it(`records for another person: ${recordOther}`, () =>
    expect(can(who, learning('learning:record', 'somebody'))).toBe(recordOther));
  it('reads and records on the own way', () => {
    expect(can(who, learning('learning:read', ME))).toBe('yes');
    expect(can(who, learning('learning:record', ME))).toBe('yes');
  });
});

describe('a working place', () => {
  const pairs = ROLES.flatMap((held) => ROLES.map((asked): [Role, Role] => [held, asked]));
  it.each(pairs)('held %s, asked for %s', (held, asked) => {
    for (const place of Object.values(PLACES))
      expect(can(actor({ role: held, ...place }), { action: 'workplace:open', on: { role: asked } })).toBe(
        held === asked ? 'yes' : 'no',
      );
  });

  it.each(ROLES)('of a %s stays closed to who has no role', (role) => {
    expect(can(actor(), { action: 'workplace:open', on: { role } })).toBe('no');
  });
});

describe('a mail that failed', () => {
  const retry = (centreId: string | null): Request => ({ action: 'mail:retry', on: { centreId } });

  it.each(ROLES.flatMap((role) => PLACE_NAMES.map((place): [Role, Place] => [role, place])))(
    'is sent again by a %s of %s only as operator, or as coordinator of its centre',
    (role, place) => {
      const who = actor({ role, ...PLACES[place] });
      const ofCentre = role === 'operator' || (role === 'coordinator' && place === 'its centre');
      expect(can(who, retry('our-centre'))).toBe(ofCentre ? 'yes' : 'hidden');
      expect(can(who, retry(null))).toBe(role === 'operator' ? 'yes' : 'hidden');
    },
  );
});

describe('several roles', () => {
  it('add up: what one of them allows is allowed', () => {
    const both = actor(
      { role: 'operator', ...PLACES['the whole installation'] },
      { role: 'trainer', ...PLACES['this cohort'] },
    );
    expect(can(both, learning('learning:read', null))).toBe('yes');
    expect(can(both, { action: 'workplace:open', on: { role: 'operator' } })).toBe('yes');
    expect(can(both, { action: 'workplace:open', on: { role: 'coordinator' } })).toBe('no');
  });

  it('do not mix: a role here and another there give none here', () => {
    const apart = actor(
      { role: 'trainer', ...PLACES['another centre'] },
      { role: 'coordinator', ...PLACES['this cohort'] },
    );
    expect(can(apart, learning('learning:read', null))).toBe('hidden');
  });
});

describe('a session without the passkey that the centre asks for', () => {
  const without = (grant: RoleGrant) => ({ ...actor(grant), mustAddPasskey: true });
  const coordinator = without({ role: 'coordinator', centreId: 'our-centre', cohortId: null });
  const closed: Request[] = [
    { action: 'workplace:open', on: { role: 'coordinator' } },
    { action: 'centre:manage', on: { centreId: 'our-centre' } },
    { action: 'person:manage', on: { centreIds: ['our-centre'] } },
    { action: 'person:close', on: { centreIds: ['our-centre'], isOperator: false } },
  ];
  it.each(closed)('does not open $action', (request) => {
    expect(can({ ...coordinator, mustAddPasskey: false }, request)).toBe('yes');
    expect(can(coordinator, request)).toBe('no');
  });

  it('does not manage the installation', () => {
    const operator = without({ role: 'operator', centreId: null, cohortId: null });
    expect(can(operator, { action: 'installation:manage', on: {} })).toBe('no');
  });

  it('leaves the own account and the own learning open', () => {
    expect(can(coordinator, { action: 'account:manage', on: { personId: ME } })).toBe('yes');
    expect(can(coordinator, learning('learning:record', ME))).toBe('yes');
  });

  it("still hides what is another centre's", () => {
    expect(can(coordinator, { action: 'centre:manage', on: { centreId: 'their-centre' } })).toBe('hidden');
  });
});
