import { Temporal } from 'temporal-polyfill';

/** Whose clocks count where no cohort says its own. */
export const HOUSE_ZONE = 'Europe/Berlin';

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export function dayIn(zone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day that lies a number of days after another, YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/**
 * The instant at which clocks in the zone show this day and time ("HH:MM").
 * A time that a clock change skips is moved forward; of one that comes twice the first is taken.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

/** The first day on or after `day` that is one of Monday (1) to Friday (5). */
export function workdayFrom(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.dayOfWeek <= 5 ? day : date.add({ days: 8 - date.dayOfWeek }).toString();
}
