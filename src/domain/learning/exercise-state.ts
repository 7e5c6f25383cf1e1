import { exerciseSolution, gradeAnswer, type Exercise } from '../catalogue/exercise.ts';
import type { Grade } from '../catalogue/exercise-types/exercise-type.ts';

/** From this try on a learner may see the solution without having passed (product.md). */
export const SOLUTION_FROM_TRY = 2;

/** What is remembered of one exercise: how often it was tried, whether it was ever passed, the last answer. */
export interface AttemptSummary {
  tries: number;
  passed: boolean;
  lastAnswer: unknown;
}

export interface Solution {
  lines: string[];
  explanation: string | null;
}

/** An exercise as its learner finds it. */
export interface ExerciseState {
  tries: number;
  /** Whether any try passed; the best one counts. */
  passed: boolean;
  /** The last answer, in the shape of the exercise type; null if there is none. */
  answer: unknown;
  /** The grade of that answer. */
  grade: Grade | null;
  solution: Solution | null;
  /** `incomplete`: a plain form came back with something left open. */
  problem: 'incomplete' | null;
  /** What that form held, so that nothing need be entered twice. */
  given?: readonly (readonly [name: string, value: string])[] | undefined;
}

/** The state of an exercise that nobody has tried. */
export const UNTRIED: ExerciseState = {
  tries: 0,
  passed: false,
  answer: null,
  grade: null,
  solution: null,
  problem: null,
};

/** The state that follows from the attempts; the solution after passing, or when asked for from the second try on. */
export function exerciseState(
  exercise: Exercise,
  attempts: AttemptSummary | null,
  solutionAsked: boolean,
): ExerciseState {
  if (attempts === null) return UNTRIED;
  const grade = gradeAnswer(exercise, attempts.lastAnswer);
  return {
    tries: attempts.tries,
    passed: attempts.passed,
    answer: grade === null ? null : attempts.lastAnswer,
    grade,
    solution: attempts.passed || (solutionAsked && maySeeSolution(attempts)) ? solutionOf(exercise) : null,
    problem: null,
  };
}

/** Whether the solution may be shown on request. */
export function maySeeSolution(attempts: AttemptSummary | null): boolean {
  return attempts !== null && (attempts.passed || attempts.tries >= SOLUTION_FROM_TRY);
}

/** The solution with its explanation. */
export function solutionOf(exercise: Exercise): Solution {
  return { lines: exerciseSolution(exercise), explanation: exercise.explanation ?? null };
}
