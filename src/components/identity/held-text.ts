import type { RoleOrLearner } from '#domain/identity/assignment.ts';
import { ROLE } from '#text/labels.ts';

/** "Trainer:in, Durchgang Nord" */
export const heldText = ({ role, cohort }: { role: RoleOrLearner; cohort: string | null }): string =>
  cohort === null ? ROLE[role] : `${ROLE[role]}, ${cohort}`;
