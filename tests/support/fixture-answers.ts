import { opaqueId } from '#domain/catalogue/opaque-id.ts';

/** A form's fields. */
export type AnswerFields = Map<string, string[]>;

/** The choice of one option of an exercise, as its form sends it. */
export function choice(exercise: string, text: string): AnswerFields {
  return new Map([['answer', [opaqueId(exercise, text)]]]);
}

/** The right and a wrong answer to `muster/begriffe`. */
export const RIGHT = choice('muster/begriffe', 'Etwas, das man abhaken kann');
export const WRONG = choice('muster/begriffe', 'Ein Wunsch');
/** The form of `muster/begriffe` with nothing chosen. */
export const NOTHING: AnswerFields = new Map();

/** The right answer to `muster/kurz`, the only exercise of `auswahl`. */
export const RIGHT_KURZ: AnswerFields = new Map([
  ['verdict', ['true']],
  ['reason', [opaqueId('muster/kurz', 'Spalten zeigen den Stand.')]],
]);

/** The required exercises of the unit `muster/anfang`, in order. */
export const ANFANG_EXERCISES = ['begriffe', 'merkmale', 'stimmt-das', 'reihenfolge', 'paare'].map(
  (id) => `muster/${id}`,
);
