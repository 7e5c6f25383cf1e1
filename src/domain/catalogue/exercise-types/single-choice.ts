import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import { exerciseBase, optionProblems, optionSchema, single, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('single-choice'),
  ...exerciseBase,
  /** Two to six options, exactly one of them `correct: true`; each wrong one with `feedback`. */
  options: z.array(optionSchema).min(2).max(6),
});
type SingleChoice = z.infer<typeof schema>;

export interface SingleChoiceView {
  type: 'single-choice';
  options: { id: string; text: string }[];
}

/** One of several options is right. */
export const singleChoice: ExerciseType<SingleChoice, SingleChoiceView, string> = {
  schema,
  answerSchema: z.string(),
  problems: (spec) => optionProblems(spec.options, 'options', 'one'),
  view: (spec, key) => ({
    type: spec.type,
    options: shuffled(key, spec.seed, spec.options, (option) => option.text).map((option) => ({
      id: opaqueId(key, option.text),
      text: option.text,
    })),
  }),
  read: (spec, key, fields) => {
    const answer = single(fields, 'answer');
    if (answer === null) return { problem: 'incomplete' };
    const known = spec.options.some((option) => opaqueId(key, option.text) === answer);
    return known ? { answer } : { problem: 'malformed' };
  },
  grade: (spec, key, answer) => {
    const chosen = spec.options.find((option) => opaqueId(key, option.text) === answer);
    const correct = chosen?.correct === true;
    return {
      passed: correct,
      score: correct ? 1 : 0,
      parts: [{ id: answer, correct, feedback: chosen?.feedback ?? null }],
      feedback: null,
    };
  },
  solution: (spec) => spec.options.filter((option) => option.correct).map((option) => option.text),
};
