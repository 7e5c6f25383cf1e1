import { svelte } from '@sveltejs/vite-plugin-svelte';
import { render } from 'svelte/server';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incompleteText } from '../../../src/components/course/incomplete-text.ts';
import type { ExerciseProps } from '../../../src/components/learning/exercises/exercise-props.ts';
import {
  exerciseSchema,
  exerciseView,
  gradeAnswer,
  exerciseSolution,
  readAnswer,
  type Exercise,
} from '../../../src/domain/catalogue/exercise.ts';
import type { ExerciseState } from '../../../src/domain/learning/exercise-state.ts';
import { opaqueId } from '../../../src/domain/catalogue/opaque-id.ts';

const KEY = 'modul/uebung';
const id = (text: string) => opaqueId(KEY, text);
const LONG = 'eine Antwort, die für eine Auswahlliste auf dem Telefon zu lang ist';

/** One exercise of each type and of each variant of its form, an answer to it, and a form with something left open. */
const samples: { name: string; component: string; spec: object; answer: unknown; open: [string, string][] }[] = [
  {
    name: 'single choice',
    component: 'SingleChoice',
    spec: {
      type: 'single-choice',
      options: [
        { text: 'A & "B"', correct: true },
        { text: 'C', feedback: 'f' },
      ],
    },
    answer: id('A & "B"'),
    open: [],
  },
  {
    name: 'multiple choice',
    component: 'MultipleChoice',
    spec: {
      type: 'multiple-choice',
      missing: 'f',
      options: [
        { text: 'A', correct: true },
        { text: 'B', correct: true },
        { text: 'C', feedback: 'f' },
      ],
    },
    answer: [id('A'), id('C')],
    open: [],
  },
  {
    name: 'true or false',
    component: 'TrueFalse',
    spec: {
      type: 'true-false',
      statement: 'S',
      answer: true,
      wrongVerdict: 'f',
      reasons: [
        { text: 'A', correct: true },
        { text: 'B', feedback: 'f' },
      ],
    },
    answer: { verdict: false, reason: id('A') },
    open: [['verdict', 'true']],
  },
  {
    name: 'ordering',
    component: 'Ordering',
    spec: { type: 'ordering', items: ['A', 'B', 'C'].map((text) => ({ text, feedback: 'f' })) },
    answer: [id('B'), id('A'), id('C')],
    open: [
      [`place-${id('A')}`, '2'],
      [`place-${id('B')}`, '2'],
    ],
  },
  {
    name: 'matching',
    component: 'Matching',
    spec: {
      type: 'matching',
      pairs: [
        { left: 'A', right: '1', feedback: 'f' },
        { left: 'B', right: '2', feedback: 'f' },
      ],
      extra: ['3'],
    },
    answer: { [id('A')]: id('3'), [id('B')]: id('2') },
    open: [[`match-${id('B')}`, id('1')]],
  },
  {
    name: 'matching with long right sides',
    component: 'Matching',
    spec: {
      type: 'matching',
      pairs: [
        { left: 'A', right: LONG, feedback: 'f' },
        { left: 'B', right: '2', feedback: 'f' },
      ],
    },
    answer: { [id('A')]: id(LONG), [id('B')]: id('2') },
    open: [[`match-${id('A')}`, id('2')]],
  },
  {
    name: 'grouping',
    component: 'Grouping',
    spec: {
      type: 'grouping',
      groups: [
        {
          name: 'G',
          items: [
            { text: 'A', feedback: 'f' },
            { text: 'B', feedback: 'f' },
          ],
        },
        { name: 'H', items: [{ text: 'C', feedback: 'f' }] },
      ],
    },
    answer: { [id('A')]: id('G'), [id('B')]: id('H'), [id('C')]: id('H') },
    open: [[`group-${id('C')}`, id('G')]],
  },
  {
    name: 'cloze',
    component: 'Cloze',
    spec: {
      type: 'cloze',
      text: 'Vor {{eins}} und {{zwei}}.\n\nNach {{drei}}.',
      gaps: {
        eins: { accept: ['rot'], feedback: 'f' },
        zwei: {
          options: [
            { text: 'A', correct: true },
            { text: 'B', feedback: 'f' },
          ],
        },
        drei: {
          options: [
            { text: 'C', correct: true },
            { text: LONG, feedback: 'f' },
          ],
        },
      },
    },
    answer: { eins: 'gelb & "grün" <', zwei: id('B'), drei: id(LONG) },
    open: [
      ['gap-eins', 'blau'],
      ['gap-drei', id('C')],
    ],
  },
  {
    name: 'number',
    component: 'NumberExercise',
    spec: { type: 'number', value: 3, unit: 'Tage', feedback: 'f' },
    answer: { value: -1250.125, unit: 'Tage' },
    open: [['value', 'viele']],
  },
  {
    name: 'number with units',
    component: 'NumberExercise',
    spec: { type: 'number', value: 3, unit: 'Tage', feedback: 'f', otherUnits: [{ unit: 'Stunden', perUnit: 24 }] },
    answer: { value: 1_000_000.0000001, unit: 'Stunden' },
    open: [['value', '12']],
  },
  {
    name: 'free text',
    component: 'FreeText',
    spec: { type: 'free-text', minWords: 3, modelAnswer: 'Eins.\n\nZwei.', criteria: ['Ist es so?'] },
    answer: '  Erste Zeile\n\n"zweite" <b> & mehr  ',
    open: [],
  },
];

