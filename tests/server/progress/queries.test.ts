import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { attendances, cohortLiveSessions, enrolments, liveSessions } from '#server/cohorts/tables.ts';
import { inTransaction } from '#server/context.ts';
import { recordVisit } from '#server/learning/record-visit.ts';
import { submitAnswer } from '#server/learning/submit-answer.ts';
import { attempts, unitCompletions, unitVisits } from '#server/learning/tables.ts';
import { datedSessions, myLines, type CohortLine } from '#server/progress/queries.ts';
import { ANFANG_EXERCISES, RIGHT, WRONG } from '../../support/fixture-answers.ts';
import {
  COHORTS,
  enrolmentId,
  inDays,
  it,
  NOW,
  personId,
  refusalOf,
  type CohortName,
  type World,
} from '../../support/world.ts';

const enrol = (world: World, cohort: CohortName) =>
  inTransaction(world.as(null), ({ db }) =>
    db.insert(enrolments).values({
      id: enrolmentId('learner', cohort),
      cohortId: COHORTS[cohort].id,
      personId: personId('learner'),
      enrolledAt: NOW,
    }),
  );
const slugs = (lines: CohortLine[]) => lines.map(({ cohort }) => cohort.slug);
const stations = ({ line }: CohortLine) =>
  line.modules.flatMap((module) => module.stations.map((station) => `${station.key} ${station.state}`));

describe('the line of a learner', () => {
  it('begins with the first unit, and names cohort, group and certificate', async ({ world }) => {
    const [line, ...more] = await myLines(world.as('learner'));
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      cohort: {
        slug: 'nord',
        title: 'Nord',
        zone: 'Europe/Berlin',
        endsOn: '2027-02-19',
        programmeId: 'ganz',
        enrolled: 2,
        centre: { name: 'Zentrum Nord', logoFileId: null },
      },
      certificate: 'competence',
      line: {
        next: { key: 'muster/anfang', state: 'open', anchor: null },
        nextSession: { key: 'muster/werkstatt' },
        units: { done: 0, total: 3 },
        sessions: { attended: 0, total: 2 },
      },
    });
  });

  it('follows what was recorded', async ({ world }) => {
    await world.completes('learner', ['muster/anfang']);
    await world.passes('learner', ANFANG_EXERCISES);
    await world.attends('learner', 'live-meeting', 'late');
    await recordVisit(world.as('learner'), { cohort: 'nord', unit: 'muster/weiter', anchor: 'uebung-rechnen' });
    const [line] = await myLines(world.as('learner'));
    expect(line && stations(line)).toEqual([
      'muster/anfang done',
      'muster/weiter started',
      'muster/lesen open',
      'muster/werkstatt upcoming',
      'spaeter/kennenlernen attended',
    ]);
    expect(line?.line).toMatchObject({
      next: { key: 'muster/weiter', anchor: 'uebung-rechnen' },
      units: { done: 1 },
      sessions: { attended: 1 },
    });
  });

  it('takes the best try of each exercise', async ({ world }) => {
    for (const [index, fields] of [WRONG, RIGHT, WRONG].entries())
      await submitAnswer(world.as('learner'), {
        cohort: 'nord',
        exercise: 'muster/begriffe',
        attemptId: `attempt-${index}`,
        fields,
      });
    const [line] = await myLines(world.as('learner'));
    expect(line?.line.next).toMatchObject({ key: 'muster/anfang', passed: 1, required: 5 });
  });

  it("has nothing of a classmate's in it", async ({ world }) => {
    const before = await myLines(world.as('learner'));
    await world.completes('classmate', ['muster/anfang']);
    await world.passes('classmate', ANFANG_EXERCISES);
    await world.attends('classmate', 'live-meeting', 'present');
    expect(await myLines(world.as('learner'))).toEqual(before);
  });

  it('leaves out attendance at a session of another cohort', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db.insert(liveSessions).values({
        id: 'live-elsewhere',
        sessionKey: 'spaeter/kennenlernen',
        startsAt: inDays(-3),
        endsAt: inDays(-2.9),
        mode: 'online',
      }),
    );
    await world.attends('learner', 'live-elsewhere', 'present');
    expect((await myLines(world.as('learner')))[0]?.line.sessions).toEqual({ attended: 0, total: 2 });
  });

  it('is there for each cohort, the most urgent first', async ({ world }) => {
    await enrol(world, 'sued');
    await enrol(world, 'vorbei');
    // Both `nord` and `sued` have the workshop in a week; `sued` gets an evening before it, `vorbei` has no session left.
    await inTransaction(world.as(null), async ({ db }) => {
      await db
        .insert(liveSessions)
        .values({ id: 'live-evening', title: 'Abend', startsAt: inDays(2), endsAt: inDays(2.1), mode: 'online' });
      await db.insert(cohortLiveSessions).values({ cohortId: COHORTS.sued.id, liveSessionId: 'live-evening' });
    });
    expect(slugs(await myLines(world.as('learner')))).toEqual(['sued', 'nord', 'vorbei']);
    expect(slugs(await myLines(world.as('learner', inDays(3))))).toEqual(['nord', 'sued', 'vorbei']);
  });

  it('with something left to do comes before one that is done, when neither has a session', async ({ world }) => {
    await enrol(world, 'vorbei');
    await enrol(world, 'sued');
    await inTransaction(world.as(null), ({ db }) =>
      db
        .insert(unitCompletions)
        .values({ enrolmentId: enrolmentId('learner', 'sued'), unit: 'muster/lesen', completedAt: NOW }),
    );
    const after = inDays(30);
    const lines = await myLines(world.as('learner', after));
    expect(slugs(lines).at(-1)).toBe('sued');
    expect(lines.at(-1)?.line).toMatchObject({ next: null, nextSession: null });
  });

  it('is none for who learns nowhere, trainers included', async ({ world }) => {
    for (const person of ['stranger', 'trainer', 'coordinator', 'operator'] as const)
      expect(await myLines(world.as(person))).toEqual([]);
  });

  it('leaves out a cohort whose programme file is gone, and shows the others', async ({ world }) => {
    await enrol(world, 'sued');
    const without = world.withCourses([{ file: 'content/programmes/auswahl.yaml', gone: true }]);
    expect(slugs(await myLines(without.as('learner')))).toEqual(['nord']);
  });

  it('is refused to nobody signed in', async ({ world }) => {
    expect(await refusalOf(myLines(world.as(null)))).toBe('signed-out');
  });
});

