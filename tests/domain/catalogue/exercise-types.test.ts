import { describe, expect, it } from 'vitest';
import { exerciseSolution, gradeAnswer, readAnswer } from '#domain/catalogue/exercise.ts';
import { exercise, feedbackOf, form, graded, id, outcome } from '../../support/exercises.ts';

const single = exercise({
  type: 'single-choice',
  options: [
    { text: 'richtig', correct: true, feedback: 'weil' },
    { text: 'falsch', feedback: 'doch nicht' },
  ],
});
describe('single choice', () => {
  it.each([
    ['the right option', { answer: id('richtig') }, 'passed 1'],
    ['a wrong option', { answer: id('falsch') }, 'failed 0'],
    ['nothing', {}, 'incomplete'],
    ['an empty field', { answer: ' ' }, 'incomplete'],
    ['two options', { answer: [id('richtig'), id('falsch')] }, 'incomplete'],
    ['an option that does not exist', { answer: 'x' }, 'malformed'],
    ['the text instead of its id', { answer: 'richtig' }, 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(single, fields)).toBe(expected));

  it('says why the chosen option is wrong, and nothing of the others', () => {
    expect(feedbackOf(single, { answer: id('falsch') })).toEqual(['doch nicht']);
  });
});

const several = exercise({
  type: 'multiple-choice',
  passFrom: 0.75,
  missing: 'Es fehlt etwas.',
  options: [
    { text: 'a', correct: true },
    { text: 'b', correct: true },
    { text: 'c', feedback: 'c nicht' },
    { text: 'd', feedback: 'd nicht' },
  ],
});
describe('multiple choice', () => {
  it.each([
    ['all right ones', ['a', 'b'], 'passed 1'],
    ['one right one is missing: the pass rule is reached exactly', ['a'], 'passed 0.75'],
    ['one right and one wrong', ['a', 'c'], 'failed 0.5'],
    ['all options', ['a', 'b', 'c', 'd'], 'failed 0.5'],
    ['one wrong too much', ['a', 'b', 'c'], 'passed 0.75'],
    ['only wrong ones', ['c', 'd'], 'failed 0'],
    ['the same option twice', ['a', 'a', 'b'], 'passed 1'],
    ['nothing', [], 'incomplete'],
  ])('%s', (_name, texts, expected) => expect(outcome(several, { answer: texts.map(id) })).toBe(expected));

  it('refuses an option that does not exist', () =>
    expect(outcome(several, { answer: [id('a'), 'x'] })).toBe('malformed'));
  it('keeps an option that was sent twice once', () => {
    expect(readAnswer(several, form({ answer: [id('a'), id('a')] }))).toEqual({ answer: [id('a')] });
  });
  it('says that something is missing only when nothing wrong was chosen', () => {
    expect(feedbackOf(several, { answer: [id('a')] })).toEqual(['Es fehlt etwas.']);
    expect(feedbackOf(several, { answer: [id('a'), id('c')] })).toEqual(['c nicht']);
    expect(feedbackOf(several, { answer: [id('a'), id('b')] })).toEqual([]);
  });
});

const verdict = exercise({
  type: 'true-false',
  statement: 'S',
  answer: false,
  wrongVerdict: 'Sie stimmt nicht.',
  reasons: [
    { text: 'gut', correct: true },
    { text: 'schlecht', feedback: 'kein Grund' },
  ],
});
describe('true or false with a reason', () => {
  it.each([
    ['both right', { verdict: 'false', reason: id('gut') }, 'passed 1'],
    ['the verdict wrong', { verdict: 'true', reason: id('gut') }, 'failed 0.5'],
    ['the reason wrong', { verdict: 'false', reason: id('schlecht') }, 'failed 0.5'],
    ['both wrong', { verdict: 'true', reason: id('schlecht') }, 'failed 0'],
    ['no reason', { verdict: 'true' }, 'incomplete'],
    ['no verdict', { reason: id('gut') }, 'incomplete'],
    ['another verdict', { verdict: 'vielleicht', reason: id('gut') }, 'malformed'],
    ['another reason', { verdict: 'true', reason: 'x' }, 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(verdict, fields)).toBe(expected));
});

const order = exercise({
  type: 'ordering',
  passFrom: 0.67,
  items: ['eins', 'zwei', 'drei'].map((text) => ({ text, feedback: `${text} nicht hier` })),
});
const places = (...texts: string[]) =>
  Object.fromEntries(texts.map((text, index) => [`place-${id(text)}`, String(index + 1)]));
describe('ordering', () => {
  it.each([
    ['the right order', places('eins', 'zwei', 'drei'), 'passed 1'],
    ['two exchanged', places('zwei', 'eins', 'drei'), 'failed 0.33'],
    ['all in wrong places', places('drei', 'eins', 'zwei'), 'failed 0'],
    ['an item without place', places('eins', 'zwei'), 'incomplete'],
    ['a place taken twice', { ...places('eins', 'zwei', 'drei'), [`place-${id('drei')}`]: '2' }, 'incomplete'],
    ['a place before the first', { ...places('eins', 'zwei', 'drei'), [`place-${id('eins')}`]: '0' }, 'malformed'],
    ['a place after the last', { ...places('eins', 'zwei', 'drei'), [`place-${id('drei')}`]: '4' }, 'malformed'],
    ['half a place', { ...places('eins', 'zwei', 'drei'), [`place-${id('drei')}`]: '2.5' }, 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(order, fields)).toBe(expected));

  it('an answer with too few items never passes, though each stands right', () => {
    expect(gradeAnswer(order, [id('eins')])).toMatchObject({ passed: false, score: 1 / 3 });
    expect(gradeAnswer(order, [])).toMatchObject({ passed: false, score: 0 });
    expect(gradeAnswer(order, [id('eins'), id('zwei'), id('drei'), id('drei')])?.score).toBe(0.75);
  });
  it('two of three reach a pass rule of 0.67', () => {
    expect(gradeAnswer(order, [id('eins'), id('zwei'), 'x'])?.passed).toBe(true);
    expect(gradeAnswer({ ...order, passFrom: 0.68 }, [id('eins'), id('zwei'), 'x'])?.passed).toBe(false);
  });
});

const pairs = exercise({
  type: 'matching',
  extra: ['Kaffee'],
  pairs: [
    { left: 'A', right: '1', feedback: 'A anders' },
    { left: 'B', right: '1', feedback: 'B anders' },
    { left: 'C', right: '2', feedback: 'C anders' },
  ],
});
const match = (a: string, b: string, c: string) => ({
  [`match-${id('A')}`]: id(a),
  [`match-${id('B')}`]: id(b),
  [`match-${id('C')}`]: id(c),
});
describe('matching', () => {
  it.each([
    ['all right, one right side twice', match('1', '1', '2'), 'passed 1'],
    ['one wrong', match('1', '2', '2'), 'failed 0.67'],
    ['an extra side chosen', match('1', '1', 'Kaffee'), 'failed 0.67'],
    ['one left open', { ...match('1', '1', '2'), [`match-${id('C')}`]: '' }, 'incomplete'],
    ['a side that does not exist', match('1', '1', 'Tee'), 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(pairs, fields)).toBe(expected));

  it('explains the wrong pair only', () => expect(feedbackOf(pairs, match('1', '2', '2'))).toEqual(['B anders']));
});

const groups = exercise({
  type: 'grouping',
  groups: [
    {
      name: 'G',
      items: [
        { text: 'a', feedback: 'a zu G' },
        { text: 'b', feedback: 'b zu G' },
      ],
    },
    { name: 'H', items: [{ text: 'c', feedback: 'c zu H' }] },
  ],
});
const sorted = (a: string, b: string, c: string) => ({
  [`group-${id('a')}`]: id(a),
  [`group-${id('b')}`]: id(b),
  [`group-${id('c')}`]: id(c),
});
describe('grouping', () => {
  it.each([
    ['all right', sorted('G', 'G', 'H'), 'passed 1'],
    ['one wrong', sorted('G', 'H', 'H'), 'failed 0.67'],
    ['all in one group', sorted('G', 'G', 'G'), 'failed 0.67'],
    ['one left open', { ...sorted('G', 'G', 'H'), [`group-${id('a')}`]: '' }, 'incomplete'],
    ['a group that does not exist', sorted('G', 'G', 'K'), 'malformed'],
  ])('%s', (_name, fields, expected) => expect(outcome(groups, fields)).toBe(expected));
});

describe('free text', () => {
  const text = exercise({ type: 'free-text', minWords: 3, modelAnswer: 'Eins.\n\nZwei.', criteria: ['Ort?'] });
  it.each([
    ['exactly enough words', 'eins zwei drei', 'passed 1'],
    ['one word too few', 'eins zwei', 'failed 0.67'],
    ['dashes are no words', 'eins – zwei … !', 'failed 0.67'],
    ['numbers are words', 'Es dauert 3', 'passed 1'],
    ['white space only', ' \n ', 'incomplete'],
    ['ten thousand letters', 'a b '.repeat(2_500), 'passed 1'],
    ['one letter more', `${'a b '.repeat(2_500)}c`, 'malformed'],
  ])('%s', (_name, value, expected) => expect(outcome(text, { text: value })).toBe(expected));

  it('the solution is the model answer in paragraphs, then what to look at', () => {
    expect(exerciseSolution(text)).toEqual(['Eins.', 'Zwei.', 'Prüfen Sie: Ort?']);
  });
  it('an answer of another type cannot be graded', () => {
    expect(gradeAnswer(text, ['a'])).toBeNull();
    expect(gradeAnswer(single, { value: 1 })).toBeNull();
  });
  it('a grade tells of no part that the answer did not touch', () => {
    const grade = graded(several, { answer: [id('c')] });
    expect(grade).toMatchObject({ parts: [{ id: id('c'), correct: false, feedback: 'c nicht' }] });
  });
});
