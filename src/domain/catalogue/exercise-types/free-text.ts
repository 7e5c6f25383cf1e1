import { z } from 'zod';
import { exerciseBase, single, type ExerciseType } from './exercise-type.ts';

const TEXT_MAX_LENGTH = 10_000;

const schema = z.strictObject({
  type: z.literal('free-text'),
  ...exerciseBase,
  /** From this many words on the exercise is passed and the model answer shown. */
  minWords: z.number().int().min(3).max(200),
  /** A good answer, to compare with one's own; a blank line starts a new paragraph. */
  modelAnswer: z.string().min(1),
  /** What to look at when comparing. */
  criteria: z.array(z.string().min(1)).default([]),
});
type FreeText = z.infer<typeof schema>;

export interface FreeTextView {
  type: 'free-text';
  minWords: number;
}

/** An own text; nobody grades it, the model answer helps to compare. Form: `text`. */
export const freeText: ExerciseType<FreeText, FreeTextView, string> = {
  schema,
  answerSchema: z.string().max(TEXT_MAX_LENGTH),
  problems: () => [],
  view: (spec) => ({ type: spec.type, minWords: spec.minWords }),
  read: (_spec, _key, fields) => {
    const answer = single(fields, 'text');
    if (answer === null) return { problem: 'incomplete' };
    return answer.length <= TEXT_MAX_LENGTH ? { answer } : { problem: 'malformed' };
  },
  grade: (spec, _key, answer) => {
    const words = countWords(answer);
    const passed = words >= spec.minWords;
    return {
      passed,
      score: Math.min(1, words / spec.minWords),
      parts: [],
      feedback: null,
    };
  },
  solution: (spec) => [
    ...spec.modelAnswer.trim().split(/\n\s*\n/),
    ...spec.criteria.map((criterion) => `Prüfen Sie: ${criterion}`),
  ],
};

/** Words of a text: runs that hold at least one letter or digit. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
}
