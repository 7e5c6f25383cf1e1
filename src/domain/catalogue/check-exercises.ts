import type { Finding } from './catalogue.ts';
import { fieldName } from './check-shape.ts';
import { exerciseProblems } from './exercise.ts';
import type { Reading } from './read-files.ts';
import { checkUse } from './references.ts';

/** Findings about exercises: each is used by exactly one unit, and holds what its type asks for beyond the schema. */
export function checkExercises({ exercises, units }: Reading): Finding[] {
  const problems = exercises.flatMap(({ value, key, path, lineOf }) =>
    value === null
      ? []
      : exerciseProblems({ ...value, key }).map((problem): Finding => ({
          path,
          line: lineOf(problem.path),
          code: problem.code,
          values: { text: problem.value ?? '', field: fieldName(problem.path) },
        })),
  );
  const codes = { missing: 'exercise-missing', twice: 'exercise-twice', unused: 'exercise-unused' } as const;
  return [...problems, ...checkUse(units, exercises, { component: 'Exercise', attribute: 'id', codes })];
}
