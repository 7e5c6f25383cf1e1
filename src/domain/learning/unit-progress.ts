import type { Unit } from '../catalogue/unit.ts';

/** How far a learner is with a unit's required exercises. */
export interface UnitProgress {
  /** Required exercises that are passed. */
  passed: number;
  required: number;
  /** Whether the unit may be completed: every required exercise is passed. */
  completable: boolean;
  /** Keys of required exercises that are not passed yet, in the order of the text. */
  missing: string[];
}

/** The progress that follows from the exercises passed so far. */
export function unitProgress(
  unit: Pick<Unit, 'exercises'>,
  isRequired: (exercise: string) => boolean,
  isPassed: (exercise: string) => boolean,
): UnitProgress {
  const required = unit.exercises.filter(isRequired);
  const missing = required.filter((exercise) => !isPassed(exercise));
  return {
    passed: required.length - missing.length,
    required: required.length,
    completable: missing.length === 0,
    missing,
  };
}
