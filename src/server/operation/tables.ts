import { index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

/** One run of a job of the timetable; unique per slot, so that several processes run it once. */
export const jobRuns = sqliteTable(
  'job_run',
  {
    id: text().primaryKey(),
    job: text().notNull(),
    /** The instant of the timetable that it serves. */
    slot: integer({ mode: 'timestamp_ms' }).notNull(),
    startedAt: integer('started_at', { mode: 'timestamp_ms' }).notNull(),
    /** The process that runs it is taken for dead afterwards, and another may take it. */
    leasedUntil: integer('leased_until', { mode: 'timestamp_ms' }).notNull(),
    /** Null while it runs. */
    finishedAt: integer('finished_at', { mode: 'timestamp_ms' }),
    /** Null while it runs. */
    outcome: text({ enum: ['done', 'failed'] }),
    /** What it did in numbers and codes, such as `deleted: 3`. */
    report: text({ mode: 'json' }).$type<Record<string, number | string>>(),
  },
  (table) => [
    unique('job_run_once').on(table.job, table.slot),
    index('job_run_latest').on(table.job, table.startedAt),
    index('job_run_started').on(table.startedAt),
    index('job_run_outcome').on(table.outcome, table.startedAt),
  ],
);
