import { describe, expect, it } from 'vitest';
import * as format from '#text/format.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => new Date(text);

describe('a day in words', () => {
  const table: [string, string, string, string][] = [
    ['2026-12-01T12:00:00Z', BERLIN, 'Dienstag, 1. Dezember', 'Di 1. Dez.'],
    ['2026-03-06T12:00:00Z', BERLIN, 'Freitag, 6. März', 'Fr 6. März'],
    ['2026-05-31T12:00:00Z', BERLIN, 'Sonntag, 31. Mai', 'So 31. Mai'],
    ['2026-09-05T12:00:00Z', BERLIN, 'Samstag, 5. September', 'Sa 5. Sept.'],
    ['2026-11-24T22:59:00Z', BERLIN, 'Dienstag, 24. November', 'Di 24. Nov.'],
    ['2026-11-24T23:00:00Z', BERLIN, 'Mittwoch, 25. November', 'Mi 25. Nov.'],
    ['2026-06-30T21:59:00Z', BERLIN, 'Dienstag, 30. Juni', 'Di 30. Juni'],
    ['2026-06-30T22:00:00Z', BERLIN, 'Mittwoch, 1. Juli', 'Mi 1. Juli'],
    ['2026-11-24T23:00:00Z', 'UTC', 'Dienstag, 24. November', 'Di 24. Nov.'],
  ];
  it.each(table)('%s in %s: %s', (instant, zone, long, short) => {
    expect(format.longDay(at(instant), zone)).toBe(long);
    expect(format.shortDay(at(instant), zone)).toBe(short);
  });
});

describe('a time in words', () => {
  const table: [string, string][] = [
    ['2026-11-24T12:00:00Z', '13 Uhr'],
    ['2026-11-24T12:30:00Z', '13.30 Uhr'],
    ['2026-11-24T08:05:00Z', '9.05 Uhr'],
    ['2026-11-23T23:00:00Z', '0 Uhr'],
    ['2026-11-24T22:59:00Z', '23.59 Uhr'],
    ['2026-07-01T11:00:00Z', '13 Uhr'],
    ['2027-03-28T00:59:00Z', '1.59 Uhr'],
    ['2027-03-28T01:00:00Z', '3 Uhr'],
    ['2026-10-25T00:59:00Z', '2.59 Uhr'],
    ['2026-10-25T01:00:00Z', '2 Uhr'],
    ['2026-10-25T02:00:00Z', '3 Uhr'],
  ];
  it.each(table)('%s: %s', (instant, expected) => expect(format.clock(at(instant), BERLIN)).toBe(expected));

  it('from one to another', () => {
    expect(format.timeSpan(at('2026-11-24T12:00:00Z'), at('2026-11-24T15:30:00Z'), BERLIN)).toBe('13 bis 16.30 Uhr');
  });
  it('with its day, minutes always', () => {
    expect(format.dayAndTime(at('2026-11-24T13:05:00Z'), BERLIN)).toBe('24. November, 14.05 Uhr');
    expect(format.dayAndTime(at('2026-11-24T13:00:00Z'), BERLIN)).toBe('24. November, 14.00 Uhr');
  });
});

describe('calendar days', () => {
  it('are themselves, whatever the zone of the machine', () => {
    expect(format.calendarDay('2026-11-24')).toBe('24. November 2026');
    expect(format.calendarDay('2027-01-01')).toBe('1. Januar 2027');
    expect(format.daySpan('2026-11-03', '2027-02-19')).toBe('3. November 2026 bis 19. Februar 2027');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0 Übungen'],
    [1, '1 Übung'],
    [2, '2 Übungen'],
  ])('%i', (count, expected) => expect(format.counted(count, 'Übung', 'Übungen')).toBe(expected));
  it.each([
    [1, '1 Minute'],
    [59, '59 Minuten'],
    [60, '1 Stunde'],
    [61, '61 Minuten'],
    [90, '90 Minuten'],
    [119, '119 Minuten'],
    [120, '2 Stunden'],
    [150, '2,5 Stunden'],
    [240, '4 Stunden'],
  ])('%i minutes', (minutes, expected) => expect(format.duration(minutes)).toBe(expected));
});
