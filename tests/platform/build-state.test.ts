import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIsStale, markBuilt } from '#platform/build-state.ts';

const BUILT_AT = new Date('2026-11-24T12:00:00Z');
const BEFORE = new Date('2026-11-24T11:59:59Z');
const AFTER = new Date('2026-11-24T12:00:01Z');
const FILES = [
  'src/pages/index.astro',
  'courses/muster/module.yaml',
  'content/pages/start.md',
  'public/favicon.svg',
  'astro.config.mjs',
  'package.json',
];

let root = '';
const touch = (path: string, at: Date) => utimesSync(join(root, path), at, at);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  for (const folder of ['src/pages', 'courses/muster', 'content/pages', 'public', 'dist', 'data'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of [...FILES, 'data/digital-maker.db', 'dist/entry.mjs']) writeFileSync(join(root, file), '');
  for (const path of [...FILES, 'src/pages', 'src', 'courses/muster', 'courses', 'content/pages', 'content', 'public'])
    touch(path, BEFORE);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a build', () => {
  it('is stale while there is none', () => expect(buildIsStale(root)).toBe(true));

  it('is good once it is marked, whatever is written into data and dist', () => {
    markBuilt(root, BUILT_AT);
    expect(buildIsStale(root)).toBe(false);
  });

  it.each(FILES)('is stale when %s is newer', (file) => {
    markBuilt(root, BUILT_AT);
    touch(file, AFTER);
    expect(buildIsStale(root)).toBe(true);
  });

  it('is good when a source is as old as itself', () => {
    markBuilt(root, BUILT_AT);
    touch('src/pages/index.astro', BUILT_AT);
    expect(buildIsStale(root)).toBe(false);
  });

  it('is stale when a file was deleted', () => {
    markBuilt(root, BUILT_AT);
    unlinkSync(join(root, 'courses/muster/module.yaml'));
    expect(buildIsStale(root)).toBe(true);
  });

  it('counts from its beginning: what was changed while it ran makes it stale', () => {
    touch('content/pages/start.md', AFTER);
    markBuilt(root, BUILT_AT);
    expect(buildIsStale(root)).toBe(true);
  });
});
