import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXERCISE_TYPES } from '#domain/catalogue/exercise.ts';
import { builtCatalogue, exerciseOf, rightFields, wrongFields } from '../support/answers.ts';
import { ROOT } from '../support/build.ts';
import { changeDatabase } from '../support/database.ts';
import { marked, markersIn, otherSolution, withExercises } from '../support/other-solutions.ts';
import { projectWith, startServer, temporaryFolder, type TestServer } from '../support/server.ts';
import { signedIn } from '../support/visitor.ts';

const catalogue = builtCatalogue();
const units = Object.values(catalogue.units);
const keys = units.flatMap((unit) => unit.exercises);
const folders: string[] = [];
const servers: TestServer[] = [];
let untouched = '';

beforeAll(async () => {
  untouched = folder();
  const server = await startServer({ dataDir: untouched });
  await server.stop();
  for (const table of ['attempt', 'unit_completion', 'unit_visit'])
    await changeDatabase(server.databaseFile, `delete from ${table}`);
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

test('every type of exercise is looked at', () => {
  expect(new Set(keys.map((key) => exerciseOf(catalogue, key).type))).toEqual(new Set(EXERCISE_TYPES));
});

test('another solution in the file leaves every page of the learner byte-identical', async () => {
  const first = await serverWith(catalogue);
  const second = await serverWith(withExercises(catalogue, otherSolution));
  // Without this the two files could be the same: what is right in one must be wrong in the other.
  for (const key of keys) {
    const exercise = exerciseOf(catalogue, key);
    if (exercise.type !== 'free-text') expect(() => wrongFields({ ...otherSolution(exercise) }), key).not.toThrow();
    if (exercise.type !== 'free-text' && exercise.type !== 'cloze')
      expect(rightFields(otherSolution(exercise)), key).not.toEqual(rightFields(exercise));
  }
  const [one, two] = [await signedIn(first), await signedIn(second)];
  for (const path of [...units.map((unit) => `/lernen/demo/${unit.key}`), '/lernen', '/module/agiles-arbeiten']) {
    const [here, there] = [await text(await one.get(path)), await text(await two.get(path))];
    expect(there.replaceAll(second.origin, first.origin), path).toBe(here);
  }
});

test('feedback, model answers, typed answers, explanations and numbers are nowhere before grading', async () => {
  const server = await serverWith(withExercises(catalogue, marked));
  const learner = await signedIn(server);
  for (const unit of units) {
    const page = await text(await learner.get(`/lernen/demo/${unit.key}`));
    expect(markersIn(page), unit.key).toEqual([]);
    for (const key of unit.exercises) {
      const asked = await learner.get(`/lernen/demo/${unit.key}?loesung=${encodeURIComponent(key)}`);
      expect(markersIn(await text(asked)), key).toEqual([]);
      const solution = await learner.act('learning.showSolution', [
        ['cohort', 'demo'],
        ['exercise', key],
      ]);
      expect(solution.status).toBe(403);
      expect(markersIn(await solution.text()), key).toEqual([]);
    }
  }
});

test('the first wrong answer brings feedback on what was answered and no solution', async () => {
  const server = await serverWith(withExercises(catalogue, marked));
  const learner = await signedIn(server);
  for (const key of keys) {
    const exercise = marked(exerciseOf(catalogue, key));
    const response = await learner.act('learning.submitAnswer', [
      ['cohort', 'demo'],
      ['exercise', key],
      ...wrongFields(exercise),
    ]);
    expect(response.status, key).toBe(200);
    const markers = markersIn(await response.text());
    const allowed = ['feedback', 'wrongVerdict'].map((name) => `MARKE-${name}-${key.split('/')[0] ?? ''}`);
    expect(
      markers.filter((marker) => !allowed.includes(marker)),
      key,
    ).toEqual([]);
    if (exercise.type !== 'free-text') expect(markers, key).not.toEqual([]);
    expect(
      (
        await learner.act('learning.showSolution', [
          ['cohort', 'demo'],
          ['exercise', key],
        ])
      ).status,
      key,
    ).toBe(403);
  }
});

test('no file that the server hands out holds a text of a solution', () => {
  const hidden = keys.flatMap((key) => hiddenTexts(exerciseOf(catalogue, key))).filter((part) => part.length > 20);
  expect(hidden.length).toBeGreaterThan(keys.length);
  const client = join(ROOT, 'dist/client');
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(js|css|svg|json|txt|html)$/.test(path),
  );
  expect(files.some((path) => path.endsWith('.js'))).toBe(true);
  for (const path of files) {
    const content = readFileSync(join(client, path), 'utf8');
    expect(
      hidden.filter((part) => content.includes(part)),
      path,
    ).toEqual([]);
  }
});

/** All texts of an exercise that only its solution or its feedback holds. */
function hiddenTexts(exercise: unknown): string[] {
  const found: string[] = [];
  JSON.parse(JSON.stringify(exercise), (name, value: unknown) => {
    if (['feedback', 'wrongVerdict', 'explanation', 'modelAnswer'].includes(name) && typeof value === 'string')
      found.push(value);
    return value;
  });
  return found;
}

async function serverWith(changed: typeof catalogue): Promise<TestServer> {
  const root = projectWith(changed);
  folders.push(root);
  const dataDir = folder();
  cpSync(untouched, dataDir, { recursive: true });
  const server = await startServer({ root, dataDir });
  servers.push(server);
  return server;
}

function folder(): string {
  const path = temporaryFolder();
  folders.push(path);
  return path;
}

async function text(response: Response): Promise<string> {
  if (response.status !== 200) throw new Error(`${response.url}: ${response.status}`);
  return response.text();
}
