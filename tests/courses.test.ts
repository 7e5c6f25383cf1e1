import { describe, expect, it } from 'vitest';
import {
  EXERCISE_TYPES,
  exerciseProblems,
  exerciseSolution,
  exerciseView,
  gradeAnswer,
  type Exercise,
} from '#domain/catalogue/exercise.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { idsAfterRelease } from '#domain/catalogue/released.ts';
import { rightAnswer } from '#domain/catalogue/right-answer.ts';
import { UNIT_MINUTES } from '#domain/catalogue/unit.ts';
import { hashOf, readSourceFiles } from '#platform/course-files.ts';
import { findingText } from '#text/findings.ts';

const READY = 'agiles-arbeiten';
const SIX_MODULES = [
  'wandel-gestalten',
  'agiles-arbeiten',
  'prozesse-modellieren',
  'daten-nutzen',
  'kuenstliche-intelligenz',
  'digitalstrategie',
];
const MODULES = [...SIX_MODULES, 'unternehmen-begleiten'];

const files = readSourceFiles(process.cwd());
const { catalogue, findings } = readCatalogue(files, hashOf(files));
const exercises = Object.values(catalogue.exercises);
const units = Object.values(catalogue.units);
const sourceOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';

describe('the courses', () => {
  it('have no mistake', () =>
    expect(findings.map((finding) => `${finding.path}:${finding.line} ${findingText(finding)}`)).toEqual([]));

  it('are the six modules and the one for multipliers', () =>
    expect(Object.keys(catalogue.modules).sort()).toEqual([...MODULES].sort()));

  it('stand on the line of Digital Maker, all six in order, each with a session', () => {
    const line = catalogue.programmes['digital-maker']?.line ?? [];
    expect(line.map(({ moduleId }) => moduleId)).toEqual(SIX_MODULES);
    for (const { stations } of line) expect(stations.some(({ kind }) => kind === 'session')).toBe(true);
  });

  it('differ in colour and emblem', () => {
    const hues = Object.values(catalogue.modules).map(({ hue }) => hue);
    expect(new Set(hues).size).toBe(hues.length);
  });
});

