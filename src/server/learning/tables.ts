import { index, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { enrolments } from '../cohorts/tables.ts';

const enrolmentId = () =>
  text('enrolment_id')
    .notNull()
    .references(() => enrolments.id);

/** An answer to an exercise, graded. Rows are only ever added. */
export const attempts = sqliteTable(
  'attempt',
  {
    /** Order of arrival. */
    sequence: integer().primaryKey({ autoIncrement: true }),
    enrolmentId: enrolmentId(),
    /** Made in the browser, so that sending twice counts once. */
    attemptId: text('attempt_id').notNull(),
    /** `module/id` */
    exercise: text().notNull(),
    /** JSON in the shape of the exercise type's answer. */
    answer: text({ mode: 'json' }).notNull(),
    passed: integer({ mode: 'boolean' }).notNull(),
    /** 0..1 */
    score: real().notNull(),
    answeredAt: integer('answered_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    unique('attempt_once').on(table.enrolmentId, table.attemptId),
    index('attempt_exercise').on(table.enrolmentId, table.exercise, table.sequence),
  ],
);

/** The learner completed the unit: all required exercises were passed and the form at its end was sent. */
export const unitCompletions = sqliteTable(
  'unit_completion',
  {
    enrolmentId: enrolmentId(),
    /** `module/slug` */
    unit: text().notNull(),
    completedAt: integer('completed_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.unit] })],
);

/** Where the learner was last in a unit: the id of a heading or an exercise. */
export const unitVisits = sqliteTable(
  'unit_visit',
  {
    enrolmentId: enrolmentId(),
    unit: text().notNull(),
    anchor: text().notNull(),
    visitedAt: integer('visited_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.unit] })],
);

/**
 * What a learner wrote into a worksheet. Each saving is a row, so that a late message of another device
 * overwrites nothing; the one written last is shown.
 */
export const worksheetEntries = sqliteTable(
  'worksheet_entry',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    enrolmentId: enrolmentId(),
    /** Made in the browser, so that sending twice counts once. */
    entryId: text('entry_id').notNull(),
    /** `module/id` */
    worksheet: text().notNull(),
    /** JSON: field id → text. */
    values: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** When the learner wrote it, by the browser's clock but never later than its arrival. */
    writtenAt: integer('written_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    unique('worksheet_entry_once').on(table.enrolmentId, table.entryId),
    index('worksheet_entry_latest').on(table.enrolmentId, table.worksheet, table.writtenAt),
  ],
);
