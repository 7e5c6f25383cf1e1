import { and, eq, exists, gte, gt, isNotNull, lte, not, or, type SQL } from 'drizzle-orm';
import { dayIn } from '#domain/cohorts/calendar.ts';
import { PERSON_RULES } from '#domain/privacy/personal-data.ts';
import { before } from '#domain/privacy/period.ts';
import { attendances, cohorts, enrolments, liveSessions } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { persons, roles } from '../identity/tables.ts';
import { erasureRequests } from './tables.ts';

/** Persons for whom the time limit has come and who were not told yet, nor asked to stay lately; their ids. */
export async function inactivePersons(ctx: Context): Promise<string[]> {
  const asked = ctx.db
    .select({ is: erasureRequests.personId })
    .from(erasureRequests)
    .where(
      and(
        eq(erasureRequests.personId, persons.id),
        or(isNotNull(erasureRequests.dueAt), gt(erasureRequests.keptAt, before(ctx.now, PERSON_RULES.kept))),
      ),
    );
  const rows = await ctx.db
    .select({ id: persons.id })
    .from(persons)
    .where(and(isInactive(ctx), not(exists(asked))));
  return rows.map(({ id }) => id);
}

/** Whether the time limit still holds for this person, who may have come back meanwhile. */
export async function isStillInactive(ctx: Context, personId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: persons.id })
    .from(persons)
    .where(and(eq(persons.id, personId), isInactive(ctx)));
  return rows.length > 0;
}

/** Taken in long ago, without a role, and in no cohort or live session since then. */
function isInactive({ db, now }: Context): SQL | undefined {
  const since = before(now, PERSON_RULES.inactive);
  const role = db.select({ is: roles.id }).from(roles).where(eq(roles.personId, persons.id));
  const place = db
    .select({ is: enrolments.id })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(eq(enrolments.personId, persons.id), gte(cohorts.endsOn, dayIn('UTC', since))));
  const attended = db
    .select({ is: attendances.personId })
    .from(attendances)
    .innerJoin(liveSessions, eq(liveSessions.id, attendances.liveSessionId))
    .where(and(eq(attendances.personId, persons.id), gt(liveSessions.endsAt, since)));
  return and(lte(persons.createdAt, since), not(exists(role)), not(exists(place)), not(exists(attended)));
}
