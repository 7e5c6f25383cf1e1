import { describe, expect, it } from 'vitest';
import { exerciseSolution, gradeAnswer } from '#domain/catalogue/exercise.ts';
import { parseGermanNumber } from '#domain/catalogue/exercise-types/number.ts';
import { exercise, feedbackOf, id, outcome } from '../../support/exercises.ts';

describe('numbers as Germans write them', () => {
  it.each([
    ['7,5', 7.5],
    ['7.5', 7.5],
    ['1.250,5', 1250.5],
    ['1.250', 1250],
    ['1.250.000', 1_250_000],
    ['12.5', 12.5],
    ['-1', -1],
    ['−1', -1],
    ['+3', 3],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1 250,5', 1250.5],
    ['1\u00a0250', 1250],
    ["1'250", 1250],
    ['007', 7],
    ['0', 0],
    ['-0,5', -0.5],
    [' 42 ', 42],
  ])('%s', (text, expected) => expect(parseGermanNumber(text)).toBe(expected));

  it.each([
    '',
    'zwölf',
    '7,5 h',
    '1,2,3',
    '1.25.000',
    '1,250.5',
    '--1',
    '1e3',
    '0x10',
    '∞',
    'NaN',
    '12345678901234567',
  ])('%s is no number', (text) => expect(parseGermanNumber(text)).toBeNull());
});

const hours = exercise({
  type: 'number',
  value: 7.5,
  tolerance: 0.5,
  unit: 'Stunden',
  otherUnits: [{ unit: 'Minuten', perUnit: 60 }],
  mistakes: [{ value: 15, tolerance: 1, feedback: 'zwei Tage' }],
  feedback: 'anders',
});
describe('a number with tolerance and units', () => {
  it.each([
    ['exact', '7,5', 'Stunden', 'passed 1'],
    ['the lower edge', '7', 'Stunden', 'passed 1'],
    ['below the lower edge', '6,99', 'Stunden', 'failed 0'],
    ['the upper edge', '8', 'Stunden', 'passed 1'],
    ['above the upper edge', '8,01', 'Stunden', 'failed 0'],
    ['in the other unit', '450', 'Minuten', 'passed 1'],
    ['the upper edge in the other unit', '480', 'Minuten', 'passed 1'],
    ['above it', '481', 'Minuten', 'failed 0'],
    ['the right number in the wrong unit', '7,5', 'Minuten', 'failed 0'],
    ['a unit that does not exist', '7,5', 'Tage', 'malformed'],
    ['no unit', '7,5', '', 'incomplete'],
    ['its unit behind the number', '7,5 Stunden', 'Stunden', 'passed 1'],
    ['its unit in small letters and without a space', '450minuten', 'Minuten', 'passed 1'],
    ['another unit behind the number than was chosen', '7,5 Stunden', 'Minuten', 'incomplete'],
    ['a word that is no unit behind the number', '7,5 Tage', 'Stunden', 'incomplete'],
    ['a unit without a number', 'Stunden', 'Stunden', 'incomplete'],
    ['no number', '', 'Stunden', 'incomplete'],
    ['words', 'sieben', 'Stunden', 'incomplete'],
  ])('%s', (_name, value, unit, expected) => expect(outcome(hours, { value, unit })).toBe(expected));

  it.each([
    ['15', 'zwei Tage'],
    ['16', 'zwei Tage'],
    ['16,1', 'anders'],
    ['20', 'anders'],
  ])('%s gets its own feedback', (value, feedback) => {
    expect(feedbackOf(hours, { value, unit: 'Stunden' })).toEqual([feedback]);
  });
  it.each([
    ['7,5', 'Minuten'],
    ['450', 'Stunden'],
  ])('%s %s is the right number in the wrong unit, and says so', (value, unit) => {
    expect(feedbackOf(hours, { value, unit })).toEqual(['Die Zahl stimmt, die Einheit nicht.']);
  });
  it('a likely mistake is known in the other unit, too', () => {
    expect(feedbackOf(hours, { value: '900', unit: 'Minuten' })).toEqual(['zwei Tage']);
  });
  it('without other units no unit needs to be sent', () => {
    const euros = exercise({ type: 'number', value: 0.3, unit: '€', feedback: 'nein' });
    expect(outcome(euros, { value: '0,3' })).toBe('passed 1');
    expect(outcome(euros, { value: '0,31' })).toBe('failed 0');
    expect(gradeAnswer(euros, { value: 0.1 + 0.2, unit: '€' })?.passed).toBe(true);
  });
  it('a unit that has been taken out of the file since is wrong', () => {
    expect(gradeAnswer(hours, { value: 7.5, unit: 'Tage' })?.passed).toBe(false);
  });
  it('the solution keeps small decimals', () => {
    expect(exerciseSolution(exercise({ type: 'number', value: 0.0125, unit: 'mm', feedback: 'x' }))).toEqual([
      '0,0125 mm',
    ]);
    expect(exerciseSolution(exercise({ type: 'number', value: 1250.5, unit: '€', feedback: 'x' }))).toEqual([
      '1.250,5 €',
    ]);
  });
});

