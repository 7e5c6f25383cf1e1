import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOf, readSourceFiles, writeSourceFile } from '#platform/course-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'course-files-'));
  mkdirSync(join(root, 'courses/m/h5p'), { recursive: true });
  mkdirSync(join(root, 'content'));
});
afterEach(() => rmSync(root, { recursive: true }));
const write = (path: string, text: string | Buffer) => writeFileSync(join(root, path), text);

it('reads text files of both folders, sorted by path, and no others', () => {
  for (const name of ['b.yaml', 'a.mdx', 'c.svg', 'd.json', 'e.md', 'f.yml']) write(`courses/m/${name}`, name);
  for (const name of ['courses/m/h5p/x.h5p', 'courses/m/bild.png', 'README.md']) write(name, 'x');
  write('content/z.yaml', 'z');
  expect(readSourceFiles(root).map(({ path }) => path)).toEqual([
    'content/z.yaml',
    'courses/m/a.mdx',
    'courses/m/b.yaml',
    'courses/m/c.svg',
    'courses/m/d.json',
    'courses/m/e.md',
    'courses/m/f.yml',
  ]);
});

it('a file saved by a Windows editor is the same as one saved elsewhere', () => {
  write('courses/m/a.yaml', '\uFEFFtitle: ä\r\nhue: 1\r\n');
  const windows = readSourceFiles(root);
  write('courses/m/a.yaml', 'title: ä\nhue: 1\n');
  expect(hashOf(windows)).toBe(hashOf(readSourceFiles(root)));
});

it('a missing folder holds no files', () => {
  rmSync(join(root, 'content'), { recursive: true });
  rmSync(join(root, 'courses'), { recursive: true });
  expect(readSourceFiles(root)).toEqual([]);
});

it.each(['courses/m/link.yaml', 'courses/link'])('refuses the symbolic link %s', (path) => {
  symlinkSync('/etc', join(root, path));
  expect(() => readSourceFiles(root)).toThrow(`${path}: Das ist eine Verknüpfung`);
});

it('refuses a file whose umlauts are not UTF-8', () => {
  write('courses/m/a.yaml', Buffer.from('title: Größe', 'latin1'));
  expect(() => readSourceFiles(root)).toThrow('courses/m/a.yaml: Die Datei ist nicht in UTF-8 gespeichert');
});

it('takes a file of 1 MB and refuses one that is a byte longer', () => {
  write('courses/m/a.md', Buffer.alloc(1_000_000, 'a'));
  expect(readSourceFiles(root)).toHaveLength(1);
  write('courses/m/a.md', Buffer.alloc(1_000_001, 'a'));
  expect(() => readSourceFiles(root)).toThrow('courses/m/a.md: Die Datei ist 1000001 Byte groß');
});

it('reads back what it wrote', () => {
  const file = { path: 'courses/released.json', text: '{}\n' };
  writeSourceFile(root, file);
  expect(readSourceFiles(root)).toEqual([file]);
});
