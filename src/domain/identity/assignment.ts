import type { Role } from './actor.ts';

/** What a coordinator gives in a cohort: a place, or a role there. */
export const COHORT_ASSIGNMENTS = ['learner', 'trainer', 'guest_trainer'] as const;
/** What a coordinator gives for the whole centre. */
export const CENTRE_ASSIGNMENTS = ['coordinator', 'partner'] as const;

export type CohortAssignment = (typeof COHORT_ASSIGNMENTS)[number];
export type CentreAssignment = (typeof CENTRE_ASSIGNMENTS)[number];

/** A place or a role that is given to a person, and where. */
export type Assignment = { role: CohortAssignment; cohortId: string } | { role: CentreAssignment };

/** An assignment from the fields of a form; `cohort` when it needs a cohort and has none, null for what nobody can give. */
export function readAssignment(role: string, cohortId: string): Assignment | 'cohort' | null {
  const ofCentre = CENTRE_ASSIGNMENTS.find((each) => each === role);
  if (ofCentre !== undefined) return { role: ofCentre };
  const ofCohort = COHORT_ASSIGNMENTS.find((each) => each === role);
  if (ofCohort === undefined) return null;
  return cohortId === '' ? 'cohort' : { role: ofCohort, cohortId };
}

/** What a person can be at a centre, for the words: a role, or a learner by an enrolment. */
export type RoleOrLearner = Role | 'learner';
