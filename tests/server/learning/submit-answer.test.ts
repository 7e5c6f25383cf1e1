import { describe, expect } from 'vitest';
import { opaqueId } from '#domain/catalogue/opaque-id.ts';
import { recordVisit } from '#server/learning/record-visit.ts';
import { submitAnswer } from '#server/learning/submit-answer.ts';
import {
  ANFANG_EXERCISES,
  NOTHING,
  RIGHT,
  RIGHT_KURZ,
  WRONG,
  type AnswerFields,
} from '../../support/fixture-answers.ts';
import { it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const begriffe = (fields: AnswerFields, attemptId = 'attempt-1', cohort = 'nord') => ({
  cohort,
  exercise: 'muster/begriffe',
  attemptId,
  fields,
});
const attempts = (world: World) =>
  world.rows(
    'select enrolment_id, attempt_id, exercise, answer, passed, score, answered_at from attempt order by sequence',
  );

describe('an answer', () => {
  it('is graded and stored', async ({ world }) => {
    const result = await submitAnswer(world.as('learner'), begriffe(RIGHT));
    expect(result).toMatchObject({
      exercise: 'muster/begriffe',
      state: {
        tries: 1,
        passed: true,
        grade: { passed: true, score: 1 },
        solution: { explanation: 'Eine Aufgabe kann man abhaken.' },
      },
      unit: { passed: 1, required: 5, completable: false, missing: ANFANG_EXERCISES.slice(1) },
    });
    expect(await attempts(world)).toEqual([
      {
        enrolment_id: 'enrolment-learner-nord',
        attempt_id: 'attempt-1',
        exercise: 'muster/begriffe',
        answer: JSON.stringify(opaqueId('muster/begriffe', 'Etwas, das man abhaken kann')),
        passed: 1,
        score: 1,
        answered_at: NOW.getTime(),
      },
    ]);
  });

  it('that is wrong is stored with its feedback and without the solution', async ({ world }) => {
    const result = await submitAnswer(world.as('learner'), begriffe(WRONG));
    expect(result).toMatchObject({
      state: { tries: 1, passed: false, solution: null, grade: { passed: false, score: 0 } },
      unit: { passed: 0 },
    });
    expect(JSON.stringify(result)).toContain('Ein Wunsch klingt ähnlich');
    expect(JSON.stringify(result)).not.toContain('abhaken');
    expect(await attempts(world)).toHaveLength(1);
  });

  it('leads back to its exercise', async ({ world }) => {
    await submitAnswer(world.as('learner'), begriffe(WRONG));
    expect(await world.rows('select unit, anchor from unit_visit')).toEqual([
      { unit: 'muster/anfang', anchor: 'uebung-begriffe' },
    ]);
  });

  it('sent twice under one attempt id counts once, and both times says the same', async ({ world }) => {
    const first = await submitAnswer(world.as('learner'), begriffe(RIGHT));
    expect(await submitAnswer(world.as('learner'), begriffe(RIGHT))).toEqual(first);
    expect(await attempts(world)).toHaveLength(1);
  });

  it('under the attempt id of another exercise is refused and not dropped silently', async ({ world }) => {
    await submitAnswer(world.as('learner'), begriffe(RIGHT));
    const other = { cohort: 'nord', exercise: 'muster/kurz', attemptId: 'attempt-1', fields: RIGHT_KURZ };
    expect(await refusalOf(submitAnswer(world.as('learner'), other))).toBe('conflict');
    expect(await attempts(world)).toHaveLength(1);
  });

  it('sent again late does not move the place to come back to', async ({ world }) => {
    await submitAnswer(world.as('learner'), begriffe(RIGHT));
    await recordVisit(world.as('learner'), { cohort: 'nord', unit: 'muster/anfang', anchor: 'kurz-gesagt' });
    await submitAnswer(world.as('learner'), begriffe(RIGHT));
    expect(await world.rows('select anchor from unit_visit')).toEqual([{ anchor: 'kurz-gesagt' }]);
  });

  it('sent twice at the same moment counts once', async ({ world }) => {
    await Promise.all([1, 2, 3].map(() => submitAnswer(world.as('learner'), begriffe(RIGHT))));
    expect(await attempts(world)).toHaveLength(1);
  });

  it('under another attempt id is another try; once passed stays passed', async ({ world }) => {
    await submitAnswer(world.as('learner'), begriffe(RIGHT, 'attempt-1'));
    const second = await submitAnswer(world.as('learner'), begriffe(WRONG, 'attempt-2'));
    expect(second).toMatchObject({ state: { tries: 2, passed: true, grade: { passed: false } }, unit: { passed: 1 } });
  });

  it('counts for each of two persons who send the same attempt id', async ({ world }) => {
    await submitAnswer(world.as('learner'), begriffe(WRONG));
    const other = await submitAnswer(world.as('classmate'), begriffe(RIGHT));
    expect(other).toMatchObject({ state: { tries: 1, passed: true } });
    expect((await attempts(world)).map((row) => [row['enrolment_id'], row['passed']])).toEqual([
      ['enrolment-learner-nord', 0],
      ['enrolment-classmate-nord', 1],
    ]);
  });

  it('with something left open stores nothing', async ({ world }) => {
    expect(await submitAnswer(world.as('learner'), begriffe(NOTHING))).toEqual({ incomplete: true });
    expect(await attempts(world)).toEqual([]);
    expect(await world.rows('select * from unit_visit')).toEqual([]);
  });

  it('of a cohort whose programme has only this unit is taken there', async ({ world }) => {
    const input = { cohort: 'sued', exercise: 'muster/kurz', attemptId: 'attempt-1', fields: RIGHT_KURZ };
    expect(await submitAnswer(world.as('otherLearner'), input)).toMatchObject({
      state: { passed: true },
      unit: { completable: true },
    });
  });
});

describe('an answer of the wrong shape is refused and stores nothing', () => {
  const shapes: [string, AnswerFields][] = [
    ['an option of another exercise', new Map([['answer', [opaqueId('muster/merkmale', 'Wer es tut')]]])],
    ['an option that does not exist', new Map([['answer', ['x'.repeat(10)]]])],
    ['the text instead of the id', new Map([['answer', ['Ein Wunsch']]])],
    ['a name of every object', new Map([['answer', ['constructor']]])],
    ['a very long text', new Map([['answer', ['x'.repeat(1_000_000)]]])],
  ];
  it.for(shapes)('%s', async ([, fields], { world }) => {
    expect(await refusalOf(submitAnswer(world.as('learner'), begriffe(fields)))).toBe('invalid: answer');
    expect(await attempts(world)).toEqual([]);
  });
});

describe('an answer is refused', () => {
  const cases: [string, PersonName | null, string, string, string][] = [
    ['in a cohort of other people', 'learner', 'sued', 'muster/kurz', 'not-found'],
    ['in a cohort that does not exist', 'learner', 'nirgends', 'muster/begriffe', 'not-found'],
    ['to an exercise that does not exist', 'learner', 'nord', 'muster/nie-gesehen', 'not-found'],
    ['to an exercise that was retired', 'learner', 'nord', 'muster/alte-frage', 'not-found'],
    ['to an exercise that is not in the programme', 'otherLearner', 'sued', 'muster/begriffe', 'not-found'],
    ['from a trainer of the cohort', 'trainer', 'nord', 'muster/begriffe', 'forbidden'],
    ['from the coordinator of the centre', 'coordinator', 'nord', 'muster/begriffe', 'not-found'],
    ['from the operator', 'operator', 'nord', 'muster/begriffe', 'not-found'],
    ['from somebody who takes part in nothing', 'stranger', 'nord', 'muster/begriffe', 'not-found'],
    ['after the cohort has closed', 'formerLearner', 'vorbei', 'muster/begriffe', 'expired: answers-closed'],
    ['from somebody who is signed out', null, 'nord', 'muster/begriffe', 'signed-out'],
  ];
  it.for(cases)('%s', async ([, person, cohort, exercise, refusal], { world }) => {
    const input = { cohort, exercise, attemptId: 'attempt-1', fields: RIGHT };
    expect(await refusalOf(submitAnswer(world.as(person), input))).toBe(refusal);
    expect(await attempts(world)).toEqual([]);
  });
});

describe('a cohort takes answers until the end of its last day in its zone', () => {
  const instants: [string, string, boolean][] = [
    ['the last minute of the day in Berlin', '2026-11-23T22:59:59.999Z', true],
    ['midnight in Berlin, still the day before in Greenwich', '2026-11-23T23:00:00.000Z', false],
  ];
  it.for(instants)('%s', async ([, at, taken], { world }) => {
    const work = submitAnswer(world.as('formerLearner', new Date(at)), begriffe(RIGHT, 'attempt-1', 'vorbei'));
    expect(await refusalOf(work)).toBe(taken ? 'not refused' : 'expired: answers-closed');
  });
});
