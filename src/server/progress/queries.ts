import { and, asc, eq, sql } from 'drizzle-orm';
import type { DatedSession } from '#domain/cohorts/dated-session.ts';
import { lineOf, type LearningFacts, type Line } from '#domain/progress/line.ts';
import { authorize, signedIn } from '../authorize.ts';
import { attendances, cohortLiveSessions, cohorts, enrolments, liveSessions } from '../cohorts/tables.ts';
import { prepared, type Context, type Db } from '../context.ts';
import { centres } from '../identity/tables.ts';
import { attempts, unitCompletions, unitVisits } from '../learning/tables.ts';

/** A cohort in which the actor learns, with the line. */
export interface CohortLine {
  cohort: {
    slug: string;
    title: string;
    zone: string;
    endsOn: string;
    programmeId: string;
    enrolled: number;
    /** Who answers for it. */
    centre: { name: string; logoFileId: string | null };
  };
  certificate: 'competence' | 'attendance';
  line: Line;
}

const enrolmentsStatement = (db: Db) =>
  db
    .select({
      enrolmentId: enrolments.id,
      cohortId: cohorts.id,
      slug: cohorts.slug,
      title: cohorts.title,
      zone: cohorts.zone,
      endsOn: cohorts.endsOn,
      centreId: cohorts.centreId,
      centre: { name: centres.name, logoFileId: centres.logoFileId },
      programmeId: cohorts.programmeId,
      enrolled: sql<number>`(select count(*) from enrolment e where e.cohort_id = ${cohorts.id})`,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(centres, eq(centres.id, cohorts.centreId))
    .where(eq(enrolments.personId, sql.placeholder('personId')))
    .orderBy(asc(cohorts.startsOn), asc(cohorts.slug))
    .prepare();

const sessionsStatement = (db: Db) =>
  db
    .select({
      id: liveSessions.id,
      sessionKey: liveSessions.sessionKey,
      title: liveSessions.title,
      startsAt: liveSessions.startsAt,
      endsAt: liveSessions.endsAt,
      mode: liveSessions.mode,
      place: liveSessions.place,
    })
    .from(cohortLiveSessions)
    .innerJoin(liveSessions, eq(liveSessions.id, cohortLiveSessions.liveSessionId))
    .where(eq(cohortLiveSessions.cohortId, sql.placeholder('cohortId')))
    .prepare();

const completionsStatement = (db: Db) =>
  db
    .select({ unit: unitCompletions.unit })
    .from(unitCompletions)
    .where(eq(unitCompletions.enrolmentId, sql.placeholder('enrolmentId')))
    .prepare();

const exercisesStatement = (db: Db) =>
  db
    .select({ exercise: attempts.exercise, passed: sql<number>`max(${attempts.passed})` })
    .from(attempts)
    .where(eq(attempts.enrolmentId, sql.placeholder('enrolmentId')))
    .groupBy(attempts.exercise)
    .prepare();

const visitsStatement = (db: Db) =>
  db
    .select({ unit: unitVisits.unit, anchor: unitVisits.anchor })
    .from(unitVisits)
    .where(eq(unitVisits.enrolmentId, sql.placeholder('enrolmentId')))
    .prepare();

const attendanceStatement = (db: Db) =>
  db
    .select({ liveSessionId: attendances.liveSessionId, status: attendances.status })
    .from(attendances)
    .innerJoin(
      cohortLiveSessions,
      and(
        eq(cohortLiveSessions.liveSessionId, attendances.liveSessionId),
        eq(cohortLiveSessions.cohortId, sql.placeholder('cohortId')),
      ),
    )
    .where(eq(attendances.personId, sql.placeholder('personId')))
    .prepare();

/** The actor's cohorts with their lines; the most urgent first: by the next session, those without one last. */
export async function myLines(ctx: Context): Promise<CohortLine[]> {
  const { personId } = signedIn(ctx);
  const lines: CohortLine[] = [];
  for (const found of await prepared(ctx.db, enrolmentsStatement).execute({ personId })) {
    authorize(ctx, {
      action: 'learning:read',
      on: { personId, cohort: { id: found.cohortId, centreId: found.centreId } },
    });
    const programme = ctx.catalogue.programmes[found.programmeId];
    if (programme === undefined) continue;
    const facts = await learningFacts(ctx, { ...found, personId });
    const { slug, title, zone, endsOn, programmeId, enrolled, centre } = found;
    lines.push({
      cohort: { slug, title, zone, endsOn, programmeId, enrolled, centre },
      certificate: programme.certificate.kind,
      line: lineOf(programme, ctx.catalogue, await datedSessions(ctx, found.cohortId), facts, ctx.now),
    });
  }
  const urgency = ({ line }: CohortLine) => line.nextSession?.live?.startsAt.getTime() ?? (line.next ? 1e15 : Infinity);
  return lines.sort((a, b) => urgency(a) - urgency(b));
}

/** The live sessions of a cohort with their dates. */
export async function datedSessions(ctx: Context, cohortId: string): Promise<DatedSession[]> {
  return prepared(ctx.db, sessionsStatement).execute({ cohortId });
}

async function learningFacts(
  ctx: Context,
  of: { enrolmentId: string; cohortId: string; personId: string },
): Promise<LearningFacts> {
  const { enrolmentId, cohortId, personId } = of;
  const completions = await prepared(ctx.db, completionsStatement).execute({ enrolmentId });
  const tried = await prepared(ctx.db, exercisesStatement).execute({ enrolmentId });
  const visits = await prepared(ctx.db, visitsStatement).execute({ enrolmentId });
  const attendance = await prepared(ctx.db, attendanceStatement).execute({ cohortId, personId });
  return {
    completedUnits: new Set(completions.map((row) => row.unit)),
    exercises: new Map(tried.map((row) => [row.exercise, { passed: row.passed > 0 }])),
    anchors: new Map(visits.map((row) => [row.unit, row.anchor])),
    attendance: new Map(attendance.map((row) => [row.liveSessionId, row.status])),
  };
}
