import { describe, expect, it } from 'vitest';
import type { RoleGrant } from '#domain/identity/actor.ts';
import { erasureObstacle } from '#domain/privacy/erasure-obstacle.ts';

const coordinator: RoleGrant = { role: 'coordinator', centreId: 'nord', cohortId: null };
const operator: RoleGrant = { role: 'operator', centreId: null, cohortId: null };
const trainer: RoleGrant = { role: 'trainer', centreId: 'nord', cohortId: null };
const nobody = { coordinators: new Map<string, number>(), operators: 0 };

describe('erasing a person', () => {
  it.each([
    ['a learner', [], nobody, null],
    ['the only trainer', [trainer], nobody, null],
    ['the last coordinator', [coordinator], nobody, { kind: 'last-coordinator', centreId: 'nord' }],
    ['one of two coordinators', [coordinator], { ...nobody, coordinators: new Map([['nord', 1]]) }, null],
    [
      'a coordinator of two centres who is the last of one',
      [coordinator, { ...coordinator, centreId: 'sued' }],
      { ...nobody, coordinators: new Map([['nord', 2]]) },
      { kind: 'last-coordinator', centreId: 'sued' },
    ],
    ['the last operator', [operator], nobody, { kind: 'last-operator' }],
    ['one of two operators', [operator], { ...nobody, operators: 1 }, null],
  ] as const)('stands against %s: %#', (_who, roles, others, expected) =>
    expect(erasureObstacle({ active: true, roles }, others)).toEqual(expected),
  );

  it('is not stopped by an account that opens nothing any more', () =>
    expect(erasureObstacle({ active: false, roles: [coordinator, operator] }, nobody)).toBeNull());
});
