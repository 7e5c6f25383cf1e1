import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from '#domain/identity/common-passwords.ts';
import {
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  passwordProblem,
  type PasswordProblem,
} from '#domain/identity/password.ts';

const OWNER = { email: 'anna.lerch@world.example', names: ['Anna', 'Lerch', 'Zentrum Nord'] };
const problem = (password: string) => passwordProblem(password, OWNER);
/** Words that stand on no list, so that what is made of them can be taken. */
const WORDS = [
  'Werkbank',
  'Lötkolben',
  'Regenmantel',
  'Wackelstuhl',
  'Zwiebelturm',
  'Ölkännchen',
  'Kreissäge',
  '🛠️',
  '漢字',
];

describe('a password', () => {
  const table: [string, string, PasswordProblem | null][] = [
    ['of 11 characters', 'Zwiebelturm', 'too-short'],
    ['of 12 characters', 'Zwiebeltürme', null],
    ['of 11 signs that each take two units', '🛠'.repeat(5) + '⚙'.repeat(6), 'too-short'],
    ['of several words with spaces', 'vier Löffel Mehl und ein Ei', null],
    ['of 64 characters', 'Wackelstuhl am Fenster, '.repeat(3).slice(0, 64), null],
    ['of 256 units', 'Wackelstuhl'.repeat(30).slice(0, PASSWORD_MAX_LENGTH), null],
    ['of 257 units', 'Wackelstuhl'.repeat(30).slice(0, PASSWORD_MAX_LENGTH + 1), 'too-long'],
    ['without capitals, digits or signs', 'zwiebelturmundregen', null],
    ['of digits that are no pattern', '284917503846', null],
    ['that is a common one with a year', 'Passwort2026!', 'common'],
    ['that is a common one in capitals', 'PASSWORT2026', 'common'],
    ['that writes a common one with look-alikes', 'P@ssw0rt!!!!', 'common'],
    ['that is a common one twice', 'schalke04Schalke04', 'common'],
    ['of two common ones', 'HalloSchatzi!', 'common'],
    ['along the keyboard', 'qwertzuiopasdf', 'common'],
    ['of digits in a row', '123456789012', 'common'],
    ['of letters backwards', 'lkjihgfedcba', 'common'],
    ['of one letter', 'aaaaaaaaaaaa', 'common'],
    ['of a short pattern', 'x7!x7!x7!x7!', 'common'],
    ['that is the address', 'anna.lerch@world.example', 'personal'],
    ['that is the name', 'Lerch, Anna 1987', 'personal'],
    ['that is the name run together', 'AnnaLerchAnna'.slice(0, 9) + '2026', 'personal'],
    ['that is the name of the centre', 'Zentrum Nord', 'personal'],
    ['that is the name of the product', 'Digital-Maker', 'personal'],
    ['that has the name among other words', 'Anna mag Zwiebeltürme', null],
  ];
  it.each(table)('%s', (_what, password, expected) => expect(problem(password)).toBe(expected));

  it('of somebody without names is judged like any other', () => {
    expect(passwordProblem('Zwiebelturm im Regen', { email: '', names: [] })).toBeNull();
  });
});

describe('the list of common passwords', () => {
  it('has many hundreds, German ones too, in the spelling that is asked for', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(1000);
    for (const word of ['passwort', 'schatz', 'hallo', 'qwertz', 'password', 'fcbayern'])
      expect(COMMON_PASSWORDS.has(word), word).toBe(true);
    for (const word of COMMON_PASSWORDS) expect(word).toBe(word.normalize('NFC').toLowerCase());
  });

  it('is refused with anything hung on in front or behind', () => {
    const hung = fc.stringMatching(/^[0-9!?.\-_ ]{0,14}$/);
    fc.assert(
      fc.property(fc.constantFrom(...COMMON_PASSWORDS), hung, hung, fc.boolean(), (word, before, after, loud) => {
        const password = before + (loud ? word.toUpperCase() : word) + after;
        // Digits of no pattern are many, whatever stands among them; ß has no capital.
        fc.pre([...password].length >= PASSWORD_MIN_LENGTH && /\p{L}/u.test(word) && !word.includes('ß'));
        expect(problem(password)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever is typed', () => {
  const typed = fc.oneof(
    fc.array(fc.constantFrom(...WORDS, ' ', '1', 'ä', 'a\u0308'), { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );

  it('composed and decomposed letters are the same password', () => {
    fc.assert(
      fc.property(typed, (password) => {
        const composed = password.normalize('NFC');
        const decomposed = password.normalize('NFD');
        fc.pre(decomposed.length <= PASSWORD_MAX_LENGTH && composed.length <= PASSWORD_MAX_LENGTH);
        expect(problem(decomposed)).toBe(problem(composed));
      }),
    );
  });

  it('below 12 characters is too short and above 256 units too long', () => {
    fc.assert(
      fc.property(typed, (password) => {
        const composed = password.normalize('NFC');
        const found = problem(password);
        if (password.length > PASSWORD_MAX_LENGTH) expect(found).toBe('too-long');
        else if (composed.length <= PASSWORD_MAX_LENGTH && [...composed].length < PASSWORD_MIN_LENGTH)
          expect(found).toBe('too-short');
        else expect(found).not.toBe('too-short');
      }),
    );
  });

  it('three words of no list are taken, in whatever order, with or without capitals, digits and signs', () => {
    const word = fc.constantFrom('werkbank', 'Lötkolben', 'REGENMANTEL', 'wackelstuhl', 'Zwiebelturm', 'kreissäge');
    fc.assert(
      fc.property(word, word, word, fc.constantFrom(' ', '-', '', '7', ' & '), (a, b, c, sign) => {
        fc.pre(a !== b || b !== c);
        expect(problem([a, b, c].join(sign))).toBeNull();
      }),
    );
  });
});
