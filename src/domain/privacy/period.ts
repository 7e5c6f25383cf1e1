import { Temporal } from 'temporal-polyfill';

/** A length of time by the calendar. */
export interface Period {
  years?: number;
  months?: number;
  days?: number;
}

/** The instant that lies the period before another, by the calendar in UTC. */
export const before = (at: Date, period: Period): Date => moved(at, (from) => from.subtract(period));

/** The instant that lies the period after another, by the calendar in UTC. */
export const after = (at: Date, period: Period): Date => moved(at, (from) => from.add(period));

function moved(at: Date, move: (from: Temporal.ZonedDateTime) => Temporal.ZonedDateTime): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC');
  return new Date(move(from).epochMilliseconds);
}
