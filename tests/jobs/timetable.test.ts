import { describe, expect, it } from 'vitest';
import { latestSlot, nextSlot, TIMETABLE, type Job } from '../../src/jobs/timetable.ts';
import { jobText } from '#text/jobs.ts';

const job = (when: string): Job => ({ name: 'test', when, run: () => Promise.resolve({}) });
const nightly = job('30 2 * * *');
const iso = (date: Date | null) => date?.toISOString().replace('.000Z', 'Z');

/** All slots between two instants, as a runner that looks every minute would find them. */
function slots(which: Job, from: string, to: string): string[] {
  const found = new Set<string>();
  for (let at = Date.parse(from); at <= Date.parse(to); at += 60_000)
    found.add(iso(latestSlot(which, new Date(at))) ?? '');
  return [...found];
}

describe('the time of a nightly job', () => {
  it.each([
    ['a moment before', '2026-11-24T01:29:59.999Z', '2026-11-23T01:30:00Z', '2026-11-24T01:30:00Z'],
    ['exactly then', '2026-11-24T01:30:00Z', '2026-11-24T01:30:00Z', '2026-11-25T01:30:00Z'],
    ['a moment after', '2026-11-24T01:30:00.001Z', '2026-11-24T01:30:00Z', '2026-11-25T01:30:00Z'],
    ['in summer', '2026-07-01T10:00:00Z', '2026-07-01T00:30:00Z', '2026-07-02T00:30:00Z'],
  ])('%s', (_name, now, latest, next) => {
    expect(iso(latestSlot(nightly, new Date(now)))).toBe(latest);
    expect(iso(nextSlot(nightly, new Date(now)))).toBe(next);
  });

  it('comes once in the night in which 2.30 does not exist, an hour later on the clock', () => {
    expect(slots(nightly, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toEqual([
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:00:00Z',
    ]);
    expect(iso(nextSlot(nightly, new Date('2026-03-29T01:00:00Z')))).toBe('2026-03-30T00:30:00Z');
  });

  it('comes once in the night in which 2.30 comes twice, the first time', () => {
    expect(slots(nightly, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual([
      '2026-10-24T00:30:00Z',
      '2026-10-25T00:30:00Z',
    ]);
    expect(iso(nextSlot(nightly, new Date('2026-10-25T00:30:00Z')))).toBe('2026-10-26T01:30:00Z');
  });
});

describe('the timetable', () => {
  it('names each job once, and every one has German words', () => {
    const names = TIMETABLE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(jobText(name)).not.toMatchObject({ does: '' });
  });

  it.each(TIMETABLE.map((each) => [each.name, each] as const))('of %s has a next time', (_name, each) =>
    expect(nextSlot(each, new Date('2026-11-24T12:00:00Z'))).not.toBeNull(),
  );
});
