import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import { duplicateTexts, exerciseBase, gradeFromParts, problemIf, single, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('matching'),
  ...exerciseBase,
  /** Two to seven pairs; `feedback` is said when `left` got another right side. Two pairs may share a right side. */
  pairs: z
    .array(
      z.strictObject({
        left: z.string().min(1),
        right: z.string().min(1),
        feedback: z.string().min(1).optional(),
      }),
    )
    .min(2)
    .max(7),
  /** Right sides that belong to no pair. */
  extra: z.array(z.string().min(1)).max(4).default([]),
});
type Matching = z.infer<typeof schema>;

export interface MatchingView {
  type: 'matching';
  lefts: { id: string; text: string }[];
  rights: { id: string; text: string }[];
}

const rightsOf = (spec: Matching) => [...new Set([...spec.pairs.map((pair) => pair.right), ...spec.extra])];

/** For each left side the right side that belongs to it. Form: `match-<left id>` = right id. */
export const matching: ExerciseType<Matching, MatchingView, Record<string, string>> = {
  schema,
  answerSchema: z.record(z.string(), z.string()),
  problems: (spec) => [
    ...duplicateTexts(
      spec.pairs.map((pair) => pair.left),
      'pairs',
    ),
    ...duplicateTexts(spec.extra, 'extra'),
    ...spec.extra.flatMap((right, index) =>
      problemIf(
        spec.pairs.some((pair) => pair.right === right),
        { path: ['extra', index], code: 'duplicate-text', value: right },
      ),
    ),
    ...spec.pairs.flatMap((pair, index) =>
      problemIf(pair.feedback === undefined, { path: ['pairs', index], code: 'feedback-missing', value: pair.left }),
    ),
  ],
  view: (spec, key) => ({
    type: spec.type,
    lefts: shuffled(key, spec.seed, spec.pairs, (pair) => pair.left).map((pair) => ({
      id: opaqueId(key, pair.left),
      text: pair.left,
    })),
    rights: shuffled(key, spec.seed, rightsOf(spec), (right) => right).map((right) => ({
      id: opaqueId(key, right),
      text: right,
    })),
  }),
  read: (spec, key, fields) => {
    const rights = new Set(rightsOf(spec).map((right) => opaqueId(key, right)));
    const answer: Record<string, string> = {};
    for (const pair of spec.pairs) {
      const left = opaqueId(key, pair.left);
      const right = single(fields, `match-${left}`);
      if (right === null) return { problem: 'incomplete' };
      if (!rights.has(right)) return { problem: 'malformed' };
      answer[left] = right;
    }
    return { answer };
  },
  grade: (spec, key, answer) =>
    gradeFromParts(
      spec.pairs.map((pair) => {
        const id = opaqueId(key, pair.left);
        const correct = answer[id] === opaqueId(key, pair.right);
        return { id, correct, feedback: correct ? null : (pair.feedback ?? null) };
      }),
      spec.passFrom,
      null,
    ),
  solution: (spec) => spec.pairs.map((pair) => `${pair.left} → ${pair.right}`),
};
