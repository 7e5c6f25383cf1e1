import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import { exerciseBase, optionProblems, optionSchema, reaches, type ExerciseType } from './exercise-type.ts';

const schema = z.strictObject({
  type: z.literal('multiple-choice'),
  ...exerciseBase,
  /** Three to eight options, at least one `correct: true`; each wrong one with `feedback`. */
  options: z.array(optionSchema).min(3).max(8),
  /** Said when nothing wrong was chosen but something right is missing; must not name it. */
  missing: z.string().min(1),
});
type MultipleChoice = z.infer<typeof schema>;

export interface MultipleChoiceView {
  type: 'multiple-choice';
  options: { id: string; text: string }[];
}

/** Any number of several options is right. Each option is a part: chosen or left as it should be. */
export const multipleChoice: ExerciseType<MultipleChoice, MultipleChoiceView, string[]> = {
  schema,
  answerSchema: z.array(z.string()),
  problems: (spec) => optionProblems(spec.options, 'options', 'some'),
  view: (spec, key) => ({
    type: spec.type,
    options: shuffled(key, spec.seed, spec.options, (option) => option.text).map((option) => ({
      id: opaqueId(key, option.text),
      text: option.text,
    })),
  }),
  read: (spec, key, fields) => {
    const answer = [...new Set(fields.get('answer') ?? [])];
    if (answer.length === 0) return { problem: 'incomplete' };
    const ids = new Set(spec.options.map((option) => opaqueId(key, option.text)));
    return answer.every((id) => ids.has(id)) ? { answer } : { problem: 'malformed' };
  },
  grade: (spec, key, answer) => {
    const decisions = spec.options.map((option) => {
      const id = opaqueId(key, option.text);
      return { id, option, chosen: answer.includes(id) };
    });
    const score = decisions.filter(({ option, chosen }) => option.correct === chosen).length / decisions.length;
    const onlyMissing = decisions.every(({ option, chosen }) => option.correct || !chosen) && score < 1;
    return {
      passed: reaches(score, spec.passFrom),
      score,
      parts: decisions
        .filter(({ chosen }) => chosen)
        .map(({ id, option }) => ({ id, correct: option.correct, feedback: option.feedback ?? null })),
      feedback: onlyMissing ? spec.missing : null,
    };
  },
  solution: (spec) => spec.options.filter((option) => option.correct).map((option) => option.text),
};
