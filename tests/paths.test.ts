import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exerciseAnchor, paths, safeReturnTo, worksheetAnchor } from '../src/paths.ts';

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