describe(READY, () => {
  const module = catalogue.modules[READY];

  it('is ready, with six units and a session with its guide', () => {
    expect(module).toMatchObject({ status: 'ready' });
    expect(module?.units).toHaveLength(6);
    expect(module?.units.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(module?.sessions).toHaveLength(1);
  });

  it.each(module?.units ?? [])(
    '$slug takes 10 to 20 minutes, has prose and an exercise that is required',
    ({ minutes, words, exercises: keys }) => {
      expect(minutes).toBeGreaterThanOrEqual(UNIT_MINUTES.min);
      expect(minutes).toBeLessThanOrEqual(UNIT_MINUTES.max);
      expect(words).toBeGreaterThan(300);
      expect(keys.some((key) => catalogue.exercises[key]?.required)).toBe(true);
    },
  );

  it('has at least 24 exercises over all nine types', () => {
    expect(exercises.filter(({ key }) => key.startsWith(`${READY}/`)).length).toBeGreaterThanOrEqual(24);
    expect(EXERCISE_TYPES).toHaveLength(9);
    expect(new Set(exercises.map(({ type }) => type))).toEqual(new Set(EXERCISE_TYPES));
  });

  it('has at least five drawings, each shown with a text alternative', () => {
    const drawings = files.filter(({ path }) => path.startsWith(`courses/${READY}/assets/`) && path.endsWith('.svg'));
    expect(drawings.length).toBeGreaterThanOrEqual(5);
    const prose = files
      .filter(({ path }) => path.startsWith(`courses/${READY}/`) && path.endsWith('.mdx'))
      .map(({ text }) => text)
      .join('\n');
    const shown = [...prose.matchAll(/<Drawing\s+[^>]*?file="([^"]+)"[^>]*>/g)];
    expect(new Set(shown.map(([, file]) => file))).toEqual(new Set(drawings.map(({ path }) => path.split('/').at(-1))));
    for (const [tag] of shown) expect(tag).toMatch(/\balt="[^"]{20,}"/);
  });

  it('has a transfer task and worksheets', () => {
    expect(
      Object.keys(catalogue.transferTasks).filter((key) => key.startsWith(`${READY}/`)).length,
    ).toBeGreaterThanOrEqual(1);
    expect(units.flatMap(({ worksheets }) => worksheets).length).toBeGreaterThanOrEqual(1);
  });

  it('once released stays: nothing is in released.json that a release would not hold', () => {
    const { released = [] }: { released?: string[] } = JSON.parse(sourceOf('courses/released.json') || '{}');
    expect(idsAfterRelease(catalogue, released)).toEqual(expect.arrayContaining(released));
  });
});

describe.each(MODULES.filter((id) => id !== READY))('%s', (id) => {
  it('is in preparation, with one session and its guide and no unit', () => {
    expect(catalogue.modules[id]).toMatchObject({ status: 'in-preparation', units: [] });
    expect(catalogue.modules[id]?.sessions).toHaveLength(1);
    const session = catalogue.modules[id]?.sessions[0]?.key.split('/')[1] ?? '';
    expect(sourceOf(`courses/${id}/sessions/${session}.guide.mdx`)).toContain('## ');
  });
});

describe('every exercise', () => {
  /** All texts that only the grade may tell: solution, feedback, explanation, model answer. */
  function secretsOf(exercise: Exercise): string[] {
    const hidden: string[] = [];
    const collect = (value: unknown, name: string): void => {
      if (
        typeof value === 'string' &&
        ['feedback', 'explanation', 'modelAnswer', 'wrongVerdict', 'missing'].includes(name)
      )
        hidden.push(value);
      else if (Array.isArray(value) && ['accept', 'answers'].includes(name))
        hidden.push(...value.filter((each) => typeof each === 'string' && each.length > 3));
      else if (Array.isArray(value)) for (const each of value) collect(each, name);
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) collect(inner, key);
    };
    collect(exercise, '');
    return hidden;
  }

  /** The names of all fields at any depth. */
  const fieldsOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...fieldsOf(inner)])
      : [];

  it.each(exercises)('$key is passed by the right answer, with all points and nothing marked as wrong', (exercise) => {
    const answer: unknown = JSON.parse(JSON.stringify(rightAnswer(exercise)));
    const grade = gradeAnswer(exercise, answer);
    expect(grade).toMatchObject({ passed: true, score: 1 });
    expect(grade?.parts.filter(({ correct }) => !correct)).toEqual([]);
    expect(exerciseProblems(exercise)).toEqual([]);
    expect(exerciseSolution(exercise).join('')).not.toBe('');
  });

  it.each(exercises)('$key shows nothing that only the grade may tell', (exercise) => {
    const view = exerciseView(exercise);
    const shown = JSON.stringify(view);
    for (const secret of secretsOf(exercise)) {
      // A word to fill in may stand in a sentence of the text; as a value of its own it may not.
      const written = JSON.stringify(secret);
      expect(secret.length > 25 ? shown.includes(written.slice(1, -1)) : shown.includes(written)).toBe(false);
    }
    for (const name of fieldsOf(view))
      expect([
        'correct',
        'feedback',
        'explanation',
        'accept',
        'answer',
        'value',
        'tolerance',
        'mistakes',
        'modelAnswer',
        'seed',
        'passFrom',
      ]).not.toContain(name);
  });

  it.each(exercises.filter((exercise) => exercise.type === 'ordering' || exercise.type === 'matching'))(
    '$key is not shown in the right order',
    (exercise) => {
      const shown = JSON.stringify(exerciseView(exercise));
      const right =
        exercise.type === 'ordering'
          ? exercise.items.map(({ text }) => text)
          : exercise.type === 'matching'
            ? exercise.pairs.map((pair) => pair.right)
            : [];
      const places = right.map((text) => shown.indexOf(JSON.stringify(text)));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).not.toEqual([...places].sort((a, b) => a - b));
    },
  );

  it.each(exercises)('$key explains what is wrong: no feedback is empty or only says that it is wrong', (exercise) => {
    for (const secret of secretsOf(exercise).filter((text) => text.includes(' ')))
      expect(secret).not.toMatch(/^(leider )?(falsch|nein|richtig|nicht richtig)[.!]?$/i);
  });

  it('is in exactly one unit', () => {
    const used = units.flatMap((unit) => unit.exercises);
    expect([...used].sort()).toEqual(Object.keys(catalogue.exercises).sort());
  });
});
