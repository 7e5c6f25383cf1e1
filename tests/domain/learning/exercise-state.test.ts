import { describe, expect, it } from 'vitest';
import {
  exerciseState,
  maySeeSolution,
  solutionOf,
  SOLUTION_FROM_TRY,
  UNTRIED,
  type AttemptSummary,
} from '#domain/learning/exercise-state.ts';
import { exercise, id } from '../../support/exercises.ts';

const question = exercise({
  type: 'single-choice',
  explanation: 'Darum.',
  options: [
    { text: 'richtig', correct: true },
    { text: 'falsch', feedback: 'Beinahe.' },
  ],
});
const tried = (tries: number, passed: boolean, text = passed ? 'richtig' : 'falsch'): AttemptSummary => ({
  tries,
  passed,
  lastAnswer: id(text),
});
const SOLUTION = { lines: ['richtig'], explanation: 'Darum.' };

describe('the solution', () => {
  const table: [string, AttemptSummary | null, boolean, boolean][] = [
    ['nobody tried', null, false, false],
    ['one wrong try', tried(1, false), false, false],
    ['two wrong tries', tried(2, false), true, false],
    ['many wrong tries', tried(9, false), true, false],
    ['passed at once', tried(1, true), true, true],
    ['passed, then a wrong try', tried(2, true, 'falsch'), true, true],
  ];
  it.each(table)('%s', (_name, attempts, onRequest, unasked) => {
    expect(maySeeSolution(attempts)).toBe(onRequest);
    expect(exerciseState(question, attempts, true).solution).toEqual(onRequest ? SOLUTION : null);
    expect(exerciseState(question, attempts, false).solution).toEqual(unasked ? SOLUTION : null);
  });

  it('is there on request from the second try on', () => expect(SOLUTION_FROM_TRY).toBe(2));
  it('has no explanation where the file has none', () => {
    expect(
      solutionOf(exercise({ type: 'number', value: 3, unit: 'Karten', feedback: 'Zählen Sie.' })).explanation,
    ).toBeNull();
  });
});

describe('the state of an exercise', () => {
  it('that nobody tried is empty', () => expect(exerciseState(question, null, true)).toBe(UNTRIED));

  it('holds the last answer with its grade, and whether any try passed', () => {
    expect(exerciseState(question, tried(3, true, 'falsch'), false)).toMatchObject({
      tries: 3,
      passed: true,
      answer: id('falsch'),
      grade: { passed: false, score: 0 },
      problem: null,
    });
  });

  it('holds no answer that the exercise no longer understands, but keeps that it was passed', () => {
    for (const lastAnswer of [{ value: 3 }, null, 7, ['x'], {}])
      expect(exerciseState(question, { tries: 2, passed: true, lastAnswer }, false)).toMatchObject({
        tries: 2,
        passed: true,
        answer: null,
        grade: null,
        solution: SOLUTION,
      });
  });
});
