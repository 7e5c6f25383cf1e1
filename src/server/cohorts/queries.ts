import { and, asc, eq, gte, inArray, or } from 'drizzle-orm';
import type { DatedSession } from '#domain/cohorts/dated-session.ts';
import { hasRoleFor } from '#domain/identity/actor.ts';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import { centres } from '../identity/tables.ts';
import { cohortLiveSessions, cohorts, liveSessions } from './tables.ts';

/** A cohort as everybody may see it: no names, no numbers. */
export interface PublicCohort {
  id: string;
  title: string;
  centre: string;
  zone: string;
  startsOn: string;
  endsOn: string;
  sessions: DatedSession[];
}

/** Cohorts of a programme that are not over on `today` (YYYY-MM-DD), by their beginning. */
export async function publicCohorts(ctx: Context, programmeId: string, today: string): Promise<PublicCohort[]> {
  const found = await ctx.db
    .select({
      id: cohorts.id,
      title: cohorts.title,
      centre: centres.name,
      zone: cohorts.zone,
      startsOn: cohorts.startsOn,
      endsOn: cohorts.endsOn,
    })
    .from(cohorts)
    .innerJoin(centres, eq(centres.id, cohorts.centreId))
    .where(and(eq(cohorts.programmeId, programmeId), gte(cohorts.endsOn, today)))
    .orderBy(asc(cohorts.startsOn));
  if (found.length === 0) return [];
  const rows = await ctx.db
    .select({ cohortId: cohortLiveSessions.cohortId, live: liveSessions })
    .from(cohortLiveSessions)
    .innerJoin(liveSessions, eq(liveSessions.id, cohortLiveSessions.liveSessionId))
    .where(
      inArray(
        cohortLiveSessions.cohortId,
        found.map((cohort) => cohort.id),
      ),
    )
    .orderBy(asc(liveSessions.startsAt));
  return found.map((cohort) => ({
    ...cohort,
    sessions: rows.filter((row) => row.cohortId === cohort.id).map((row) => row.live),
  }));
}

/** Cohorts in which the actor is a trainer. */
export async function cohortsTaught(
  ctx: Context,
): Promise<{ slug: string; title: string; programmeId: string; startsOn: string; endsOn: string }[]> {
  const actor = authorize(ctx, { action: 'workplace:open', on: { role: 'trainer' } });
  const grants = actor.roles.filter((grant) => grant.role === 'trainer');
  const everywhere = grants.some((grant) => grant.centreId === null && grant.cohortId === null);
  const rows = await ctx.db
    .select()
    .from(cohorts)
    .where(
      everywhere
        ? undefined
        : or(
            inArray(
              cohorts.id,
              grants.flatMap((grant) => grant.cohortId ?? []),
            ),
            inArray(
              cohorts.centreId,
              grants.flatMap((grant) => (grant.cohortId === null ? (grant.centreId ?? []) : [])),
            ),
          ),
    )
    .orderBy(asc(cohorts.startsOn));
  return rows.filter((cohort) => hasRoleFor(actor, 'trainer', cohort));
}
