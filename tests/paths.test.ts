import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atCentre, exerciseAnchor, paths, positiveInteger, safeReturnTo, worksheetAnchor } from '../src/paths.ts';

const ORIGIN = 'https://lernen.example.de';

describe('the way back after signing in', () => {
  const kept = [
    '/lernen',
    '/lernen/nord/muster/anfang?loesung=begriffe#uebung-begriffe',
    '/',
    '/trainer',
    '/lernen?durchgang=nord',
    '/a%20b',
  ];
  it.each(kept)('leads to %s', (path) => expect(safeReturnTo(path)).toBe(path));

  const refused = [
    '',
    'lernen',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '\\\\evil.example',
    '/ /evil.example',
    '/@evil.example:80',
    '/lernen\r\nSet-Cookie: a=b',
    '/"><script>',
    null,
  ];
  it.each(refused)('leads to the start of learning instead of %j', (path) =>
    expect(safeReturnTo(path)).toBe(paths.learning),
  );

  it('never leads to another site, whatever was asked', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      '\t',
      '\n',
      '%2f',
      '%5c',
      '?',
      '#',
      'a',
      '&',
      '//',
      'https:',
      ' ',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const back = safeReturnTo(parts.join(''));
        expect(new URL(back, `${ORIGIN}/anmelden`).origin).toBe(ORIGIN);
        expect(back).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('survives the address of the sign-in page', () => {
    const path = '/lernen/nord/muster/anfang?loesung=x&a=b#uebung-x';
    expect(new URL(paths.signIn(path), ORIGIN).searchParams.get('weiter')).toBe(path);
  });
});

describe('an address', () => {
  it('of a unit shows its slug, and the place where to go on', () => {
    expect(paths.unit('nord', 'muster/anfang')).toBe('/lernen/nord/muster/anfang');
    expect(paths.unit('nord', 'muster/anfang', 'die-idee')).toBe('/lernen/nord/muster/anfang#die-idee');
    expect(paths.unit('nord', 'muster/anfang', null)).toBe('/lernen/nord/muster/anfang');
  });
  it('inside a unit is told by the id alone', () => {
    expect(exerciseAnchor('muster/begriffe')).toBe('uebung-begriffe');
    expect(worksheetAnchor('muster/mein-board')).toBe('arbeitsblatt-mein-board');
  });
});

describe('a number in an address', () => {
  it.each(['1', '25', '9007199254740991'])('is %s', (text) => expect(positiveInteger(text)).toBe(Number(text)));
  it.each([null, '', '0', '-1', '1.5', 'x', '1e400', 'NaN', '9007199254740993', '__proto__'])('is not %j', (text) =>
    expect(positiveInteger(text)).toBeNull(),
  );
});

describe('a page of the administration', () => {
  it('names its centre, whatever its id is made of', () => {
    expect(new URL(atCentre(paths.people, 'a&b=c'), ORIGIN).searchParams.get('zentrum')).toBe('a&b=c');
  });
});
