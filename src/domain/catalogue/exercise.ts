import { cloze, type ClozeView } from './exercise-types/cloze.ts';
import type { ExerciseType, Fields, Grade, ReadAnswer, SpecProblem } from './exercise-types/exercise-type.ts';
import { freeText, type FreeTextView } from './exercise-types/free-text.ts';
import { grouping, type GroupingView } from './exercise-types/grouping.ts';
import { matching, type MatchingView } from './exercise-types/matching.ts';
import { multipleChoice, type MultipleChoiceView } from './exercise-types/multiple-choice.ts';
import { number, type NumberView } from './exercise-types/number.ts';
import { ordering, type OrderingView } from './exercise-types/ordering.ts';
import { singleChoice, type SingleChoiceView } from './exercise-types/single-choice.ts';
import { trueFalse, type TrueFalseView } from './exercise-types/true-false.ts';
import { z } from 'zod';

/** The file of an exercise, told apart by `type`. */
export const exerciseSchema = z.union([
  singleChoice.schema,
  multipleChoice.schema,
  trueFalse.schema,
  ordering.schema,
  matching.schema,
  grouping.schema,
  cloze.schema,
  number.schema,
  freeText.schema,
]);
type ExerciseSpec = z.infer<typeof exerciseSchema>;

/** An exercise of the catalogue; its key is `module/id`. */
export type Exercise = ExerciseSpec & { key: string };

/** What the browser gets of an exercise before it is answered. */
export type ExerciseView =
  | SingleChoiceView
  | MultipleChoiceView
  | TrueFalseView
  | OrderingView
  | MatchingView
  | GroupingView
  | ClozeView
  | NumberView
  | FreeTextView;

const types: Record<ExerciseSpec['type'], ExerciseType<ExerciseSpec, ExerciseView, unknown>> = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  'true-false': trueFalse,
  ordering,
  matching,
  grouping,
  cloze,
  number,
  'free-text': freeText,
};

/** Names of all exercise types, as they stand in files. */
export const EXERCISE_TYPES = Object.keys(types);

/** The schema of one type, or null if there is no such type. */
export function exerciseSchemaOf(type: unknown): z.ZodType<ExerciseSpec> | null {
  const entry = Object.entries(types).find(([name]) => name === type);
  return entry?.[1].schema ?? null;
}

/** Mistakes of an exercise file beyond its schema. */
export function exerciseProblems(exercise: Exercise): SpecProblem[] {
  return types[exercise.type].problems(exercise, exercise.key);
}

/** All of an exercise that may reach the browser before an answer is graded. */
export const exerciseView = keptPerExercise((exercise) => types[exercise.type].view(exercise, exercise.key));

/** The answer in a form's fields. */
export function readAnswer(exercise: Exercise, fields: Fields): ReadAnswer<unknown> {
  return types[exercise.type].read(exercise, exercise.key, fields);
}

/** The grade of an answer; null when it has not the shape of this exercise, as after a change of its type. */
export function gradeAnswer(exercise: Exercise, answer: unknown): Grade | null {
  const parsed = types[exercise.type].answerSchema.safeParse(answer);
  return parsed.success ? types[exercise.type].grade(exercise, exercise.key, parsed.data) : null;
}

/** The solution in lines of German text. */
export const exerciseSolution = keptPerExercise((exercise) => types[exercise.type].solution(exercise));

/**
 * The function, with its results kept per exercise: shuffling and listing solutions anew took 5 % of a unit page.
 * Only for frozen exercises, as those of the catalogue are: their results stay true.
 */
function keptPerExercise<Value>(make: (exercise: Exercise) => Value): (exercise: Exercise) => Value {
  const kept = new WeakMap<Exercise, Value>();
  return (exercise) => {
    const known = kept.get(exercise);
    if (known !== undefined) return known;
    const value = make(exercise);
    if (Object.isFrozen(exercise)) kept.set(exercise, value);
    return value;
  };
}
