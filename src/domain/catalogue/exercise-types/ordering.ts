import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import { duplicateTexts, exerciseBase, problemIf, reaches, single, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('ordering'),
  ...exerciseBase,
  /** What the first and the last place mean, for instance "zuerst" and "zuletzt". */
  ends: z.tuple([z.string().min(1), z.string().min(1)]).default(['zuerst', 'zuletzt']),
  /** Three to eight items in the right order; `feedback` is said when the item stands in a wrong place. */
  items: z
    .array(z.strictObject({ text: z.string().min(1), feedback: z.string().min(1).optional() }))
    .min(3)
    .max(8),
});
type Ordering = z.infer<typeof schema>;

export interface OrderingView {
  type: 'ordering';
  ends: [string, string];
  items: { id: string; text: string }[];
}

/** Items are to be put in the right order. Form: `place-<id>` = 1…n, each place once. */
export const ordering: ExerciseType<Ordering, OrderingView, string[]> = {
  schema,
  answerSchema: z.array(z.string()),
  problems: (spec, key) => {
    const shown = shuffled(key, spec.seed, spec.items, (item) => item.text);
    return [
      ...duplicateTexts(
        spec.items.map((item) => item.text),
        'items',
      ),
      ...spec.items.flatMap((item, index) =>
        problemIf(item.feedback === undefined, { path: ['items', index], code: 'feedback-missing', value: item.text }),
      ),
      ...problemIf(
        shown.every((item, index) => item === spec.items[index]),
        { path: ['items'], code: 'order-shown' },
      ),
    ];
  },
  view: (spec, key) => ({
    type: spec.type,
    ends: spec.ends,
    items: shuffled(key, spec.seed, spec.items, (item) => item.text).map((item) => ({
      id: opaqueId(key, item.text),
      text: item.text,
    })),
  }),
  read: (spec, key, fields) => {
    const answer = new Array<string | undefined>(spec.items.length).fill(undefined);
    for (const item of spec.items) {
      const id = opaqueId(key, item.text);
      const place = single(fields, `place-${id}`);
      if (place === null) return { problem: 'incomplete' };
      const index = Number(place) - 1;
      if (!Number.isInteger(index) || index < 0 || index >= answer.length) return { problem: 'malformed' };
      if (answer[index] !== undefined) return { problem: 'incomplete' };
      answer[index] = id;
    }
    return { answer: answer.filter((id) => id !== undefined) };
  },
  grade: (spec, key, answer) => {
    const parts = answer.map((id, index) => {
      const item = spec.items.find((candidate) => opaqueId(key, candidate.text) === id);
      const correct = item !== undefined && spec.items[index] === item;
      return { id, correct, feedback: correct ? null : (item?.feedback ?? null) };
    });
    // An answer from before an item was added has too few places: the missing ones are wrong.
    const score = parts.filter((part) => part.correct).length / Math.max(spec.items.length, parts.length);
    return { passed: reaches(score, spec.passFrom), score, parts, feedback: null };
  },
  solution: (spec) => spec.items.map((item, index) => `${index + 1}. ${item.text}`),
};
