import { describe, expect } from 'vitest';
import { completeUnit } from '#server/learning/complete-unit.ts';
import { unitView } from '#server/learning/queries.ts';
import { ANFANG_EXERCISES } from '../../support/fixture-answers.ts';
import { inDays, it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const anfang = { cohort: 'nord', unit: 'muster/anfang' };
const completions = (world: World) => world.rows('select enrolment_id, unit, completed_at from unit_completion');
const ONE_MORE_EXERCISE = [
  {
    file: 'courses/muster/units/01-anfang.mdx',
    find: '## Kurz gesagt',
    replace: '<Exercise id="zusatz" />\n\n## Kurz gesagt',
  },
  {
    file: 'courses/muster/exercises/zusatz.yaml',
    text: 'type: number\ntask: Wie viele?\nminutes: 1\nvalue: 3\nunit: Karten\nfeedback: Zählen Sie.\n',
  },
];

describe('a unit', () => {
  it('is not completed before anything is passed; all required exercises are missing, in the order of the text', async ({
    world,
  }) => {
    expect(await completeUnit(world.as('learner'), anfang)).toEqual({ completed: false, missing: ANFANG_EXERCISES });
    expect(await completions(world)).toEqual([]);
  });

  it('is not completed while one required exercise is missing', async ({ world }) => {
    await world.passes(
      'learner',
      ANFANG_EXERCISES.filter((key) => key !== 'muster/reihenfolge'),
    );
    expect(await completeUnit(world.as('learner'), anfang)).toEqual({
      completed: false,
      missing: ['muster/reihenfolge'],
    });
    expect(await completions(world)).toEqual([]);
  });

  it('is completed once all required exercises are passed', async ({ world }) => {
    await world.passes('learner', ANFANG_EXERCISES);
    expect(await completeUnit(world.as('learner'), anfang)).toEqual({ completed: true });
    expect(await completions(world)).toEqual([
      { enrolment_id: 'enrolment-learner-nord', unit: 'muster/anfang', completed_at: NOW.getTime() },
    ]);
  });

  it("is not completed by another learner's answers", async ({ world }) => {
    await world.passes('classmate', ANFANG_EXERCISES);
    expect(await completeUnit(world.as('learner'), anfang)).toMatchObject({ completed: false });
  });

  it('does not wait for an exercise that is not required', async ({ world }) => {
    const optional = world.withCourses([
      { file: 'courses/muster/exercises/paare.yaml', find: 'minutes: 2', replace: 'minutes: 2\nrequired: false' },
    ]);
    await optional.passes(
      'learner',
      ANFANG_EXERCISES.filter((key) => key !== 'muster/paare'),
    );
    expect(await completeUnit(optional.as('learner'), anfang)).toEqual({ completed: true });
  });

  it('is completed once: the first time stays', async ({ world }) => {
    await world.passes('learner', ANFANG_EXERCISES);
    await completeUnit(world.as('learner'), anfang);
    expect(await completeUnit(world.as('learner', inDays(1)), anfang)).toEqual({ completed: true });
    expect((await completions(world)).map((row) => row['completed_at'])).toEqual([NOW.getTime()]);
  });

  it('stays completed when a required exercise is added to it later', async ({ world }) => {
    await world.passes('learner', ANFANG_EXERCISES);
    await completeUnit(world.as('learner'), anfang);
    const later = world.withCourses(ONE_MORE_EXERCISE);
    expect(await unitView(later.as('learner'), { ...anfang, solutionOf: null })).toMatchObject({
      completedAt: NOW,
      progress: { passed: 5, required: 6, missing: ['muster/zusatz'] },
    });
    expect(await completeUnit(later.as('learner', inDays(1)), anfang)).toEqual({ completed: true });
    expect(await completions(world)).toHaveLength(1);
  });

  it('waits for the added exercise when it was not completed before', async ({ world }) => {
    await world.passes('learner', ANFANG_EXERCISES);
    const later = world.withCourses(ONE_MORE_EXERCISE);
    expect(await completeUnit(later.as('learner'), anfang)).toEqual({ completed: false, missing: ['muster/zusatz'] });
  });
});

describe('completing a unit is refused', () => {
  const cases: [string, PersonName | null, string, string, string][] = [
    ['in a cohort of other people', 'learner', 'sued', 'muster/lesen', 'not-found'],
    ['that does not exist', 'learner', 'nord', 'muster/nichts', 'not-found'],
    ['that is not in the programme', 'otherLearner', 'sued', 'muster/anfang', 'not-found'],
    ['by a trainer', 'trainer', 'nord', 'muster/anfang', 'forbidden'],
    ['by a stranger', 'stranger', 'nord', 'muster/anfang', 'not-found'],
    ['after the cohort has closed', 'formerLearner', 'vorbei', 'muster/anfang', 'expired: answers-closed'],
    ['when signed out', null, 'nord', 'muster/anfang', 'signed-out'],
  ];
  it.for(cases)('%s', async ([, person, cohort, unit, refusal], { world }) => {
    expect(await refusalOf(completeUnit(world.as(person), { cohort, unit }))).toBe(refusal);
    expect(await completions(world)).toEqual([]);
  });
});
