import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayIn, instantOf, workdayFrom } from '#domain/cohorts/calendar.ts';

const BERLIN = 'Europe/Berlin';

describe('the day of an instant', () => {
  const table: [string, string, string, string][] = [
    ['the last millisecond of a winter day', '2026-11-24T22:59:59.999Z', BERLIN, '2026-11-24'],
    ['midnight of a winter day', '2026-11-24T23:00:00.000Z', BERLIN, '2026-11-25'],
    ['the last millisecond of a summer day', '2026-07-01T21:59:59.999Z', BERLIN, '2026-07-01'],
    ['midnight of a summer day', '2026-07-01T22:00:00.000Z', BERLIN, '2026-07-02'],
    ['before the spring clock change', '2027-03-28T00:59:59Z', BERLIN, '2027-03-28'],
    ['the end of the short day', '2027-03-28T21:59:59Z', BERLIN, '2027-03-28'],
    ['after the short day', '2027-03-28T22:00:00Z', BERLIN, '2027-03-29'],
    ['the end of the long day', '2026-10-25T22:59:59Z', BERLIN, '2026-10-25'],
    ['after the long day', '2026-10-25T23:00:00Z', BERLIN, '2026-10-26'],
    ['the same instant elsewhere', '2026-11-24T23:00:00Z', 'America/New_York', '2026-11-24'],
    ['the turn of the year', '2026-12-31T23:00:00Z', BERLIN, '2027-01-01'],
    ['a leap day', '2028-02-29T12:00:00Z', BERLIN, '2028-02-29'],
  ];
  it.each(table)('%s', (_name, at, zone, day) => expect(dayIn(zone, new Date(at))).toBe(day));
});

describe('days later', () => {
  const table: [string, number, string][] = [
    ['2026-11-24', 0, '2026-11-24'],
    ['2026-11-30', 1, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2027-03-27', 2, '2027-03-29'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-11-24', 365, '2027-11-24'],
  ];
  it.each(table)('%s and %i days: %s', (day, days, expected) => expect(addDays(day, days)).toBe(expected));
});

describe('what the clock on the wall shows', () => {
  const table: [string, string, string, string][] = [
    ['a winter afternoon', '2026-11-24', '13:00', '2026-11-24T12:00:00.000Z'],
    ['a summer afternoon', '2026-07-01', '13:00', '2026-07-01T11:00:00.000Z'],
    ['the last minute before the spring change', '2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
    ['a time that the spring change skips: moved forward', '2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
    ['the first minute after the spring change', '2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
    ['a time that comes twice in autumn: the first', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['after the autumn change', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['midnight', '2026-11-24', '00:00', '2026-11-23T23:00:00.000Z'],
    ['the last minute', '2026-11-24', '23:59', '2026-11-24T22:59:00.000Z'],
  ];
  it.each(table)('%s', (_name, day, time, expected) =>
    expect(instantOf(day, time, BERLIN).toISOString()).toBe(expected),
  );
  it('is another instant in another zone', () =>
    expect(instantOf('2026-11-24', '13:00', 'Europe/London').toISOString()).toBe('2026-11-24T13:00:00.000Z'));
});

describe('a working day', () => {
  const table: [string, string][] = [
    ['2026-11-26', '2026-11-26'],
    ['2026-11-27', '2026-11-27'],
    ['2026-11-28', '2026-11-30'],
    ['2026-11-29', '2026-11-30'],
    ['2026-11-30', '2026-11-30'],
    ['2027-01-02', '2027-01-04'],
    ['2028-02-26', '2028-02-28'],
  ];
  it.each(table)('from %s on: %s', (day, expected) => expect(workdayFrom(day)).toBe(expected));
});

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
const zone = fc.constantFrom(BERLIN, 'UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns');

describe('for every day', () => {
  it('its noon is on it, in every zone', () => {
    fc.assert(
      fc.property(day, zone, (each, where) => {
        expect(dayIn(where, instantOf(each, '12:00', where))).toBe(each);
      }),
    );
  });
  it('going forth and back leads to it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (each, days) => {
        expect(addDays(addDays(each, days), -days)).toBe(each);
      }),
    );
  });
  it('the working day from it on is at most two days away, and stays', () => {
    fc.assert(
      fc.property(day, (each) => {
        const workday = workdayFrom(each);
        expect([each, addDays(each, 1), addDays(each, 2)]).toContain(workday);
        expect(workdayFrom(workday)).toBe(workday);
      }),
    );
  });
});
