import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exerciseView, gradeAnswer, readAnswer, type Exercise } from '#domain/catalogue/exercise.ts';
import { exercise, form, id } from '../../support/exercises.ts';

const SECRET = 'GEHEIM';
const feedback = `${SECRET} Rückmeldung`;
const hidden = { explanation: `${SECRET} Erklärung` };

/** Texts that differ; short and alike, so that a mix-up of texts and places shows. */
const texts = (minLength: number, maxLength: number) =>
  fc.uniqueArray(
    fc.constantFrom(
      'a',
      'b',
      'A',
      'ä',
      'ae',
      'a ',
      '1',
      '2',
      'eins, zwei',
      '<b>',
      '“',
      '__proto__',
      'constructor',
      '10',
      '1.000',
    ),
    { minLength, maxLength },
  );
const seed = fc.nat(50);

/** A file, the same with another solution, and what a form sends for the first one's. */
interface Sample {
  one: Exercise;
  other: Exercise;
  right: Record<string, string | string[]>;
}

const options = (all: string[], right: (index: number) => boolean) =>
  all.map((text, index) => (right(index) ? { text, correct: true, feedback } : { text, feedback }));

const singleChoice = fc.tuple(texts(2, 6), seed, fc.nat(), fc.nat()).map(([all, seed, a, b]): Sample => {
  const make = (right: number) =>
    exercise({ type: 'single-choice', seed, ...hidden, options: options(all, (index) => index === right) });
  const right = a % all.length;
  return { one: make(right), other: make(b % all.length), right: { answer: id(all[right] ?? '') } };
});

const multipleChoice = fc
  .tuple(texts(3, 8), seed, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
  .map(([all, seed, marks]): Sample => {
    const make = (right: (index: number) => boolean) =>
      exercise({ type: 'multiple-choice', seed, ...hidden, missing: feedback, options: options(all, right) });
    const isRight = (index: number) => index === 0 || marks[index] === true;
    return {
      one: make(isRight),
      other: make((index) => !isRight(index) || index === 1),
      right: { answer: all.filter((_, index) => isRight(index)).map(id) },
    };
  });

const trueFalse = fc.tuple(texts(2, 5), seed, fc.boolean(), fc.nat()).map(([all, seed, answer, a]): Sample => {
  const make = (answer: boolean, right: number) =>
    exercise({
      type: 'true-false',
      seed,
      ...hidden,
      statement: 'S',
      wrongVerdict: feedback,
      answer,
      reasons: options(all, (index) => index === right),
    });
  const right = a % all.length;
  return {
    one: make(answer, right),
    other: make(!answer, (right + 1) % all.length),
    right: { verdict: String(answer), reason: id(all[right] ?? '') },
  };
});

const ordering = fc
  .tuple(texts(3, 8), seed, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }))
  .map(([all, seed, keys]): Sample => {
    const make = (items: string[]) =>
      exercise({ type: 'ordering', seed, ...hidden, items: items.map((text) => ({ text, feedback })) });
    const places = Object.fromEntries(all.map((text, index) => [`place-${id(text)}`, String(index + 1)]));
    return { one: make(all), other: make(mixed(all, keys)), right: places };
  });

const matching = fc
  .tuple(texts(2, 7), texts(7, 7), seed, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }))
  .map(([lefts, rights, seed, keys]): Sample => {
    const used = rights.slice(0, lefts.length);
    const make = (order: string[]) =>
      exercise({
        type: 'matching',
        seed,
        ...hidden,
        extra: rights.slice(lefts.length, lefts.length + 2),
        pairs: lefts.map((left, index) => ({ left, right: order[index], feedback })),
      });
    const right = Object.fromEntries(lefts.map((left, index) => [`match-${id(left)}`, id(used[index] ?? '')]));
    return { one: make(used), other: make(mixed(used, keys)), right };
  });

const grouping = fc
  .tuple(texts(3, 12), seed, fc.array(fc.nat(1), { minLength: 24, maxLength: 24 }))
  .map(([all, seed, marks]): Sample => {
    const make = (shift: number) =>
      exercise({
        type: 'grouping',
        seed,
        ...hidden,
        groups: ['G', 'H'].map((name, group) => ({
          name,
          items: all.filter((_, index) => marks[index + shift] === group).map((text) => ({ text, feedback })),
        })),
      });
    const right = Object.fromEntries(
      all.map((text, index) => [`group-${id(text)}`, id(marks[index] === 0 ? 'G' : 'H')]),
    );
    return { one: make(0), other: make(12), right };
  });

