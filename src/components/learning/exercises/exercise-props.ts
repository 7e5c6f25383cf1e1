import type { ExerciseState } from '#domain/learning/exercise-state.ts';
import type { UnitProgress } from '#domain/learning/unit-progress.ts';

/** A form's fields in order, as they are sent. */
export type FieldList = readonly (readonly [name: string, value: string])[];

/** An exercise as its page shows it to one learner; all of it is public in the page. */
export interface ShownExercise {
  /** `module/id` */
  key: string;
  /** Element id, `uebung-<id>`. */
  anchor: string;
  /** "Übung 2 von 4" */
  label: string;
  /** Paragraphs are split on blank lines. */
  task: string;
  /** What to say when something is left open. */
  incomplete: string;
  required: boolean;
  /** Slug of the cohort. */
  cohort: string;
  /** Opaque id of the signed-in person; keys the outbox. */
  person: string;
  /** Answering is over: everything is shown, nothing can be changed. */
  closed: boolean;
  state: ExerciseState;
}

/** What the component of one type is given. */
export interface ExerciseProps<View> {
  exercise: ShownExercise;
  view: View;
}

/** What the server answers to an exercise. */
export interface AnswerResult {
  exercise: string;
  state: ExerciseState;
  unit: UnitProgress;
}
