import { z } from 'zod';

/** What every exercise file holds, whatever its type. */
export const exerciseBase = {
  /** The task as the learner reads it; a blank line starts a new paragraph. */
  task: z.string().min(1),
  /** Minutes that a learner needs; they count towards the unit's 10 to 20. */
  minutes: z.number().positive().max(15),
  /** Whether the unit can only be completed once this exercise is passed. */
  required: z.boolean().default(true),
  /** Shown with the solution: why it is so. */
  explanation: z.string().min(1).optional(),
  /** Another order of the options; set it when the check says that the shown order is the right one. */
  seed: z.number().int().min(0).default(0),
  /** Share of right parts from which the exercise is passed, 0..1; without it all must be right. */
  passFrom: z.number().gt(0).max(1).default(1),
};

/** The part of a graded answer that belongs to one option, item or gap. */
export interface GradedPart {
  /** Opaque id of the option, item or gap; as in the view. */
  id: string;
  correct: boolean;
  feedback: string | null;
}

/** What the server says of one answer; it tells of the parts that the answer touched and of nothing else. */
export interface Grade {
  passed: boolean;
  /** Share of right parts, 0..1. */
  score: number;
  parts: GradedPart[];
  /** A sentence about the answer as a whole. */
  feedback: string | null;
}

/** Fields of a plain form: name → values in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** `incomplete`: the learner left something open. `malformed`: no form of ours sends this. */
export type ReadAnswer<Answer> = { answer: Answer } | { problem: 'incomplete' | 'malformed' };

/** Every kind of mistake that exercise types look for beyond their schemas. */
export type SpecProblemCode =
  | 'duplicate-text'
  | 'feedback-missing'
  | 'one-right-option'
  | 'no-right-option'
  | 'order-shown'
  | 'item-count'
  | 'gap-undefined'
  | 'gap-twice'
  | 'gap-unused'
  | 'gap-none'
  | 'mistake-is-right';

/** A mistake in a file that a schema cannot see: where (path in the file) and which. */
export interface SpecProblem {
  path: (string | number)[];
  code: SpecProblemCode;
  value?: string | undefined;
}

/** One kind of exercise: its file, what the browser gets of it, its form and its rules. Method syntax keeps the registry free of casts. */
export interface ExerciseType<Spec, View, Answer> {
  schema: z.ZodType<Spec>;
  answerSchema: z.ZodType<Answer>;
  /** Mistakes beyond the schema, such as two right answers. */
  problems(spec: Spec, key: string): SpecProblem[];
  /** All that the browser gets before an answer: no solution, no feedback, nothing in an order that tells. */
  view(spec: Spec, key: string): View;
  /** The answer that a form holds. */
  read(spec: Spec, key: string, fields: Fields): ReadAnswer<Answer>;
  /** The rule that grades an answer. */
  grade(spec: Spec, key: string, answer: Answer): Grade;
  /** The solution in lines of German text. */
  solution(spec: Spec): string[];
}

/** An option of a choice, with its explanation. */
export const optionSchema = z.strictObject({
  /** What the learner chooses. */
  text: z.string().min(1),
  /** Whether choosing it is right. */
  correct: z.boolean().default(false),
  /** Why someone would think so, and what holds instead; for a right option: why it is right. */
  feedback: z.string().min(1).optional(),
});
export type Option = z.infer<typeof optionSchema>;

/** A list with the problem, or an empty one. */
export function problemIf(isWrong: boolean, problem: SpecProblem): SpecProblem[] {
  return isWrong ? [problem] : [];
}

/** The one value of a field, or null if it is missing, empty or sent twice. */
export function single(fields: Fields, name: string): string | null {
  const values = fields.get(name) ?? [];
  const value = values.length === 1 ? values[0] : undefined;
  return value === undefined || value.trim() === '' ? null : value;
}

/** Problems of a list of texts that must differ, because their ids come from the text. */
export function duplicateTexts(texts: readonly string[], path: string): SpecProblem[] {
  return texts.flatMap((text, index) =>
    problemIf(texts.indexOf(text) < index, { path: [path, index], code: 'duplicate-text', value: text }),
  );
}

/** Problems of options: a wrong one without feedback, two with the same text, not exactly one right. */
export function optionProblems(options: readonly Option[], path: string, rightOnes: 'one' | 'some'): SpecProblem[] {
  const right = options.filter((option) => option.correct).length;
  return [
    ...duplicateTexts(
      options.map((option) => option.text),
      path,
    ),
    ...options.flatMap((option, index) =>
      problemIf(!option.correct && option.feedback === undefined, {
        path: [path, index],
        code: 'feedback-missing',
        value: option.text,
      }),
    ),
    ...problemIf(rightOnes === 'one' && right !== 1, { path: [path], code: 'one-right-option', value: String(right) }),
    ...problemIf(rightOnes === 'some' && right === 0, { path: [path], code: 'no-right-option' }),
  ];
}

/** Whether a score reaches the pass rule. Authors write two decimals, so two of three right (0.666…) reach `passFrom: 0.67`. */
export const reaches = (score: number, passFrom: number): boolean => Math.round(score * 100) / 100 >= passFrom;

/** A grade from its parts: the score is the share of right ones. */
export function gradeFromParts(parts: GradedPart[], passFrom: number, feedback: string | null): Grade {
  const score = parts.filter((part) => part.correct).length / parts.length;
  return { passed: reaches(score, passFrom), score, parts, feedback };
}
