import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { FINDING_TEXTS, findingText } from '#text/findings.ts';
import { edited, validCourse } from '../../support/course-tree.ts';
import type { Broken } from './broken/broken.ts';
import { brokenExercises } from './broken/exercises.ts';
import { brokenFiles } from './broken/files.ts';
import { brokenProse } from './broken/prose.ts';
import { brokenReferences } from './broken/references.ts';
import { brokenShapes } from './broken/shapes.ts';

const all = [...brokenFiles, ...brokenShapes, ...brokenProse, ...brokenReferences, ...brokenExercises];

describe('a mistake in a course file gives exactly one finding, in its file and line, with a German text', () => {
  it.each(all.map((each) => [each.name, each] as const))('%s', (_name, broken) => {
    const files = edited(validCourse(), broken.edits);
    const { findings } = readCatalogue(files, 'hash');
    const path = broken.file ?? broken.edits[0]?.file ?? '';
    const text = files.find((file) => file.path === path)?.text ?? '';
    expect(findings.map(({ path: where, line, code }) => `${where}:${line} ${code}`)).toEqual([
      `${path}:${lineOf(broken, text)} ${broken.code}`,
    ]);
    const said = findings.map(findingText).join();
    expect(said).toContain(broken.says);
    expect(said).not.toMatch(/undefined|\[object/);
    const placeholders = [...FINDING_TEXTS[broken.code].matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name);
    expect(Object.keys(findings[0]?.values ?? {})).toEqual(expect.arrayContaining(placeholders));
  });

  it('every kind of finding has such a fixture', () => {
    // No schema of today can give these two; check-shape.test.ts has them.
    const planted: string[] = [...all.map(({ code }) => code), 'text-too-short', 'wrong-shape'];
    expect(Object.keys(FINDING_TEXTS).filter((code) => !planted.includes(code))).toEqual([]);
  });

  it('no two fixtures have the same name', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

function lineOf({ line }: Broken, text: string): number {
  if (typeof line === 'number') return line;
  const index = text.split('\n').findIndex((each) => each.trimStart().startsWith(line.trimStart()));
  if (index < 0) throw new Error(`no line begins with "${line}"`);
  return index + 1;
}