describe('the sessions of a cohort', () => {
  it('are those that belong to it, with dates; a shared one is in both', async ({ world }) => {
    const ids = async (cohort: CohortName) =>
      (await datedSessions(world.as(null), COHORTS[cohort].id)).map(({ id }) => id).sort();
    expect(await ids('nord')).toEqual(['live-meeting', 'live-workshop']);
    expect(await ids('sued')).toEqual(['live-workshop']);
    expect(await ids('vorbei')).toEqual([]);
  });
});

describe('facts in the database', () => {
  type Fact =
    | { kind: 'attempt'; exercise: string; passed: boolean }
    | { kind: 'completion'; unit: string }
    | { kind: 'visit'; unit: string }
    | { kind: 'attendance'; session: string };
  const unit = fc.constantFrom('muster/anfang', 'muster/weiter', 'muster/lesen');
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    fc.record({
      kind: fc.constant('attempt' as const),
      exercise: fc.constantFrom(...ANFANG_EXERCISES, 'muster/kurz'),
      passed: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('completion' as const), unit }),
    fc.record({ kind: fc.constant('visit' as const), unit }),
    fc.record({ kind: fc.constant('attendance' as const), session: fc.constantFrom('live-workshop', 'live-meeting') }),
  );
  const nameOf = (of: Fact) => JSON.stringify(of);

  async function store(world: World, facts: readonly Fact[]): Promise<void> {
    const enrolment = enrolmentId('learner', 'nord');
    await inTransaction(world.as(null), async ({ db }) => {
      for (const table of [attempts, unitCompletions, unitVisits, attendances]) await db.delete(table);
      for (const of of facts) {
        if (of.kind === 'attempt')
          await db
            .insert(attempts)
            .values({
              enrolmentId: enrolment,
              attemptId: nameOf(of),
              exercise: of.exercise,
              answer: 'x',
              passed: of.passed,
              score: 0,
              answeredAt: NOW,
            })
            .onConflictDoNothing();
        else if (of.kind === 'completion')
          await db
            .insert(unitCompletions)
            .values({ enrolmentId: enrolment, unit: of.unit, completedAt: NOW })
            .onConflictDoNothing();
        else if (of.kind === 'visit')
          await db
            .insert(unitVisits)
            .values({ enrolmentId: enrolment, unit: of.unit, anchor: 'die-idee', visitedAt: NOW })
            .onConflictDoNothing();
        else
          await db
            .insert(attendances)
            .values({
              personId: personId('learner'),
              liveSessionId: of.session,
              status: 'present',
              recordedAt: NOW,
              recordedBy: personId('trainer'),
            })
            .onConflictDoNothing();
      }
    });
  }

  it('give the same line in any order and however often they arrive', async ({ world }) => {
    const sent = fc
      .array(fact, { maxLength: 12 })
      .chain((facts) =>
        fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
      );
    await fc.assert(
      fc.asyncProperty(sent, async ([once, shuffledTwice]) => {
        await store(world, once);
        const line = await myLines(world.as('learner'));
        await store(world, shuffledTwice);
        expect(await myLines(world.as('learner'))).toEqual(line);
      }),
      { numRuns: 25 },
    );
  });
});
