import { z } from 'zod';
import { opaqueId, shuffled } from '../opaque-id.ts';
import {
  exerciseBase,
  gradeFromParts,
  optionProblems,
  optionSchema,
  problemIf,
  single,
  type ExerciseType,
  type SpecProblem,
} from './exercise-type.ts';

const GAP = /\{\{([a-z0-9-]+)\}\}/g;
const GAP_MAX_LENGTH = 200;

const typedGap = z.strictObject({
  /** Answers that count as right. */
  accept: z.array(z.string().min(1)).min(1),
  /** Whether capital and small letters are the same. */
  ignoreCase: z.boolean().default(true),
  /** Whether spaces and hyphens do not matter. */
  ignoreSpaces: z.boolean().default(false),
  /** Whether ä = ae, ö = oe, ü = ue, ß = ss. */
  ignoreUmlauts: z.boolean().default(false),
  /** Explanations of likely wrong answers. */
  mistakes: z
    .array(z.strictObject({ answers: z.array(z.string().min(1)).min(1), feedback: z.string().min(1) }))
    .default([]),
  /** Said of any other wrong answer. */
  feedback: z.string().min(1).optional(),
});
const chosenGap = z.strictObject({
  /** Two to six options, exactly one `correct: true`; each wrong one with `feedback`. */
  options: z.array(optionSchema).min(2).max(6),
});

const schema = z.strictObject({
  type: z.literal('cloze'),
  ...exerciseBase,
  /** The text; a gap stands as {{name}}; a blank line starts a new paragraph. */
  text: z.string().min(1),
  /** One entry for each gap: typed (`accept`) or chosen (`options`). */
  gaps: z.record(z.string().regex(/^[a-z0-9-]+$/), z.union([typedGap, chosenGap])),
});
type Cloze = z.infer<typeof schema>;
type TypedGap = z.infer<typeof typedGap>;

/** A piece of a cloze text: words, the end of a paragraph, or a gap. */
export type ClozePiece =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'typed'; id: string }
  | { kind: 'chosen'; id: string; options: { id: string; text: string }[] };
export interface ClozeView {
  type: 'cloze';
  pieces: ClozePiece[];
}

/** A text with gaps, typed or chosen. Form: `gap-<name>`. */
export const cloze: ExerciseType<Cloze, ClozeView, Record<string, string>> = {
  schema,
  answerSchema: z.record(z.string(), z.string()),
  problems: (spec) => {
    // Anything in double braces was meant as a gap, even if its name is not possible.
    const used = [...spec.text.matchAll(/\{\{(.*?)\}\}/g)].flatMap((match) => match[1] ?? []);
    return [
      ...problemIf(used.length === 0, { path: ['text'], code: 'gap-none' }),
      ...used.flatMap((name) =>
        problemIf(gapOf(spec, name) === undefined, { path: ['text'], code: 'gap-undefined', value: name }),
      ),
      ...used.flatMap((name, index) =>
        problemIf(used.indexOf(name) < index, { path: ['text'], code: 'gap-twice', value: name }),
      ),
      ...Object.entries(spec.gaps).flatMap(([name, gap]): SpecProblem[] => {
        if (!used.includes(name)) return [{ path: ['gaps', name], code: 'gap-unused', value: name }];
        const problems = 'options' in gap ? optionProblems(gap.options, 'options', 'one') : typedProblems(name, gap);
        return problems.map((problem) => ({ ...problem, path: ['gaps', name, ...problem.path] }));
      }),
    ];
  },
  view: (spec, key) => ({ type: spec.type, pieces: piecesOf(spec, key) }),
  read: (spec, key, fields) => {
    const answer: Record<string, string> = {};
    for (const [name, gap] of Object.entries(spec.gaps)) {
      const value = single(fields, `gap-${name}`);
      if (value === null) return { problem: 'incomplete' };
      if (value.length > GAP_MAX_LENGTH) return { problem: 'malformed' };
      if ('options' in gap && !gap.options.some((option) => opaqueId(key, option.text) === value))
        return { problem: 'malformed' };
      answer[name] = value;
    }
    return { answer };
  },
  grade: (spec, key, answer) =>
    gradeFromParts(
      Object.entries(spec.gaps).map(([id, gap]) => {
        const given = Object.hasOwn(answer, id) ? (answer[id] ?? '') : '';
        if ('options' in gap) {
          const chosen = gap.options.find((option) => opaqueId(key, option.text) === given);
          return { id, correct: chosen?.correct === true, feedback: chosen?.feedback ?? null };
        }
        const correct = isAmong(gap, gap.accept, given);
        const mistake = gap.mistakes.find((candidate) => isAmong(gap, candidate.answers, given));
        return { id, correct, feedback: correct ? null : (mistake?.feedback ?? gap.feedback ?? null) };
      }),
      spec.passFrom,
      null,
    ),
  solution: (spec) =>
    gapNames(spec.text).map((name, index) => {
      const gap = gapOf(spec, name);
      if (gap === undefined) return '';
      const right = 'options' in gap ? gap.options.find((option) => option.correct)?.text : gap.accept[0];
      return `Lücke ${index + 1}: ${right ?? ''}`;
    }),
};

function typedProblems(name: string, gap: TypedGap): SpecProblem[] {
  return [
    ...problemIf(gap.feedback === undefined, { path: [], code: 'feedback-missing', value: name }),
    ...gap.mistakes.flatMap(({ answers }, index) =>
      answers.flatMap((answer) =>
        problemIf(isAmong(gap, gap.accept, answer), {
          path: ['mistakes', index],
          code: 'mistake-is-right',
          value: answer,
        }),
      ),
    ),
  ];
}

/** A gap by its name; a name such as "constructor" must not find what every object has. */
const gapOf = (spec: Cloze, name: string) => (Object.hasOwn(spec.gaps, name) ? spec.gaps[name] : undefined);

const gapNames = (text: string): string[] => [...text.matchAll(GAP)].flatMap((match) => match[1] ?? []);

function piecesOf(spec: Cloze, key: string): ClozePiece[] {
  return spec.text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph, index): ClozePiece[] => [
      ...(index > 0 ? [{ kind: 'break' } as const] : []),
      // split() with a capturing group gives words and gap names in turns.
      ...paragraph.split(GAP).map((part, position): ClozePiece => {
        const gap = position % 2 === 1 ? gapOf(spec, part) : undefined;
        if (gap === undefined) return { kind: 'text', text: part.replace(/\s+/g, ' ') };
        if (!('options' in gap)) return { kind: 'typed', id: part };
        const options = shuffled(key, spec.seed, gap.options, (option) => option.text);
        return { kind: 'chosen', id: part, options: options.map(({ text }) => ({ id: opaqueId(key, text), text })) };
      }),
    ]);
}

function isAmong(gap: TypedGap, answers: readonly string[], given: string): boolean {
  const plain = (text: string) => {
    let result = text.normalize('NFC').trim().replace(/\s+/g, ' ');
    if (gap.ignoreCase) result = result.toLocaleLowerCase('de-DE');
    if (gap.ignoreSpaces) result = result.replace(/[\s\u2010-\u2015-]/g, '');
    if (gap.ignoreUmlauts)
      result = result
        .replace(/ä/g, 'ae')
        .replace(/ö/g, 'oe')
        .replace(/ü/g, 'ue')
        .replace(/Ä/g, 'Ae')
        .replace(/Ö/g, 'Oe')
        .replace(/Ü/g, 'Ue')
        .replace(/ß/g, 'ss');
    return result;
  };
  return answers.some((answer) => plain(answer) === plain(given));
}
