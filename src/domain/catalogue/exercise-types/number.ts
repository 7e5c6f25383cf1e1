import { z } from 'zod';
import { exerciseBase, problemIf, single, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('number'),
  ...exerciseBase,
  /** The right number, in `unit`. */
  value: z.number(),
  /** How far the answer may be off, in `unit`. */
  tolerance: z.number().min(0).default(0),
  /** The unit that stands behind the field. */
  unit: z.string().min(1),
  /** Further units to choose from: how many of them make one `unit`. */
  otherUnits: z
    .array(z.strictObject({ unit: z.string().min(1), perUnit: z.number().positive() }))
    .max(4)
    .default([]),
  /** Explanations of likely wrong numbers, in `unit`. */
  mistakes: z
    .array(z.strictObject({ value: z.number(), tolerance: z.number().min(0).default(0), feedback: z.string().min(1) }))
    .default([]),
  /** Said of any other wrong number. */
  feedback: z.string().min(1).optional(),
});
type NumberExercise = z.infer<typeof schema>;

export interface NumberView {
  type: 'number';
  units: string[];
}

/** A number with tolerance and unit. Form: `value` as Germans write numbers ("1.250,5"), with the unit behind it or not; `unit`. */
export const number: ExerciseType<NumberExercise, NumberView, { value: number; unit: string }> = {
  schema,
  answerSchema: z.object({ value: z.number(), unit: z.string() }),
  problems: (spec) => {
    const units = unitsOf(spec);
    return [
      ...problemIf(spec.feedback === undefined, { path: [], code: 'feedback-missing', value: String(spec.value) }),
      ...units.flatMap((unit, index) =>
        problemIf(units.indexOf(unit) < index, { path: ['otherUnits'], code: 'duplicate-text', value: unit }),
      ),
      ...spec.mistakes.flatMap((mistake, index) =>
        problemIf(isNear(mistake.value, spec.value, spec.tolerance), {
          path: ['mistakes', index],
          code: 'mistake-is-right',
          value: String(mistake.value),
        }),
      ),
    ];
  },
  view: (spec) => ({ type: spec.type, units: unitsOf(spec).sort((a, b) => a.localeCompare(b, 'de')) }),
  read: (spec, _key, fields) => {
    const text = single(fields, 'value');
    if (text === null) return { problem: 'incomplete' };
    const unit = spec.otherUnits.length === 0 ? spec.unit : single(fields, 'unit');
    const value = parseGermanNumber(withoutUnit(text, unit ?? ''));
    if (value === null || unit === null) return { problem: 'incomplete' };
    return unitsOf(spec).includes(unit) ? { answer: { value, unit } } : { problem: 'malformed' };
  },
  grade: (spec, _key, answer) => {
    const perUnit = spec.otherUnits.find((other) => other.unit === answer.unit)?.perUnit ?? 1;
    const value = answer.value / perUnit;
    // A unit may have been taken out of the file since the answer was given.
    const correct = unitsOf(spec).includes(answer.unit) && isNear(value, spec.value, spec.tolerance);
    const mistake = spec.mistakes.find((candidate) => isNear(value, candidate.value, candidate.tolerance));
    const numberIsRight = [1, ...spec.otherUnits.map((other) => other.perUnit)].some((factor) =>
      isNear(answer.value / factor, spec.value, spec.tolerance),
    );
    const general = numberIsRight ? WRONG_UNIT : (spec.feedback ?? null);
    const feedback = correct ? null : (mistake?.feedback ?? general);
    return { passed: correct, score: correct ? 1 : 0, parts: [{ id: 'value', correct, feedback }], feedback: null };
  },
  solution: (spec) => [`${spec.value.toLocaleString('de-DE', { maximumFractionDigits: 10 })} ${spec.unit}`],
};

const WRONG_UNIT = 'Die Zahl stimmt, die Einheit nicht.';

/** Whoever writes the unit behind the number, as on paper, is right too. Another unit than the asked one stays, and makes it no number. */
function withoutUnit(text: string, unit: string): string {
  const typed = text.trim();
  const end = typed.slice(typed.length - unit.length);
  return end.toLowerCase() === unit.toLowerCase() ? typed.slice(0, typed.length - unit.length) : typed;
}

const unitsOf = (spec: NumberExercise) => [spec.unit, ...spec.otherUnits.map((other) => other.unit)];

/** Binary floating point must not fail an answer that is right on paper (0.1 + 0.2). */
const isNear = (value: number, target: number, tolerance: number) =>
  Math.abs(value - target) <= tolerance + 1e-9 * Math.max(1, Math.abs(target));

/**
 * The number that a German text stands for, or null: "1.250,5" → 1250.5, "7,5" → 7.5, "7.5" → 7.5, "1.250" → 1250.
 * A single point followed by exactly three digits groups thousands, as in German writing; after a zero it cannot: "0.125" → 0.125.
 */
export function parseGermanNumber(text: string): number | null {
  const compact = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^\u2212/, '-');
  if (/^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(compact)) return Number(compact.replace(/\./g, '').replace(',', '.'));
  if (/^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(compact)) return Number(compact.replace(',', '.'));
  return null;
}
