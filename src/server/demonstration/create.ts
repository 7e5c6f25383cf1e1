import { rightAnswer } from '#domain/catalogue/right-answer.ts';
import { dayIn } from '#domain/cohorts/calendar.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { hashPassword } from '#platform/password-hash.ts';
import { newId } from '#platform/random.ts';
import { attendances, cohortLiveSessions, cohorts, enrolments, liveSessions } from '../cohorts/tables.ts';
import { inTransaction, type Context } from '../context.ts';
import { accounts, centres, persons, roles } from '../identity/tables.ts';
import { attempts, unitCompletions, unitVisits } from '../learning/tables.ts';
import { DEMO_COHORT, DEMO_KICK_OFF, DEMO_LEARNERS, DEMO_OWN_WORDS, DEMO_ZONE, demonstrationDates } from './plan.ts';
import { demonstrations } from './tables.ts';

type LearnerPlan = (typeof DEMO_LEARNERS)[number];
/** Whom the sign-in of a learner shows: one unit done, in the middle of the second. */
const SIGNED_IN_LEARNER = { completed: 1, started: true, kickOff: 'present' } as const;
const ROWS_PER_INSERT = 500;

/** A new database becomes a demonstration: one centre, one cohort around today, four sign-ins, eleven more learners. */
export async function createDemonstration(ctx: Context): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const today = dayIn(DEMO_ZONE, ctx.now);
  const { startsOn, endsOn, sessions } = demonstrationDates(today);
  await inTransaction(ctx, async (tx) => {
    const { db, now } = tx;
    const centreId = 'demo-zentrum';
    await db.insert(demonstrations).values({ id: 'demonstration', laidAround: today });
    await db.insert(centres).values({ id: centreId, name: 'Digitalisierungszentrum Musterregion' });
    await db
      .insert(cohorts)
      .values({ ...DEMO_COHORT, centreId, title: 'Digital Maker Musterregion', zone: DEMO_ZONE, startsOn, endsOn });
    await db.insert(liveSessions).values(sessions);
    await db
      .insert(cohortLiveSessions)
      .values(sessions.map(({ id }) => ({ cohortId: DEMO_COHORT.id, liveSessionId: id })));
    let trainerId = '';
    for (const { email, name, role } of DEMO_ACCOUNTS) {
      const personId = `demo-${email.split('@')[0] ?? ''}`;
      await db
        .insert(persons)
        .values({ id: personId, givenName: name[0], familyName: name[1], contactEmail: email, createdAt: now });
      await db
        .insert(accounts)
        .values({ id: personId, personId, email, passwordHash, createdAt: now, acceptedAt: now });
      if (role === 'trainer') trainerId = personId;
      if (role !== null)
        await db.insert(roles).values({
          id: newId(),
          personId,
          role,
          centreId: role === 'coordinator' ? centreId : null,
          cohortId: role === 'trainer' ? DEMO_COHORT.id : null,
          since: now,
        });
    }
    await insertLearners(tx, trainerId, [
      { personId: 'demo-teilnehmerin', plan: { name: ['Jana', 'Brinkmann'], ...SIGNED_IN_LEARNER }, known: true },
      ...DEMO_LEARNERS.map((plan) => ({ personId: newId(), plan, known: false })),
    ]);
  });
}

/** Fills the demonstration with generated learners at all points of the line; returns how many there are now. */
export async function addGeneratedLearners(ctx: Context, count: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const generated = Array.from({ length: count }, (_, index): LearnerPlan => {
      const completed = index % 7;
      return {
        name: ['Person', String(index + 1).padStart(5, '0')],
        completed,
        started: completed < 6 && index % 2 === 0,
        kickOff: 'present',
      };
    });
    await insertLearners(
      tx,
      'demo-trainerin',
      generated.map((plan) => ({ personId: newId(), plan, known: false })),
    );
  });
}

async function insertLearners(
  tx: Context,
  trainerId: string,
  learners: { personId: string; plan: LearnerPlan; known: boolean }[],
): Promise<void> {
  const { db, now, catalogue } = tx;
  const units = (catalogue.programmes[DEMO_COHORT.programmeId]?.line ?? []).flatMap(({ stations }) =>
    stations.flatMap((station) => (station.kind === 'unit' ? (catalogue.units[station.key] ?? []) : [])),
  );
  const newPersons: (typeof persons.$inferInsert)[] = [];
  const newEnrolments: (typeof enrolments.$inferInsert)[] = [];
  const newAttendances: (typeof attendances.$inferInsert)[] = [];
  const newAttempts: (typeof attempts.$inferInsert)[] = [];
  const newCompletions: (typeof unitCompletions.$inferInsert)[] = [];
  const newVisits: (typeof unitVisits.$inferInsert)[] = [];
  for (const { personId, plan, known } of learners) {
    const enrolmentId = known ? 'demo-anmeldung' : newId();
    if (!known) newPersons.push({ id: personId, givenName: plan.name[0], familyName: plan.name[1], createdAt: now });
    newEnrolments.push({ id: enrolmentId, cohortId: DEMO_COHORT.id, personId, enrolledAt: now });
    newAttendances.push({
      personId,
      liveSessionId: DEMO_KICK_OFF,
      status: plan.kickOff,
      recordedAt: now,
      recordedBy: trainerId,
    });
    for (const [index, unit] of units.entries()) {
      const completed = index < plan.completed;
      if (!completed && !(plan.started && index === plan.completed)) continue;
      const done = completed ? unit.exercises : unit.exercises.slice(0, Math.floor(unit.exercises.length / 2));
      for (const key of done) {
        const exercise = catalogue.exercises[key];
        if (exercise === undefined) continue;
        newAttempts.push({
          enrolmentId,
          attemptId: newId(),
          exercise: key,
          answer: (known ? DEMO_OWN_WORDS[key] : undefined) ?? rightAnswer(exercise),
          passed: true,
          score: 1,
          answeredAt: now,
        });
      }
      if (completed) newCompletions.push({ enrolmentId, unit: unit.key, completedAt: now });
      const anchor = unit.headings[Math.floor(unit.headings.length / 2)]?.id;
      if (!completed && anchor) newVisits.push({ enrolmentId, unit: unit.key, anchor, visitedAt: now });
    }
  }
  for (const rows of chunks(newPersons)) await db.insert(persons).values(rows);
  for (const rows of chunks(newEnrolments)) await db.insert(enrolments).values(rows);
  for (const rows of chunks(newAttendances)) await db.insert(attendances).values(rows);
  for (const rows of chunks(newAttempts)) await db.insert(attempts).values(rows);
  for (const rows of chunks(newCompletions)) await db.insert(unitCompletions).values(rows);
  for (const rows of chunks(newVisits)) await db.insert(unitVisits).values(rows);
}

function chunks<Row>(rows: Row[]): Row[][] {
  const result: Row[][] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    result.push(rows.slice(start, start + ROWS_PER_INSERT));
  return result;
}
