import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { centres, persons } from '../identity/tables.ts';

export const ERASURE_REASONS = ['request', 'retention'] as const;

/**
 * A person is going to be erased: because the person asked, or because nothing needs the data any more.
 * A coordinator carries it out, or the time limit does. Gone with the person.
 */
export const erasureRequests = sqliteTable(
  'erasure_request',
  {
    personId: text('person_id')
      .primaryKey()
      .references(() => persons.id, { onDelete: 'cascade' }),
    reason: text({ enum: ERASURE_REASONS }).notNull().default('request'),
    requestedAt: integer('requested_at', { mode: 'timestamp_ms' }).notNull(),
    /** Carried out by the job from then on; null: the person wants to stay, see `keptAt`. */
    dueAt: integer('due_at', { mode: 'timestamp_ms' }),
    /** When the person, told that the time limit is near, asked to stay. */
    keptAt: integer('kept_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('erasure_request_due').on(table.dueAt)],
);

/** A person was erased; only the id, so that the erasure can be applied again to a restored backup. */
export const erasures = sqliteTable(
  'erasure',
  {
    personId: text('person_id').primaryKey(),
    erasedAt: integer('erased_at', { mode: 'timestamp_ms' }).notNull(),
    /** Why: asked for, or the time limit. */
    reason: text({ enum: ERASURE_REASONS }).notNull(),
    /** Names of files that have to go once the rows are gone; empty afterwards. */
    leftovers: text({ mode: 'json' }).$type<Leftovers>().notNull(),
    /** When files, free pages and log were clean and the id stood on the list beside the database; null: not yet. */
    tracesGoneAt: integer('traces_gone_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('erasure_traces').on(table.tracesGoneAt)],
);

/** Ids of mails, which may lie in the mail folder, and of stored files. */
export interface Leftovers {
  mails: string[];
  files: string[];
}

/**
 * A record that must outlive its owner's account for an audit by the funder: blocked, on the hold list only,
 * erased on the day after `until`.
 */
export const heldRecords = sqliteTable(
  'held_record',
  {
    id: text().primaryKey(),
    centreId: text('centre_id')
      .notNull()
      .references(() => centres.id),
    /** Whose it was; the person is erased. */
    personId: text('person_id').notNull(),
    kind: text({ enum: ['participation'] }).notNull(),
    /** Last day of the hold, YYYY-MM-DD. */
    until: text().notNull(),
    /** The law or the grant that asks for it, in German, as the cohort states it. */
    reason: text().notNull(),
    /** What has to be shown: name, cohort, dates and attendance. */
    record: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    heldAt: integer('held_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('held_record_centre').on(table.centreId, table.until), index('held_record_until').on(table.until)],
);
