import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import { duplicateTexts, exerciseBase, gradeFromParts, problemIf, single, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('grouping'),
  ...exerciseBase,
  /** Two to four groups; the order of groups is shown as written. `feedback` is said when the item was put elsewhere. */
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        items: z.array(z.strictObject({ text: z.string().min(1), feedback: z.string().min(1).optional() })),
      }),
    )
    .min(2)
    .max(4),
});
type Grouping = z.infer<typeof schema>;

export interface GroupingView {
  type: 'grouping';
  groups: { id: string; name: string }[];
  items: { id: string; text: string }[];
}

const itemsOf = (spec: Grouping) =>
  spec.groups.flatMap((group, groupIndex) =>
    group.items.map((item, itemIndex) => ({
      ...item,
      group: group.name,
      path: ['groups', groupIndex, 'items', itemIndex],
    })),
  );

/** Items are sorted into groups. Form: `group-<item id>` = group id. */
export const grouping: ExerciseType<Grouping, GroupingView, Record<string, string>> = {
  schema,
  answerSchema: z.record(z.string(), z.string()),
  problems: (spec) => {
    const items = itemsOf(spec);
    return [
      ...duplicateTexts(
        spec.groups.map((group) => group.name),
        'groups',
      ),
      ...items.flatMap((item, index) =>
        problemIf(items.findIndex((other) => other.text === item.text) < index, {
          path: item.path,
          code: 'duplicate-text',
          value: item.text,
        }),
      ),
      ...items.flatMap((item) =>
        problemIf(item.feedback === undefined, { path: item.path, code: 'feedback-missing', value: item.text }),
      ),
      ...problemIf(items.length < 3 || items.length > 12, {
        path: ['groups'],
        code: 'item-count',
        value: String(items.length),
      }),
    ];
  },
  view: (spec, key) => ({
    type: spec.type,
    groups: spec.groups.map((group) => ({ id: opaqueId(key, group.name), name: group.name })),
    items: shuffled(key, spec.seed, itemsOf(spec), (item) => item.text).map((item) => ({
      id: opaqueId(key, item.text),
      text: item.text,
    })),
  }),
  read: (spec, key, fields) => {
    const groups = new Set(spec.groups.map((group) => opaqueId(key, group.name)));
    const answer: Record<string, string> = {};
    for (const item of itemsOf(spec)) {
      const id = opaqueId(key, item.text);
      const group = single(fields, `group-${id}`);
      if (group === null) return { problem: 'incomplete' };
      if (!groups.has(group)) return { problem: 'malformed' };
      answer[id] = group;
    }
    return { answer };
  },
  grade: (spec, key, answer) =>
    gradeFromParts(
      itemsOf(spec).map((item) => {
        const id = opaqueId(key, item.text);
        const correct = answer[id] === opaqueId(key, item.group);
        return { id, correct, feedback: correct ? null : (item.feedback ?? null) };
      }),
      spec.passFrom,
      null,
    ),
  solution: (spec) => spec.groups.map((group) => `${group.name}: ${group.items.map((item) => item.text).join(' · ')}`),
};
