import { asc, eq, isNotNull, and } from 'drizzle-orm';
import { heldParticipation, holdIsOver } from '#domain/privacy/held-participation.ts';
import { newId } from '#platform/random.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { attendances, cohortLiveSessions, cohorts, enrolments, liveSessions } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { persons } from '../identity/tables.ts';
import { heldRecords } from './tables.ts';

/** Something that must be kept for the funder, as its owner is told. */
export interface Hold {
  cohortTitle: string;
  /** Last day, YYYY-MM-DD. */
  until: string;
  reason: string;
}

/** What has to be kept of a person beyond an erasure now: participations whose cohort must still be accounted for. */
export async function holdsOf(ctx: Context, personId: string): Promise<Hold[]> {
  return (await participations(ctx, personId)).map(({ cohort, until, reason }) => ({
    cohortTitle: cohort.title,
    until,
    reason,
  }));
}

/** Each participation that must still be shown to the funder is a held record; returns them as the owner is told. */
export async function holdParticipation(tx: Context, personId: string): Promise<Hold[]> {
  const [person] = await tx.db
    .select({ givenName: persons.givenName, familyName: persons.familyName })
    .from(persons)
    .where(eq(persons.id, personId));
  if (person === undefined) return [];
  const holds: Hold[] = [];
  for (const { cohort, enrolledAt, until, reason } of await participations(tx, personId)) {
    const { id: cohortId, centreId, ...shown } = cohort;
    const id = newId();
    await tx.db.insert(heldRecords).values({
      id,
      centreId,
      personId,
      kind: 'participation',
      until,
      reason,
      heldAt: tx.now,
      record: heldParticipation.parse({
        ...person,
        cohort: shown,
        enrolledAt: enrolledAt.toISOString(),
        attendance: await attendanceIn(tx, personId, cohortId),
      }),
    });
    await recordAudit(tx, { action: 'hold-placed', target: { kind: 'hold', id }, centreId });
    holds.push({ cohortTitle: cohort.title, until, reason });
  }
  return holds;
}

async function participations(ctx: Context, personId: string) {
  const found = await ctx.db
    .select({
      cohort: {
        id: cohorts.id,
        centreId: cohorts.centreId,
        title: cohorts.title,
        programmeId: cohorts.programmeId,
        zone: cohorts.zone,
        startsOn: cohorts.startsOn,
        endsOn: cohorts.endsOn,
      },
      enrolledAt: enrolments.enrolledAt,
      until: cohorts.evidenceUntil,
      reason: cohorts.evidenceReason,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(eq(enrolments.personId, personId), isNotNull(cohorts.evidenceUntil)))
    .orderBy(asc(cohorts.evidenceUntil));
  return found.flatMap(({ until, reason, ...rest }) =>
    until === null || holdIsOver(until, rest.cohort.zone, ctx.now) ? [] : [{ ...rest, until, reason: reason ?? '' }],
  );
}

async function attendanceIn(tx: Context, personId: string, cohortId: string) {
  const found = await tx.db
    .select({
      sessionKey: liveSessions.sessionKey,
      title: liveSessions.title,
      startsAt: liveSessions.startsAt,
      endsAt: liveSessions.endsAt,
      status: attendances.status,
    })
    .from(attendances)
    .innerJoin(liveSessions, eq(liveSessions.id, attendances.liveSessionId))
    .innerJoin(
      cohortLiveSessions,
      and(eq(cohortLiveSessions.liveSessionId, liveSessions.id), eq(cohortLiveSessions.cohortId, cohortId)),
    )
    .where(eq(attendances.personId, personId))
    .orderBy(asc(liveSessions.startsAt));
  return found.map(({ sessionKey, title, startsAt, endsAt, status }) => ({
    title: title ?? sessionTitle(tx, sessionKey),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    status,
  }));
}

const sessionTitle = ({ catalogue }: Context, key: string | null): string | null =>
  key !== null && Object.hasOwn(catalogue.sessions, key) ? (catalogue.sessions[key]?.title ?? null) : null;
