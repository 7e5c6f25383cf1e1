import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { placeOf } from '#domain/catalogue/course-path.ts';
import { EXERCISE_TYPES, exerciseProblems, exerciseSchemaOf } from '#domain/catalogue/exercise.ts';
import { keyOf } from '#domain/catalogue/key.ts';
import { knownKeys } from '#domain/catalogue/known-keys.ts';
import { moduleSchema } from '#domain/catalogue/module.ts';
import { programmeSchema } from '#domain/catalogue/programme.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { GUIDE_HEADINGS, sessionSchema } from '#domain/catalogue/session.ts';
import { transferTaskSchema } from '#domain/catalogue/transfer-task.ts';
import { unitSchema } from '#domain/catalogue/unit.ts';
import { worksheetSchema } from '#domain/catalogue/worksheet.ts';
import { findingText } from '#text/findings.ts';

/** The guide that trainers copy from: what stands there must pass the check. */
const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = textOf('docs/kursdateien.md');
const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

/** Each sample names its file in its first comment. */
const samples = blocks.map(({ text }) => ({ path: /^(?:---\n)?(?:#|<!--) (\S+)/.exec(text)?.[1] ?? '', text }));
const exercises = blocks
  .filter(({ language, text }) => language === 'yaml' && /^type:/m.test(text))
  .map(({ text }): { raw: unknown; type: string; id: string } => ({
    raw: parse(text),
    type: /^type: (.*)$/m.exec(text)?.[1] ?? '',
    id: /exercises\/(.*)\.yaml/.exec(text)?.[1] ?? '',
  }));

describe('the guide to the course files', () => {
  it('has one sample of every exercise type', () => {
    expect(exercises.map(({ type }) => type).sort()).toEqual([...EXERCISE_TYPES].sort());
  });

  it.each(exercises)('shows a $type without a mistake', ({ type, raw, id }) => {
    const schema = exerciseSchemaOf(type);
    if (schema === null) throw new Error(`no type ${type}`);
    expect(exerciseProblems({ ...schema.parse(raw), key: keyOf('beispiel', id) })).toEqual([]);
  });

  it('shows files that pass the check together', () => {
    expect(samples.filter(({ path }) => placeOf(path) === null)).toEqual([]);
    const framework = { path: 'content/competences.yaml', text: textOf('content/competences.yaml') };
    const { findings } = readCatalogue([...samples, framework], '');
    // Samples are short: one exercise in the unit, and of the trainer's guide only its headings.
    const expected = ['unit-too-short', 'exercise-unused', 'session-without-guide'];
    const unexpected = findings.filter(({ code }) => !expected.includes(code));
    expect(unexpected.map((finding) => `${finding.path}:${finding.line} ${findingText(finding)}`)).toEqual([]);
  });

  it("names every heading of a trainer's guide, in order", () => {
    const places = GUIDE_HEADINGS.map((heading) => guide.indexOf(`\`## ${heading}\``));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('names every field', () => {
    const schemas = [moduleSchema, unitSchema, worksheetSchema, transferTaskSchema, sessionSchema, programmeSchema];
    const keys = [...schemas, ...EXERCISE_TYPES.map(exerciseSchemaOf)].flatMap((schema) =>
      knownKeys(schema, [], undefined),
    );
    expect(keys.length).toBeGreaterThan(0);
    expect([...new Set(keys)].filter((key) => !guide.includes(`\`${key}\``))).toEqual([]);
  });
});
