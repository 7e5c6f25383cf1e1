import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitProgress } from '#domain/learning/unit-progress.ts';

/** Progress of a unit with these exercises; capital letters are required. */
const progress = (exercises: string, passed: string) =>
  unitProgress(
    { exercises: [...exercises] },
    (key) => key === key.toUpperCase(),
    (key) => passed.includes(key),
  );

describe('progress of a unit', () => {
  const table: [string, string, string, ReturnType<typeof progress>][] = [
    ['without exercises may be completed at once', '', '', { passed: 0, required: 0, completable: true, missing: [] }],
    [
      'with none required may be completed at once',
      'ab',
      '',
      { passed: 0, required: 0, completable: true, missing: [] },
    ],
    ['with nothing passed', 'AB', '', { passed: 0, required: 2, completable: false, missing: ['A', 'B'] }],
    ['with all but one passed', 'ABC', 'AC', { passed: 2, required: 3, completable: false, missing: ['B'] }],
    ['with all passed', 'ABC', 'ABC', { passed: 3, required: 3, completable: true, missing: [] }],
    [
      'with all required passed and one left that is not',
      'AbC',
      'AC',
      { passed: 2, required: 2, completable: true, missing: [] },
    ],
    ['does not count what is not required', 'Ab', 'b', { passed: 0, required: 1, completable: false, missing: ['A'] }],
    [
      'does not count exercises of other units',
      'A',
      'XYZ',
      { passed: 0, required: 1, completable: false, missing: ['A'] },
    ],
    [
      'names the missing ones in the order of the text',
      'CAB',
      '',
      { passed: 0, required: 3, completable: false, missing: ['C', 'A', 'B'] },
    ],
  ];
  it.each(table)('%s', (_name, exercises, passed, expected) => expect(progress(exercises, passed)).toEqual(expected));

  const letters = fc.uniqueArray(fc.constantFrom(...'ABCDefgh'));
  it('never falls by one more passed exercise, and what is passed and missing is what is required', () => {
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(...'ABCDefgh'), (exercises, passed, more) => {
        const before = progress(exercises.join(''), passed.join(''));
        const after = progress(exercises.join(''), [...passed, more].join(''));
        expect(after.passed).toBeGreaterThanOrEqual(before.passed);
        expect(after.completable || !before.completable).toBe(true);
        expect(after.passed + after.missing.length).toBe(after.required);
        expect(after.completable).toBe(after.passed === after.required);
      }),
    );
  });
});
