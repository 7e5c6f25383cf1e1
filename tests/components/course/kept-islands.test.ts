import { expect, test } from 'vitest';
import { keepIsland, keptIsland, keptWakingScript } from '../../../src/components/course/kept-islands.ts';
import { islandKey } from '../../../src/components/course/slots.ts';
import type { UnitPageData } from '../../../src/components/course/unit-page-data.ts';
import { UNTRIED } from '#domain/learning/exercise-state.ts';

const exercise: UnitPageData['exercises'][number] = {
  key: 'muster/begriffe',
  task: 'Was ist eine Aufgabe?',
  required: true,
  view: { type: 'free-text', minWords: 5 },
  state: UNTRIED,
};
const worksheet: UnitPageData['worksheets'][number] = {
  worksheet: { key: 'muster/mein-board', title: 'Mein Board', intro: '', fields: [] },
  values: {},
  writtenAt: null,
};
const page: UnitPageData = {
  moduleId: 'muster',
  release: 'a',
  cohort: 'demo',
  person: 'jana',
  zone: 'Europe/Berlin',
  closed: false,
  exercises: [exercise],
  worksheets: [worksheet],
};
const keyOf = (data: UnitPageData) => islandKey(data, { kind: 'exercise', id: 'begriffe' });
const worksheetKeyOf = (data: UnitPageData) => islandKey(data, { kind: 'worksheet', id: 'mein-board' });
const text = (key: string) => new TextDecoder().decode(keptIsland(key));

test('an island is found under its key and no other', () => {
  keepIsland('one', '<astro-island>„eins“</astro-island>');
  expect(text('one')).toBe('<astro-island>„eins“</astro-island>');
  expect(keptIsland('two')).toBeUndefined();
});

test('the script that wakes islands is kept apart, from the first island of a response', () => {
  keepIsland('first', '<script>wake()</script><astro-island>eins</astro-island>');
  keepIsland('second', '<astro-island>zwei</astro-island>');
  keepIsland('form', '<section>drei</section>');
  expect(new TextDecoder().decode(keptWakingScript())).toBe('<script>wake()</script>');
  expect(['first', 'second', 'form'].map(text)).toEqual([
    '<astro-island>eins</astro-island>',
    '<astro-island>zwei</astro-island>',
    '<section>drei</section>',
  ]);
});

test('the same page has the same key', () => {
  expect(keyOf(structuredClone(page))).toBe(keyOf(page));
  expect(worksheetKeyOf(structuredClone(page))).toBe(worksheetKeyOf(page));
});

test.each<[string, Partial<UnitPageData>]>([
  ['another person', { person: 'mehmet' }],
  ['another cohort', { cohort: 'herbst' }],
  ['a cohort that has closed', { closed: true }],
  ['another release of the course files', { release: 'b' }],
  ['a second exercise on the page', { exercises: [exercise, { ...exercise, key: 'muster/zwei' }] }],
  ['a try', { exercises: [{ ...exercise, state: { ...UNTRIED, tries: 1 } }] }],
  ['another answer', { exercises: [{ ...exercise, state: { ...UNTRIED, answer: 'Mein Text' } }] }],
  [
    'a solution',
    { exercises: [{ ...exercise, state: { ...UNTRIED, solution: { lines: ['So'], explanation: null } } }] },
  ],
  [
    'a form that came back',
    { exercises: [{ ...exercise, state: { ...UNTRIED, problem: 'incomplete', given: [['text', 'a']] } }] },
  ],
])('an exercise of %s has a key of its own', (_name, change) => {
  expect(keyOf({ ...page, ...change })).not.toBe(keyOf(page));
});

test.each<[string, Partial<UnitPageData>]>([
  ['another person', { person: 'mehmet' }],
  ['other entries', { worksheets: [{ ...worksheet, values: { ort: 'Halle 2' } }] }],
  ['a later saving', { worksheets: [{ ...worksheet, writtenAt: new Date(0) }] }],
])('a worksheet of %s has a key of its own', (_name, change) => {
  expect(worksheetKeyOf({ ...page, ...change })).not.toBe(worksheetKeyOf(page));
});

test('an id that the catalogue has not got has no key', () => {
  expect(islandKey(page, { kind: 'exercise', id: 'fremd' })).toBeNull();
});

test('what is used stays while much is kept, and the rest makes room', () => {
  const megabyte = 'x'.repeat(1_000_000);
  keepIsland('used', 'used');
  keepIsland('unused', 'unused');
  for (let count = 0; count < 40; count += 1) {
    keepIsland(`large ${count}`, megabyte);
    expect(text('used')).toBe('used');
  }
  expect(keptIsland('unused')).toBeUndefined();
  expect(keptIsland('large 0')).toBeUndefined();
});
