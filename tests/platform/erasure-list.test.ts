import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listedErasures, listErasures } from '#platform/erasure-list.ts';

const AT = new Date('2026-11-24T09:00:00Z');
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'erasures-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the list of erasures beside the database', () => {
  it('is empty before the first one', async () => expect(await listedErasures(folder)).toEqual([]));

  it('holds each person once, in the order of erasure', async () => {
    await listErasures(folder, ['b'], AT);
    await listErasures(folder, ['a', 'b'], AT);
    await listErasures(folder, [], AT);
    expect(await listedErasures(folder)).toEqual(['b', 'a']);
    expect(readFileSync(join(folder, 'erasures.ndjson'), 'utf8')).toBe(
      '{"person":"b","at":"2026-11-24T09:00:00.000Z"}\n{"person":"a","at":"2026-11-24T09:00:00.000Z"}\n',
    );
  });

  it('survives a line that a crash left unfinished', async () => {
    await listErasures(folder, ['a'], AT);
    appendFileSync(join(folder, 'erasures.ndjson'), '{"person":"b","a');
    expect(await listedErasures(folder)).toEqual(['a']);
    await listErasures(folder, ['b', 'c'], AT);
    expect(await listedErasures(folder)).toEqual(['a', 'b', 'c']);
  });
});
