import { describe, expect, it } from 'vitest';
import { readAssignment } from '#domain/identity/assignment.ts';

describe('what a coordinator gives', () => {
  it.each(['learner', 'trainer', 'guest_trainer'])('%s needs a cohort', (role) => {
    expect(readAssignment(role, 'cohort-nord')).toEqual({ role, cohortId: 'cohort-nord' });
    expect(readAssignment(role, '')).toBe('cohort');
  });

  it.each(['coordinator', 'partner'])('%s is for the whole centre, whatever cohort was chosen', (role) => {
    expect(readAssignment(role, 'cohort-nord')).toEqual({ role });
  });

  it.each(['operator', 'company_contact', '', '__proto__', 'constructor'])('%j cannot be given', (role) => {
    expect(readAssignment(role, 'cohort-nord')).toBeNull();
  });
});