let vite: ViteDevServer;
beforeAll(async () => {
  vite = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    cacheDir: '.tmp/vite-components',
    optimizeDeps: { noDiscovery: true, include: [] },
    // One copy of Svelte, shared with `render` below.
    ssr: { external: ['svelte'], optimizeDeps: { noDiscovery: true, include: [] } },
    plugins: [
      svelte({ configFile: false, compilerOptions: { hmr: false, dev: false } }),
      {
        name: 'no-actions',
        resolveId: (name) => (name === 'astro:actions' ? '\0actions' : null),
        load: (name) => (name === '\0actions' ? 'export const actions = {}' : null),
      },
    ],
  });
}, 30_000);
afterAll(() => vite.close());

const FRESH: ExerciseState = { tries: 0, passed: false, answer: null, grade: null, solution: null, problem: null };

async function html(
  component: string,
  spec: object,
  state: (exercise: Exercise) => ExerciseState,
  closed = false,
): Promise<[string, Exercise]> {
  const exercise: Exercise = { ...exerciseSchema.parse({ task: 'Frage?\n\nMehr.', minutes: 1, ...spec }), key: KEY };
  const module = await vite.ssrLoadModule(`/src/components/learning/exercises/${component}.svelte`);
  const props: ExerciseProps<unknown> = {
    exercise: {
      key: KEY,
      anchor: 'uebung-uebung',
      label: 'Übung 1 von 1',
      task: exercise.task,
      incomplete: incompleteText(exerciseView(exercise)),
      required: true,
      cohort: 'herbst',
      person: 'anna',
      closed,
      state: state(exercise),
    },
    view: exerciseView(exercise),
  };
  return [render(module['default'], { props }).body, exercise];
}

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(` ${name}(?:="([^"]*)")?(?=[ />]|$)`).exec(tag);
  return found === null ? null : plain(found[1] ?? '');
};
const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The fields that a browser would send for the first form, without scripts. */
function fieldsOf(page: string): [string, string][] {
  const form = /<form[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const controls = form.matchAll(
    /<input([^>]*)>|<select([^>]*)>([\s\S]*?)<\/select>|<textarea([^>]*)>([\s\S]*?)<\/textarea>/g,
  );
  return [...controls].flatMap(([, input, select, options = '', textarea, text = '']): [string, string][] => {
    if (textarea !== undefined) return [[attribute(textarea, 'name') ?? '', plain(text)]];
    if (select !== undefined) {
      const tags = [...options.matchAll(/<option([^>]*)>/g)].map(([, tag = '']) => tag);
      const chosen = tags.find((tag) => attribute(tag, 'selected') !== null) ?? tags[0] ?? '';
      return [[attribute(select, 'name') ?? '', attribute(chosen, 'value') ?? '']];
    }
    const tag = input ?? '';
    const choice = ['radio', 'checkbox'].includes(attribute(tag, 'type') ?? '');
    return choice && attribute(tag, 'checked') === null
      ? []
      : [[attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']];
  });
}

const asMap = (fields: [string, string][]) => {
  const map = new Map<string, string[]>();
  for (const [name, value] of fields) map.set(name, [...(map.get(name) ?? []), value]);
  return map;
};
const answered =
  (answer: unknown) =>
  (exercise: Exercise): ExerciseState => {
    const grade = gradeAnswer(exercise, answer);
    return { ...FRESH, tries: 2, passed: grade?.passed === true, answer, grade };
  };
/** Ticks come back in the order of the page, which is as good as any other. */
const sorted = (answer: unknown, component: string) =>
  component === 'MultipleChoice' && Array.isArray(answer) ? [...answer].sort() : answer;

describe.each(samples)('the plain form of $name', ({ component, spec, answer, open }) => {
  test('holds a stored answer as it was given', async () => {
    const [page, exercise] = await html(component, spec, answered(answer));
    const fields = asMap(fieldsOf(page));
    expect(Object.fromEntries(fields)).toMatchObject({ cohort: ['herbst'], exercise: [KEY], person: ['anna'] });
    const read = readAnswer(exercise, fields);
    expect('answer' in read ? sorted(read.answer, component) : read).toEqual(sorted(answer, component));
  });

  test('is incomplete before anything is entered', async () => {
    const [page, exercise] = await html(component, spec, () => FRESH);
    expect(readAnswer(exercise, asMap(fieldsOf(page)))).toEqual({ problem: 'incomplete' });
    expect(page).toContain('method="post" action="?_action=learning.submitAnswer#uebung-uebung"');
    expect(page).toMatch(/<button class="button[^>]*>[^<]*(Antwort prüfen|Antwort abgeben)/);
  });

  test('keeps what an incomplete form held', async () => {
    const given: [string, string][] = [['cohort', 'herbst'], ...open];
    const [page, exercise] = await html(component, spec, () => ({ ...FRESH, problem: 'incomplete', given }));
    expect(fieldsOf(page)).toEqual(expect.arrayContaining(open));
    expect(readAnswer(exercise, asMap(fieldsOf(page)))).toEqual({ problem: 'incomplete' });
    expect(page).toContain('Bitte ');
  });

  test('has no inline style, no repeated id, and describes controls by what is there', async () => {
    for (const state of [answered(answer), () => FRESH]) {
      const [page] = await html(component, spec, state);
      expect(page).not.toMatch(/ style=/);
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, name]) => name);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, names = ''] of page.matchAll(/ aria-(?:describedby|labelledby)="([^"]*)"/g))
        for (const name of names.split(' ')) expect(ids).toContain(name);
    }
  });

  test('tells nothing before an answer, and the solution only when it is given', async () => {
    const [before, exercise] = await html(component, spec, () => FRESH);
    expect(before).not.toMatch(/Lösung|Richtig|Noch nicht[ .<]/);
    const [asked] = await html(component, spec, (same) => ({
      ...answered(answer)(same),
      passed: true,
      solution: { lines: exerciseSolution(same), explanation: 'Darum.' },
    }));
    expect(asked).toContain('Darum.');
    expect(exerciseSolution(exercise).length).toBeGreaterThan(0);
  });

  test('is disabled when answering is over', async () => {
    const [page] = await html(component, spec, answered(answer), true);
    expect(page).toMatch(/<fieldset disabled/);
    expect(page).not.toContain('<button class="button');
  });
});

