import { describe, expect } from 'vitest';
import { authorize } from '#server/authorize.ts';
import {
  actorOf,
  COHORTS,
  it,
  people,
  PEOPLE,
  personId,
  refusalOf,
  type CohortName,
  type PersonName,
  type World,
} from '../support/world.ts';

/** Runs the check as work that may end in a refusal. */
const asked = (world: World, person: PersonName | null, request: Parameters<typeof authorize>[1]) =>
  refusalOf(Promise.resolve().then(() => authorize(world.as(person), request)));
const learning = (action: 'learning:read' | 'learning:record', whose: PersonName | null, cohort: CohortName) =>
  ({ action, on: { personId: whose === null ? null : personId(whose), cohort: COHORTS[cohort] } }) as const;

describe('who asks to read or record', () => {
  const table: [PersonName | null, PersonName | null, CohortName, string, string][] = [
    ['learner', 'learner', 'nord', 'not refused', 'not refused'],
    ['learner', 'classmate', 'nord', 'not-found', 'not-found'],
    ['learner', null, 'sued', 'not-found', 'not-found'],
    ['trainer', null, 'nord', 'not refused', 'forbidden'],
    ['trainer', 'learner', 'nord', 'not-found', 'not-found'],
    ['trainer', null, 'sued', 'not-found', 'not-found'],
    ['trainer', null, 'vorbei', 'not-found', 'not-found'],
    ['coordinator', null, 'nord', 'not-found', 'not-found'],
    ['operator', null, 'nord', 'not-found', 'not-found'],
    ['stranger', null, 'nord', 'not-found', 'not-found'],
    [null, null, 'nord', 'signed-out', 'signed-out'],
    [null, 'learner', 'nord', 'signed-out', 'signed-out'],
  ];
  it.for(table)('%s, the way of %s in %s', async ([person, whose, cohort, read, record], { world }) => {
    expect(await asked(world, person, learning('learning:read', whose, cohort))).toBe(read);
    expect(await asked(world, person, learning('learning:record', whose, cohort))).toBe(record);
  });
});

describe('who asks for a working place', () => {
  it.for(['trainer', 'coordinator', 'operator'] as const)('%s', async (role, { world }) => {
    for (const person of people())
      expect(await asked(world, person, { action: 'workplace:open', on: { role } })).toBe(
        PEOPLE[person].roles.some((grant) => grant.role === role) ? 'not refused' : 'forbidden',
      );
    expect(await asked(world, null, { action: 'workplace:open', on: { role } })).toBe('signed-out');
  });
});

it('who may is given back as the actor', ({ world }) => {
  expect(authorize(world.as('trainer'), { action: 'workplace:open', on: { role: 'trainer' } })).toEqual(
    actorOf('trainer'),
  );
});
