import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import {
  exerciseBase,
  gradeFromParts,
  optionProblems,
  optionSchema,
  single,
  type ExerciseType,
} from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('true-false'),
  ...exerciseBase,
  /** The statement to judge. */
  statement: z.string().min(1),
  /** Whether the statement is true. */
  answer: z.boolean(),
  /** Said when the verdict is wrong. */
  wrongVerdict: z.string().min(1),
  /** Two to five reasons, exactly one `correct: true`; each wrong one with `feedback`. None may begin so that it tells the verdict. */
  reasons: z.array(optionSchema).min(2).max(5),
});
type TrueFalse = z.infer<typeof schema>;

export interface TrueFalseView {
  type: 'true-false';
  statement: string;
  reasons: { id: string; text: string }[];
}

/** A verdict on a statement, and the reason for it. Parts: `verdict` and the chosen reason. */
export const trueFalse: ExerciseType<TrueFalse, TrueFalseView, { verdict: boolean; reason: string }> = {
  schema,
  answerSchema: z.object({ verdict: z.boolean(), reason: z.string() }),
  problems: (spec) => optionProblems(spec.reasons, 'reasons', 'one'),
  view: (spec, key) => ({
    type: spec.type,
    statement: spec.statement,
    reasons: shuffled(key, spec.seed, spec.reasons, (reason) => reason.text).map((reason) => ({
      id: opaqueId(key, reason.text),
      text: reason.text,
    })),
  }),
  read: (spec, key, fields) => {
    const verdict = single(fields, 'verdict');
    const reason = single(fields, 'reason');
    if (verdict === null || reason === null) return { problem: 'incomplete' };
    const known = spec.reasons.some((option) => opaqueId(key, option.text) === reason);
    if (!known || (verdict !== 'true' && verdict !== 'false')) return { problem: 'malformed' };
    return { answer: { verdict: verdict === 'true', reason } };
  },
  grade: (spec, key, answer) => {
    const chosen = spec.reasons.find((reason) => opaqueId(key, reason.text) === answer.reason);
    const verdictRight = answer.verdict === spec.answer;
    return gradeFromParts(
      [
        { id: 'verdict', correct: verdictRight, feedback: verdictRight ? null : spec.wrongVerdict },
        { id: answer.reason, correct: chosen?.correct === true, feedback: chosen?.feedback ?? null },
      ],
      spec.passFrom,
      null,
    );
  },
  solution: (spec) => [
    spec.answer ? 'Die Aussage stimmt.' : 'Die Aussage stimmt nicht.',
    ...spec.reasons.filter((reason) => reason.correct).map((reason) => reason.text),
  ],
};
