import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFiles } from '#platform/files.ts';

let root = '';
const folder = () => join(root, 'files');
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const all = () =>
  readdirSync(folder(), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? entry.name : [],
  );

describe('a stored file', () => {
  it('is read again byte for byte, also by a store that is opened later', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 10, 13]);
    const name = await openFiles(folder()).put(bytes);
    expect(await openFiles(folder()).get(name)).toEqual(bytes);
  });

  it('has a name of 256 random bits and lies two folders deep, with nothing beside it', async () => {
    const files = openFiles(folder());
    const names = await Promise.all(Array.from({ length: 20 }, () => files.put(Buffer.from('x'))));
    expect(new Set(names).size).toBe(20);
    for (const name of names) {
      expect(name).toMatch(/^[0-9a-f]{64}$/);
      expect(existsSync(join(folder(), name.slice(0, 2), name.slice(2, 4), name))).toBe(true);
    }
    expect(all().sort()).toEqual(names.sort());
  });

  it('is gone after it was deleted, and deleting twice is no fault', async () => {
    const files = openFiles(folder());
    const name = await files.put(Buffer.from('x'));
    await files.delete(name);
    await files.delete(name);
    expect(await files.get(name)).toBeNull();
    expect(all()).toEqual([]);
  });

  it('that could not be written leaves nothing behind and tells so', async () => {
    // Where the folder should be there is a file.
    writeFileSync(folder(), '');
    await expect(openFiles(folder()).put(Buffer.from('x'))).rejects.toThrow();
    expect(readdirSync(root)).toEqual(['files']);
  });
});

describe('a name that is none of ours', () => {
  const secret = 'geheim';
  it.each([
    '',
    '.',
    '..',
    '../secret',
    '../../secret',
    '..\\secret',
    '/etc/passwd',
    '%2e%2e/secret',
    `${'a'.repeat(62)}/.`,
    'A'.repeat(64),
    'a'.repeat(63),
    'a'.repeat(65),
    `${'a'.repeat(64)}\n`,
    `${'a'.repeat(63)}\u0000`,
    '__proto__',
  ])('%j reads nothing and deletes nothing', async (name) => {
    mkdirSync(folder());
    writeFileSync(join(root, 'secret'), secret);
    const files = openFiles(folder());
    expect(await files.get(name)).toBeNull();
    await files.delete(name);
    expect(existsSync(join(root, 'secret'))).toBe(true);
  });

  it('reads nothing when it only looks like one', async () => {
    expect(await openFiles(folder()).get('a'.repeat(64))).toBeNull();
  });
});
