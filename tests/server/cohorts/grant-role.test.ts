import { describe, expect } from 'vitest';
import type { Assignment } from '#domain/identity/assignment.ts';
import { grantRole } from '#server/cohorts/grant-role.ts';
import { audited, queued, roleIds, signInBefore, stillSignedIn } from '../../support/administration.ts';
import { it, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const grant = (world: World, person: PersonName, assignment: Assignment, who: PersonName = 'coordinator') =>
  grantRole(world.as(who), { personId: personId(person), centreId: 'centre-nord', assignment });

describe('a role that is given', () => {
  it('is there, signs its holder out, is told by mail and stands in the log', async ({ world }) => {
    await signInBefore(world, 'learner');
    expect(await grant(world, 'learner', { role: 'partner' })).toBe(true);
    expect(await roleIds(world, 'learner', 'partner')).toHaveLength(1);
    expect(await stillSignedIn(world, 'learner')).toBe(false);
    expect(await queued(world)).toEqual(['invitation learner@world.example Ihr Zugang: Zentrum Nord']);
    expect(await audited(world)).toEqual(['role-granted person-learner centre-nord']);
  });

  it('that was there already changes nothing and tells nobody', async ({ world }) => {
    await signInBefore(world, 'trainer');
    expect(await grant(world, 'trainer', { role: 'trainer', cohortId: 'cohort-nord' })).toBe(false);
    expect(await stillSignedIn(world, 'trainer')).toBe(true);
    expect([await queued(world), await audited(world)]).toEqual([[], []]);
  });

  it('to oneself ends all sessions but the one in which it was given', async ({ world }) => {
    await signInBefore(world, 'coordinator');
    await signInBefore(world, 'coordinator', 'session-coordinator');
    await grant(world, 'coordinator', { role: 'partner' });
    expect(await world.rows('select id from session')).toEqual([{ id: 'session-coordinator' }]);
  });

  it('may be a place as a learner, which signs nobody out', async ({ world }) => {
    await signInBefore(world, 'trainer');
    await grant(world, 'trainer', { role: 'learner', cohortId: 'cohort-nord' });
    expect(await world.rows("select cohort_id from enrolment where person_id = 'person-trainer'")).toEqual([
      { cohort_id: 'cohort-nord' },
    ]);
    expect(await stillSignedIn(world, 'trainer')).toBe(true);
  });
});

describe('a role is not given', () => {
  const refused: [string, PersonName, PersonName, Assignment][] = [
    ['to a person of another centre', 'coordinator', 'otherLearner', { role: 'partner' }],
    ['to an operator of no centre', 'coordinator', 'operator', { role: 'partner' }],
    ['in a cohort of another centre', 'coordinator', 'learner', { role: 'trainer', cohortId: 'cohort-sued' }],
    ['by a coordinator of another centre', 'otherCoordinator', 'learner', { role: 'partner' }],
    [
      'by a coordinator of another centre to the own people',
      'otherCoordinator',
      'otherLearner',
      { role: 'coordinator' },
    ],
    ['by a trainer', 'trainer', 'learner', { role: 'partner' }],
    ['by an operator', 'operator', 'learner', { role: 'coordinator' }],
    ['by a learner to himself', 'learner', 'learner', { role: 'coordinator' }],
  ];
  it.for(refused)('%s', async ([, who, person, assignment], { world }) => {
    const before = await world.rows('select id from role');
    expect(await refusalOf(grant(world, person, assignment, who))).toBe('not-found');
    expect(await world.rows('select id from role')).toEqual(before);
  });

  it('to nobody who is not there', async ({ world }) => {
    const asked = grantRole(world.as('coordinator'), {
      personId: 'nobody',
      centreId: 'centre-nord',
      assignment: { role: 'partner' },
    });
    expect(await refusalOf(asked)).toBe('not-found');
  });
});
