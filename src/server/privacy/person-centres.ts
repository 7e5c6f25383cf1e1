import { eq } from 'drizzle-orm';
import { cohorts, enrolments } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { persons, roles } from '../identity/tables.ts';

/** Ids of the centres that know a person: who brought the person in, who gave a role, where the person learns. */
export async function personCentres(ctx: Context, personId: string): Promise<string[]> {
  const own = await ctx.db.select({ id: persons.centreId }).from(persons).where(eq(persons.id, personId));
  const byRole = await ctx.db
    .select({ id: roles.centreId, ofCohort: cohorts.centreId })
    .from(roles)
    .leftJoin(cohorts, eq(cohorts.id, roles.cohortId))
    .where(eq(roles.personId, personId));
  const byEnrolment = await ctx.db
    .select({ id: cohorts.centreId })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(eq(enrolments.personId, personId));
  const all = [...own.map(({ id }) => id), ...byRole.flatMap(({ id, ofCohort }) => [id, ofCohort])];
  return [...new Set([...all, ...byEnrolment.map(({ id }) => id)])].filter((id) => id !== null);
}
