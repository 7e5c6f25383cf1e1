import type { Exercise } from '#domain/catalogue/exercise.ts';
import { exerciseSchemaOf, gradeAnswer, readAnswer } from '#domain/catalogue/exercise.ts';
import type { Grade } from '#domain/catalogue/exercise-types/exercise-type.ts';
import { opaqueId } from '#domain/catalogue/opaque-id.ts';

export const KEY = 'muster/uebung';

/** An exercise from what a file would hold; `task` and `minutes` are filled in. */
export function exercise(spec: Record<string, unknown>): Exercise {
  const schema = exerciseSchemaOf(spec['type']);
  if (schema === null) throw new Error(`no type ${String(spec['type'])}`);
  return { ...schema.parse({ task: 'Tun Sie etwas.', minutes: 1, ...spec }), key: KEY };
}

/** The id that a form sends for a text of the exercise. */
export const id = (text: string): string => opaqueId(KEY, text);

/** A form's fields from plain values. */
export function form(fields: Record<string, string | string[]>): Map<string, string[]> {
  return new Map(Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
}

/** What a form gets: `incomplete`, `malformed`, or its grade. The answer goes through JSON, as it does on its way to the database. */
export function graded(of: Exercise, fields: Record<string, string | string[]>): Grade | 'incomplete' | 'malformed' {
  const read = readAnswer(of, form(fields));
  if ('problem' in read) return read.problem;
  const grade = gradeAnswer(of, JSON.parse(JSON.stringify(read.answer)));
  if (grade === null) throw new Error('an answer that was read cannot be graded');
  return grade;
}

/** A grade in short, for tables: `passed 1`, `failed 0.5`, or the problem of the form. */
export function outcome(of: Exercise, fields: Record<string, string | string[]>): string {
  const grade = graded(of, fields);
  if (typeof grade === 'string') return grade;
  return `${grade.passed ? 'passed' : 'failed'} ${Math.round(grade.score * 100) / 100}`;
}

/** All feedback of a grade, of its parts and of the whole. */
export function feedbackOf(of: Exercise, fields: Record<string, string | string[]>): string[] {
  const grade = graded(of, fields);
  if (typeof grade === 'string') return [];
  return [...grade.parts.map((part) => part.feedback), grade.feedback].filter((feedback) => feedback !== null);
}