test('a gap stands in its sentence without a space that the author did not write', async () => {
  const spec = {
    type: 'cloze',
    text: 'Er sagt „{{eins}}“, dann {{zwei}}.',
    gaps: { eins: { accept: ['a'], feedback: 'f' }, zwei: { accept: ['b'], feedback: 'f' } },
  };
  const [page] = await html('Cloze', spec, () => FRESH);
  const sentence = /<p[^>]*>[^<]*(?:<!--.*?-->)*Er sagt[\s\S]*?<\/p>/.exec(page)?.[0] ?? '';
  expect(
    sentence
      .replace(/<input[^>]*>/g, '_')
      .replace(/<[^>]*>/g, '')
      .trim(),
  ).toBe('Er sagt „_“, dann _.');
});

test('from the second try on the solution can be asked for without scripts', async () => {
  const [first] = samples;
  const state = (tries: number, passed: boolean): ExerciseState => ({ ...FRESH, tries, passed });
  const form = '<form class="ask';
  expect((await html('SingleChoice', first?.spec ?? {}, () => state(1, false)))[0]).not.toContain(form);
  expect((await html('SingleChoice', first?.spec ?? {}, () => state(2, true)))[0]).not.toContain(form);
  const [page] = await html('SingleChoice', first?.spec ?? {}, () => state(2, false));
  expect(page).toMatch(/<form class="ask[^>]*method="get" action="#uebung-uebung"/);
  expect(page).toContain(`name="loesung" value="${KEY}"`);
});
