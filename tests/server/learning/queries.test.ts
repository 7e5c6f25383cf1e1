import { describe, expect } from 'vitest';
import { solutionFor, unitView } from '#server/learning/queries.ts';
import { submitAnswer } from '#server/learning/submit-answer.ts';
import { ANFANG_EXERCISES, RIGHT, WRONG, type AnswerFields } from '../../support/fixture-answers.ts';
import { it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const SOLUTION = ['Etwas, das man abhaken kann'];
const anfang = { cohort: 'nord', unit: 'muster/anfang', solutionOf: null };
const askedFor = { ...anfang, solutionOf: 'muster/begriffe' };
const begriffe = { cohort: 'nord', exercise: 'muster/begriffe' };

async function answers(world: World, person: PersonName, ...tries: AnswerFields[]) {
  for (const [index, fields] of tries.entries())
    await submitAnswer(world.as(person), { ...begriffe, attemptId: `attempt-${index}`, fields });
}
const stateIn = async (world: World, person: PersonName, input: typeof askedFor | typeof anfang = anfang) =>
  (await unitView(world.as(person), input)).exercises.find(({ key }) => key === 'muster/begriffe')?.state;

describe('the page of a unit', () => {
  it('shows a learner the text, exercises that nobody has tried and the way to go on', async ({ world }) => {
    const view = await unitView(world.as('learner'), anfang);
    expect(view).toMatchObject({
      cohort: { slug: 'nord', title: 'Nord', zone: 'Europe/Berlin' },
      module: { id: 'muster', title: 'Muster', hue: 1 },
      unit: { key: 'muster/anfang' },
      progress: { passed: 0, required: 5, completable: false, missing: ANFANG_EXERCISES },
      completedAt: null,
      anchor: null,
      previous: null,
      next: { key: 'muster/weiter' },
      closed: false,
      preview: false,
    });
    expect(view.exercises.map(({ key }) => key)).toEqual(ANFANG_EXERCISES);
    for (const { state } of view.exercises)
      expect(state).toMatchObject({ tries: 0, passed: false, answer: null, grade: null, solution: null });
  });

  it('shows the last answer, how often it was tried, and that it was ever passed', async ({ world }) => {
    await answers(world, 'learner', WRONG, RIGHT, WRONG);
    const state = await stateIn(world, 'learner');
    expect(state).toMatchObject({ tries: 3, passed: true, grade: { passed: false }, solution: { lines: SOLUTION } });
    expect(JSON.stringify(state?.grade)).toContain('Ein Wunsch klingt ähnlich');
  });

  it('shows nothing of what others did', async ({ world }) => {
    const before = await unitView(world.as('classmate'), anfang);
    await answers(world, 'learner', WRONG, RIGHT);
    await world.completes('learner', ['muster/anfang']);
    expect(await unitView(world.as('classmate'), anfang)).toEqual(before);
  });

  it('shows a trainer all solutions and no answers, as a preview', async ({ world }) => {
    await answers(world, 'learner', RIGHT);
    const view = await unitView(world.as('trainer'), anfang);
    expect(view).toMatchObject({ preview: true, completedAt: null, anchor: null, progress: { passed: 0 } });
    for (const { state } of view.exercises) {
      expect(state).toMatchObject({ tries: 0, answer: null, grade: null });
      expect(state.solution?.lines.length).toBeGreaterThan(0);
    }
  });

  it('of a closed cohort can still be read, with what was written', async ({ world }) => {
    await world.passes('formerLearner', ['muster/begriffe']);
    const view = await unitView(world.as('formerLearner'), { ...anfang, cohort: 'vorbei' });
    expect(view).toMatchObject({ closed: true, preview: false, progress: { passed: 1 } });
  });

  it('goes on with the units of its own programme only', async ({ world }) => {
    expect(
      await unitView(world.as('otherLearner'), { cohort: 'sued', unit: 'muster/lesen', solutionOf: null }),
    ).toMatchObject({ previous: null, next: null });
    expect(await unitView(world.as('learner'), { ...anfang, unit: 'muster/weiter' })).toMatchObject({
      previous: { key: 'muster/anfang' },
      next: { key: 'muster/lesen' },
    });
  });

  it('forgets no answer when the exercise is given another type; it is shown as not answered', async ({ world }) => {
    await answers(world, 'learner', RIGHT);
    const changed = world.withCourses([
      {
        file: 'courses/muster/exercises/begriffe.yaml',
        text: 'type: number\ntask: Wie viele?\nminutes: 2\nvalue: 3\nunit: Karten\nfeedback: Zählen Sie.\n',
      },
    ]);
    expect(await stateIn(changed, 'learner')).toMatchObject({ tries: 1, passed: true, answer: null, grade: null });
    expect(await world.rows('select * from attempt')).toHaveLength(1);
  });

  const refused: [string, PersonName | null, typeof anfang, string][] = [
    ['a stranger', 'stranger', anfang, 'not-found'],
    ['a learner of another cohort', 'otherLearner', anfang, 'not-found'],
    ['a coordinator of the centre, who does not teach', 'coordinator', anfang, 'not-found'],
    ['an operator', 'operator', anfang, 'not-found'],
    ['a trainer of another cohort', 'trainer', { ...anfang, cohort: 'sued', unit: 'muster/lesen' }, 'not-found'],
    ['nobody signed in', null, anfang, 'signed-out'],
    ['a learner, for a cohort that does not exist', 'learner', { ...anfang, cohort: 'nirgends' }, 'not-found'],
    ['a learner, for a unit that does not exist', 'learner', { ...anfang, unit: 'muster/nichts' }, 'not-found'],
    ['a learner, for a unit outside of the programme', 'otherLearner', { ...anfang, cohort: 'sued' }, 'not-found'],
  ];
  it.for(refused)('is refused to %s', async ([, person, input, refusal], { world }) => {
    expect(await refusalOf(unitView(world.as(person), input))).toBe(refusal);
  });
});

describe('a solution that is asked for', () => {
  const tries: [string, AnswerFields[], boolean][] = [
    ['before the first try', [], false],
    ['after one wrong try', [WRONG], false],
    ['after two wrong tries', [WRONG, WRONG], true],
    ['after passing at the first try', [RIGHT], true],
    ['after passing and then failing', [RIGHT, WRONG], true],
  ];
  it.for(tries)('%s', async ([, fields, isShown], { world }) => {
    await answers(world, 'learner', ...fields);
    expect((await stateIn(world, 'learner', askedFor))?.solution?.lines ?? null).toEqual(isShown ? SOLUTION : null);
    const work = solutionFor(world.as('learner'), begriffe);
    if (isShown) expect(await work).toEqual({ lines: SOLUTION, explanation: 'Eine Aufgabe kann man abhaken.' });
    else expect(await refusalOf(work)).toBe('forbidden: solution');
  });

  it('is not shown after two wrong tries to who did not ask', async ({ world }) => {
    await answers(world, 'learner', WRONG, WRONG);
    expect((await stateIn(world, 'learner'))?.solution).toBeNull();
  });

  it('is not shown for other exercises than the one asked for', async ({ world }) => {
    await answers(world, 'learner', WRONG, WRONG);
    expect((await stateIn(world, 'learner', { ...anfang, solutionOf: 'muster/merkmale' }))?.solution).toBeNull();
  });

  it("is not shown for another person's tries", async ({ world }) => {
    await answers(world, 'classmate', WRONG, WRONG, RIGHT);
    expect(await refusalOf(solutionFor(world.as('learner'), begriffe))).toBe('forbidden: solution');
  });

  it('is shown after the cohort has closed to who had earned it: reading stays open', async ({ world }) => {
    await world.passes('formerLearner', ['muster/begriffe']);
    expect(await solutionFor(world.as('formerLearner'), { ...begriffe, cohort: 'vorbei' })).toMatchObject({
      lines: SOLUTION,
    });
    expect(await refusalOf(solutionFor(world.as('formerLearner'), { cohort: 'vorbei', exercise: 'muster/kurz' }))).toBe(
      'forbidden: solution',
    );
  });

  it('is shown to a trainer of the cohort', async ({ world }) => {
    expect(await solutionFor(world.as('trainer'), begriffe)).toMatchObject({ lines: SOLUTION });
  });

  const refused: [string, PersonName | null, { cohort: string; exercise: string }, string][] = [
    ['a learner of another cohort', 'otherLearner', begriffe, 'not-found'],
    ['a stranger', 'stranger', begriffe, 'not-found'],
    ['nobody signed in', null, begriffe, 'signed-out'],
    [
      'a learner, for an exercise that does not exist',
      'learner',
      { ...begriffe, exercise: 'muster/nichts' },
      'not-found',
    ],
    [
      'a learner, for an exercise outside of the programme',
      'otherLearner',
      { ...begriffe, cohort: 'sued' },
      'not-found',
    ],
  ];
  it.for(refused)('is refused to %s', async ([, person, input, refusal], { world }) => {
    expect(await refusalOf(solutionFor(world.as(person), input))).toBe(refusal);
  });
});

describe('what a page of a unit holds before an answer', () => {
  it('names no solution, no feedback and no explanation of any exercise', async ({ world }) => {
    const { exercises } = await unitView(world.as('learner', NOW), anfang);
    const page = JSON.stringify(exercises);
    for (const secret of [
      'Genau daran erkennt',
      'klingt ähnlich',
      'Eine Aufgabe kann man abhaken.',
      'fehlt aber noch',
      'weil alle beschäftigt',
      'Ohne Auftrag',
      '"correct"',
      '"feedback":"',
    ])
      expect(page).not.toContain(secret);
  });
});