const cloze = fc.tuple(texts(2, 6), seed, fc.nat(), fc.nat()).map(([all, seed, a, b]): Sample => {
  const make = (right: number, accept: string) =>
    exercise({
      type: 'cloze',
      seed,
      ...hidden,
      text: 'Ein {{eins}}.\n\nUnd {{zwei}}.',
      gaps: {
        eins: { accept: [accept], feedback, mistakes: [{ answers: [SECRET], feedback }] },
        zwei: { options: options(all, (index) => index === right) },
      },
    });
  const right = a % all.length;
  return {
    one: make(right, `${SECRET} A`),
    other: make(b % all.length, `${SECRET} B`),
    right: { 'gap-eins': `${SECRET} a`, 'gap-zwei': id(all[right] ?? '') },
  };
});

const number = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(3)).map(([whole, decimals]): Sample => {
  const value = whole / 10 ** decimals;
  const make = (value: number) =>
    exercise({
      type: 'number',
      ...hidden,
      value,
      unit: 'kg',
      otherUnits: [{ unit: 't', perUnit: 0.001 }],
      feedback,
      mistakes: [{ value: value + 1, feedback }],
    });
  return { one: make(value), other: make(value + 1), right: { value: value.toLocaleString('de-DE'), unit: 'kg' } };
});

const freeText = fc
  .tuple(fc.integer({ min: 3, max: 200 }), fc.constantFrom('wort', '3', 'Ä'))
  .map(([minWords, word]): Sample => {
    const make = (modelAnswer: string) =>
      exercise({ type: 'free-text', ...hidden, minWords, modelAnswer, criteria: [feedback] });
    return { one: make(`${SECRET} so`), other: make(`${SECRET} anders`), right: { text: `${word} `.repeat(minWords) } };
  });

const mixed = (all: string[], keys: number[]): string[] =>
  all
    .map((text, index) => ({ text, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ text }) => text);

const samples = Object.entries({
  singleChoice,
  multipleChoice,
  trueFalse,
  ordering,
  matching,
  grouping,
  cloze,
  number,
  freeText,
});

function answerOf(of: Exercise, fields: Record<string, string | string[]>): unknown {
  const read = readAnswer(of, form(fields));
  if ('problem' in read) throw new Error(`the answer is ${read.problem}`);
  return read.answer;
}

describe.each(samples)('%s', (_name, sample: fc.Arbitrary<Sample>) => {
  it('the right answer passes with the full score and says nothing of mistakes', () =>
    fc.assert(
      fc.property(sample, ({ one, right }) => {
        const grade = gradeAnswer(one, answerOf(one, right));
        expect(grade).toMatchObject({ passed: true, score: 1, feedback: null });
        expect(grade?.parts.every((part) => part.correct)).toBe(true);
      }),
    ));

  it('the same answer always has the same grade, and its score lies within 0..1', () =>
    fc.assert(
      fc.property(sample, ({ one, other, right }) => {
        // Graded by the other file's solution the answer is right, wrong, or partly so.
        const grade = gradeAnswer(other, answerOf(other, right));
        expect(gradeAnswer(other, answerOf(other, right))).toEqual(grade);
        expect(grade?.score).toBeGreaterThanOrEqual(0);
        expect(grade?.score).toBeLessThanOrEqual(1);
        expect(grade?.passed).toBe(grade?.score === 1);
        expect(one.key).toBe(other.key);
      }),
    ));

  it('what the browser gets is the same whatever is right', () =>
    fc.assert(
      fc.property(sample, ({ one, other }) => {
        expect(exerciseView(one)).toEqual(exerciseView(other));
      }),
    ));

  it('what the browser gets holds no feedback, solution, model answer or explanation', () =>
    fc.assert(
      fc.property(sample, ({ one }) => {
        const view = JSON.stringify(exerciseView(one));
        expect(view).not.toContain(SECRET);
        expect(view).not.toMatch(/correct|feedback|accept|explanation|tolerance|"value"|modelAnswer|mistakes|seed/);
      }),
    ));

  it('grades no answer of whatever shape by throwing', () =>
    fc.assert(
      fc.property(sample, fc.jsonValue(), ({ one }, answer) => {
        const score = gradeAnswer(one, answer)?.score ?? 0;
        expect(score >= 0 && score <= 1).toBe(true);
      }),
    ));
});
