import { and, eq, sql } from 'drizzle-orm';
import { authorize, signedIn } from '../authorize.ts';
import { prepared, type Context, type Db } from '../context.ts';
import { cohorts, enrolments } from '../cohorts/tables.ts';
import { Refusal } from '../refusal.ts';

const enrolmentStatement = (db: Db) =>
  db
    .select({
      cohortId: cohorts.id,
      slug: cohorts.slug,
      title: cohorts.title,
      centreId: cohorts.centreId,
      programmeId: cohorts.programmeId,
      zone: cohorts.zone,
      answersUntil: cohorts.answersUntil,
      enrolmentId: enrolments.id,
    })
    .from(cohorts)
    .leftJoin(
      enrolments,
      and(eq(enrolments.cohortId, cohorts.id), eq(enrolments.personId, sql.placeholder('personId'))),
    )
    .where(eq(cohorts.slug, sql.placeholder('slug')))
    .prepare();

/** A cohort as the actor takes part in it; without an enrolment it is a trainer's view. */
export type Participation = Awaited<ReturnType<ReturnType<typeof enrolmentStatement>['execute']>>[number];

/** How the actor takes part in the cohort; refuses who neither learns nor teaches there. */
export async function participation(ctx: Context, cohortSlug: string): Promise<Participation> {
  const { personId } = signedIn(ctx);
  const [found] = await prepared(ctx.db, enrolmentStatement).execute({ slug: cohortSlug, personId });
  if (found === undefined) throw new Refusal('not-found');
  authorize(ctx, { action: 'learning:read', on: learningOf(found, personId) });
  return found;
}

/** The actor's enrolment, for recording; refuses trainers, strangers, and everybody after the cohort has closed. */
export async function enrolmentForRecording(
  ctx: Context,
  cohortSlug: string,
): Promise<Participation & { enrolmentId: string }> {
  const { personId } = signedIn(ctx);
  const [found] = await prepared(ctx.db, enrolmentStatement).execute({ slug: cohortSlug, personId });
  if (found === undefined) throw new Refusal('not-found');
  authorize(ctx, { action: 'learning:record', on: learningOf(found, personId) });
  if (isClosed(found, ctx.now)) throw new Refusal('expired', 'answers-closed');
  if (found.enrolmentId === null) throw new Refusal('not-found');
  return { ...found, enrolmentId: found.enrolmentId };
}

/** Whether the cohort takes answers no more: its last day, in its zone, is over. */
export function isClosed(cohort: { answersUntil: string | null; zone: string }, now: Date): boolean {
  if (cohort.answersUntil === null) return false;
  return calendarDay(now, cohort.zone) > cohort.answersUntil;
}

const learningOf = (found: Participation, personId: string) => ({
  personId: found.enrolmentId === null ? null : personId,
  cohort: { id: found.cohortId, centreId: found.centreId },
});

/** The calendar day in a zone, YYYY-MM-DD (the Swedish form is ISO 8601). */
const calendarDay = (at: Date, zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
