import { and, eq } from 'drizzle-orm';
import type { Assignment } from '#domain/identity/assignment.ts';
import { newId } from '#platform/random.ts';
import type { Context } from '../context.ts';
import { addRole } from '../identity/add-role.ts';
import { centres } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { cohorts, enrolments } from './tables.ts';

/** The names of the place at which something is given; refuses a cohort that is not the centre's. */
export async function placeOf(
  tx: Context,
  centreId: string,
  assignment: Assignment,
): Promise<{ centre: string; centreId: string; role: Assignment['role']; cohort: string | null }> {
  const [centre] = await tx.db.select({ name: centres.name }).from(centres).where(eq(centres.id, centreId));
  if (centre === undefined) throw new Refusal('not-found');
  const place = { centre: centre.name, centreId, role: assignment.role, cohort: null };
  if (!('cohortId' in assignment)) return place;
  const [cohort] = await tx.db
    .select({ title: cohorts.title })
    .from(cohorts)
    .where(and(eq(cohorts.id, assignment.cohortId), eq(cohorts.centreId, centreId)));
  if (cohort === undefined) throw new Refusal('not-found');
  return { ...place, cohort: cohort.title };
}

/** The person has the place or the role; what was there is left as it is. Returns whether it is new. */
export async function assign(
  tx: Context,
  holder: { personId: string; accountId: string | null },
  centreId: string,
  assignment: Assignment,
): Promise<boolean> {
  if (assignment.role !== 'learner')
    return addRole(tx, holder, {
      role: assignment.role,
      ...('cohortId' in assignment ? { centreId: null, cohortId: assignment.cohortId } : { centreId, cohortId: null }),
    });
  const added = await tx.db
    .insert(enrolments)
    .values({ id: newId(), cohortId: assignment.cohortId, personId: holder.personId, enrolledAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: enrolments.id });
  return added.length > 0;
}

/** What the audit log keeps of an assignment. */
export const assignmentDetail = (assignment: Assignment): Record<string, string> => ({
  role: assignment.role,
  ...('cohortId' in assignment ? { cohort: assignment.cohortId } : {}),
});
