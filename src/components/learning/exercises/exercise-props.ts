import type { ExerciseState } from '#domain/learning/exercise-state.ts';
import type { UnitProgress } from '#domain/learning/unit-progress.ts';

/** A form's fields in order, as they are sent. */
export type FieldList = readonly (readonly [name: string, value: string])[];

/** What the island of one exercise is given; all of it is public in the page. */
export interface ExerciseProps<View> {
  /** Key of the exercise, `module/id`. */
  exercise: string;
  /** Element id, `uebung-<id>`. */
  anchor: string;
  /** "Übung 2 von 4" */
  label: string;
  /** Paragraphs are split on blank lines. */
  task: string;
  required: boolean;
  view: View;
  /** Slug of the cohort. */
  cohort: string;
  /** Opaque id of the signed-in person; keys the outbox. */
  person: string;
  /** Answering is over: everything is shown, nothing can be changed. */
  closed: boolean;
  state: ExerciseState;
}

/** What the server answers to an exercise. */
export interface AnswerResult {
  exercise: string;
  state: ExerciseState;
  unit: UnitProgress;
}
