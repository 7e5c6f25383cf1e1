import { describe, expect, it } from 'vitest';
import { holdIsOver } from '#domain/privacy/held-participation.ts';
import { after, before } from '#domain/privacy/period.ts';

describe('a period', () => {
  it.each([
    ['2026-11-24T09:00:00Z', { days: 30 }, '2026-12-24T09:00:00Z', '2026-10-25T09:00:00Z'],
    ['2028-02-29T00:00:00Z', { years: 1 }, '2029-02-28T00:00:00Z', '2027-02-28T00:00:00Z'],
    ['2026-03-31T12:00:00Z', { months: 1 }, '2026-04-30T12:00:00Z', '2026-02-28T12:00:00Z'],
  ])('from %s is counted by the calendar', (from, period, later, earlier) => {
    expect(after(new Date(from), period)).toEqual(new Date(later));
    expect(before(new Date(from), period)).toEqual(new Date(earlier));
  });
});

describe('a hold', () => {
  it.each([
    ['Europe/Berlin', '2026-12-31T22:59:59.999Z', false],
    ['Europe/Berlin', '2026-12-31T23:00:00Z', true],
    ['Pacific/Kiritimati', '2026-12-31T09:59:59Z', false],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', true],
    ['America/New_York', '2027-01-01T04:59:59Z', false],
    ['America/New_York', '2027-01-01T05:00:00Z', true],
  ])('until New Year’s Eve in %s is over at %s: %s', (zone, at, over) =>
    expect(holdIsOver('2026-12-31', zone, new Date(at))).toBe(over),
  );
});