const gap = (options: Record<string, unknown>, accept: string[] = ['Größe']) =>
  exercise({ type: 'cloze', text: 'Die {{wort}} zählt.', gaps: { wort: { accept, feedback: 'anders', ...options } } });
describe('a typed gap', () => {
  it.each([
    ['the word', {}, 'Größe', true],
    ['spaces around it', {}, '  Größe ', true],
    ['small letters', {}, 'größe', true],
    ['small letters where they matter', { ignoreCase: false }, 'größe', false],
    ['the right letters where they matter', { ignoreCase: false }, 'Größe', true],
    ['written out umlauts', {}, 'Groesse', false],
    ['written out umlauts where allowed', { ignoreUmlauts: true }, 'groesse', true],
    ['written out umlauts, but capitals matter', { ignoreUmlauts: true, ignoreCase: false }, 'groesse', false],
    ['letters with combining marks', {}, 'Gro\u0308ße', true],
    ['a space inside', {}, 'Grö ße', false],
    ['a space inside where allowed', { ignoreSpaces: true }, 'Grö ße', true],
    ['a hyphen inside where allowed', { ignoreSpaces: true }, 'Grö-ße', true],
    ['a non-breaking hyphen where allowed', { ignoreSpaces: true }, 'Grö\u2011ße', true],
    ['another word', {}, 'Farbe', false],
  ])('%s', (_name, options, given, passed) => {
    expect(outcome(gap(options), { 'gap-wort': given })).toBe(passed ? 'passed 1' : 'failed 0');
  });

  it('two spaces count as one', () => {
    expect(outcome(gap({}, ['rote Karte']), { 'gap-wort': 'rote  Karte' })).toBe('passed 1');
    expect(outcome(gap({}, ['rote Karte']), { 'gap-wort': 'roteKarte' })).toBe('failed 0');
  });
  it('a likely mistake has its own feedback', () => {
    const known = gap({ mistakes: [{ answers: ['Länge'], feedback: 'fast' }] });
    expect(feedbackOf(known, { 'gap-wort': 'länge' })).toEqual(['fast']);
    expect(feedbackOf(known, { 'gap-wort': 'breite' })).toEqual(['anders']);
  });
  it.each([
    ['an empty gap', '', 'incomplete'],
    ['200 letters', 'x'.repeat(200), 'failed 0'],
    ['201 letters', 'x'.repeat(201), 'malformed'],
  ])('%s', (_name, given, expected) => expect(outcome(gap({}), { 'gap-wort': given })).toBe(expected));
});

describe('a chosen gap', () => {
  const chosen = exercise({
    type: 'cloze',
    text: 'Ein {{a}} und {{b}}.',
    gaps: {
      a: {
        options: [
          { text: 'ja', correct: true },
          { text: 'nein', feedback: 'doch' },
        ],
      },
      b: { accept: ['x', 'y'], feedback: 'z' },
    },
  });
  it.each([
    ['both right', { 'gap-a': id('ja'), 'gap-b': 'y' }, 'passed 1'],
    ['one wrong', { 'gap-a': id('nein'), 'gap-b': 'x' }, 'failed 0.5'],
    ['one open', { 'gap-b': 'x' }, 'incomplete'],
    ['an option that does not exist', { 'gap-a': 'ja', 'gap-b': 'x' }, 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(chosen, fields)).toBe(expected));

  it('the solution numbers the gaps as they stand in the text', () => {
    expect(exerciseSolution(chosen)).toEqual(['Lücke 1: ja', 'Lücke 2: x']);
  });
  it('an answer without one of the gaps is wrong there', () => {
    expect(gradeAnswer(chosen, { a: id('ja') })).toMatchObject({ passed: false, score: 0.5 });
  });
});
