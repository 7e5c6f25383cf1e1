import { check, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { centres, persons } from '../identity/tables.ts';

/** One run of a programme for a group of people. */
export const cohorts = sqliteTable(
  'cohort',
  {
    id: text().primaryKey(),
    /** In addresses; for ever. */
    slug: text().notNull().unique(),
    centreId: text('centre_id')
      .notNull()
      .references(() => centres.id),
    /** Id of a file in content/programmes. */
    programmeId: text('programme_id').notNull(),
    title: text().notNull(),
    /** IANA zone in which dates are shown and entered. */
    zone: text().notNull(),
    /** Calendar days, YYYY-MM-DD. */
    startsOn: text('starts_on').notNull(),
    endsOn: text('ends_on').notNull(),
    /** Last day on which answers are taken; null: for ever. */
    answersUntil: text('answers_until'),
    /** Last day on which records of participation must be shown to the funder; null: no such duty. */
    evidenceUntil: text('evidence_until'),
    /** The law or the grant behind it, in German. */
    evidenceReason: text('evidence_reason'),
  },
  (table) => [index('cohort_programme').on(table.programmeId, table.startsOn)],
);

/** A person's place in a cohort. Facts about learning hang on it. */
export const enrolments = sqliteTable(
  'enrolment',
  {
    id: text().primaryKey(),
    cohortId: text('cohort_id')
      .notNull()
      .references(() => cohorts.id),
    personId: text('person_id')
      .notNull()
      .references(() => persons.id),
    enrolledAt: integer('enrolled_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    unique('enrolment_once').on(table.cohortId, table.personId),
    index('enrolment_person').on(table.personId),
  ],
);

export const LIVE_SESSION_MODES = ['onsite', 'online', 'hybrid', 'visit'] as const;

/** A meeting at a date; belongs to one or more cohorts. */
export const liveSessions = sqliteTable(
  'live_session',
  {
    id: text().primaryKey(),
    /** `module/id` of the session's description; null for one outside of modules. */
    sessionKey: text('session_key'),
    /** Instead of the description's title. */
    title: text(),
    startsAt: integer('starts_at', { mode: 'timestamp_ms' }).notNull(),
    endsAt: integer('ends_at', { mode: 'timestamp_ms' }).notNull(),
    mode: text({ enum: LIVE_SESSION_MODES }).notNull(),
    place: text(),
  },
  (table) => [check('live_session_lasts', sql`${table.endsAt} > ${table.startsAt}`)],
);

export const cohortLiveSessions = sqliteTable(
  'cohort_live_session',
  {
    cohortId: text('cohort_id')
      .notNull()
      .references(() => cohorts.id),
    liveSessionId: text('live_session_id')
      .notNull()
      .references(() => liveSessions.id),
  },
  (table) => [
    primaryKey({ columns: [table.cohortId, table.liveSessionId] }),
    index('cohort_live_session_session').on(table.liveSessionId),
  ],
);

export const ATTENDANCE_STATUSES = ['present', 'late', 'excused', 'absent'] as const;

/** A person's attendance at a live session; it belongs to the person and never travels. */
export const attendances = sqliteTable(
  'attendance',
  {
    liveSessionId: text('live_session_id')
      .notNull()
      .references(() => liveSessions.id),
    personId: text('person_id')
      .notNull()
      .references(() => persons.id),
    status: text({ enum: ATTENDANCE_STATUSES }).notNull(),
    recordedAt: integer('recorded_at', { mode: 'timestamp_ms' }).notNull(),
    /** Null: who recorded it was erased. */
    recordedBy: text('recorded_by').references(() => persons.id),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.liveSessionId] }),
    index('attendance_recorded_by').on(table.recordedBy),
  ],
);

/**
 * What erased persons still count for in the numbers of a cohort: whoever counts places or attendances adds these.
 * A row is a count and nothing else, so no person can be found by it.
 */
export const erasedTotals = sqliteTable(
  'erased_total',
  {
    /** `enrolment`: places in the cohort `of`; an attendance's status: at the live session `of`. */
    what: text({ enum: ['enrolment', ...ATTENDANCE_STATUSES] }).notNull(),
    /** Id of the cohort or the live session. */
    of: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.what, table.of] })],
);
