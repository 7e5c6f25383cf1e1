import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkShape } from '#domain/catalogue/check-shape.ts';
import { closest } from '#domain/catalogue/closest.ts';
import { parseYaml } from '#domain/catalogue/parse-yaml.ts';
import { findingText } from '#text/findings.ts';

const yaml = (text: string, firstLine = 1) => {
  const { raw, lineOf } = parseYaml({ path: 'x.yaml', text, firstLine });
  return { path: 'x.yaml', raw, lineOf };
};

describe('the shape of a file', () => {
  it('gives the value with its defaults', () => {
    const schema = z.strictObject({ a: z.string(), b: z.number().default(1) });
    expect(checkShape(yaml('a: x'), schema)).toEqual({ value: { a: 'x', b: 1 }, findings: [] });
  });

  it('tells a text that is shorter than its schema asks', () => {
    const { findings } = checkShape(yaml('a: abc'), z.strictObject({ a: z.string().min(5) }));
    expect(findings).toMatchObject([{ code: 'text-too-short', line: 1 }]);
    expect(findings.map(findingText)).toEqual([
      'Der Text in „a“ ist zu kurz (3 Zeichen). Schreiben Sie mindestens 5 Zeichen.',
    ]);
  });

  it('tells what none of its rules knows', () => {
    const { findings } = checkShape(yaml('a: 7'), z.strictObject({ a: z.number().multipleOf(2) }));
    expect(findings).toMatchObject([{ code: 'wrong-shape', line: 1, values: { field: 'a', given: '7' } }]);
    expect(findings.map(findingText).join()).toContain('„7“');
  });

  it('names the line of what is wrong, or of the nearest thing that is there', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ a: z.string(), b: z.string() })) });
    const { findings } = checkShape(yaml('list:\n  - a: x\n    b: y\n\n  - a: z\n', 10), schema);
    expect(findings).toMatchObject([{ code: 'missing-key', line: 14, values: { field: 'list › 2 › b' } }]);
  });

  it('of alternatives names the fields of the one that was meant', () => {
    const schema = z.strictObject({
      step: z.union([z.strictObject({ a: z.string(), b: z.string() }), z.strictObject({ units: z.string() })]),
    });
    const { findings } = checkShape(yaml('step:\n  units: x\n  mitte: y'), schema);
    expect(findings).toMatchObject([
      { code: 'unknown-key', line: 3, values: { field: 'step › mitte', known: 'units' } },
    ]);
  });

  it('of a mistyped field tells the field, not also that the right one is missing', () => {
    const schema = z.strictObject({ title: z.string(), other: z.string() });
    const { findings } = checkShape(yaml('titel: x'), schema);
    expect(findings.map(({ code, values }) => `${code} ${values['field']}`)).toEqual([
      'missing-key other',
      'unknown-key-similar titel',
    ]);
  });
});

describe('the word that was meant', () => {
  it.each([
    ['titel', 'title'],
    ['lisence', 'licence'],
    ['TITLE', 'title'],
    ['feedbck', 'feedback'],
  ])('%s → %s', (word, meant) => expect(closest(word, ['title', 'licence', 'feedback'])).toBe(meant));

  it.each(['foto', 'ti', 'x', ''])('%s is like none of them', (word) =>
    expect(closest(word, ['title', 'licence', 'feedback'])).toBeNull(),
  );
});
