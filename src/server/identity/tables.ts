import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ROLES } from '#domain/identity/actor.ts';
import { cohorts } from '../cohorts/tables.ts';

/** A regional digitalisation centre: who answers for cohorts. */
export const centres = sqliteTable('centre', {
  id: text().primaryKey(),
  name: text().notNull(),
});

/** A human being; has an account, or none (a guest). */
export const persons = sqliteTable('person', {
  id: text().primaryKey(),
  givenName: text('given_name').notNull(),
  familyName: text('family_name').notNull(),
  /** Where to write to; two persons may share it. */
  contactEmail: text('contact_email'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

/** The means to sign in; at most one per person. */
export const accounts = sqliteTable('account', {
  id: text().primaryKey(),
  personId: text('person_id')
    .notNull()
    .unique()
    .references(() => persons.id),
  /** Sign-in address in lower case. */
  email: text().notNull().unique(),
  /** argon2id in PHC form; null for an account without a password. */
  passwordHash: text('password_hash'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

/** A login. Its id is the SHA-256 of the cookie's value, so the table opens no session. */
export const sessions = sqliteTable(
  'session',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Moves on with use. */
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    /** The absolute lifetime counts from here. */
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('session_account').on(table.accountId), index('session_expiry').on(table.expiresAt)],
);

/** Who has which role where, since when, by whom. */
export const roles = sqliteTable(
  'role',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => persons.id),
    role: text({ enum: ROLES }).notNull(),
    /** For all cohorts of this centre; null with a cohort, or for the whole installation. */
    centreId: text('centre_id').references(() => centres.id),
    cohortId: text('cohort_id').references(() => cohorts.id),
    since: integer({ mode: 'timestamp_ms' }).notNull(),
    /** Null: laid down at installation. */
    grantedBy: text('granted_by').references(() => persons.id),
  },
  (table) => [
    // Asked with every request; the partial ones below cannot serve it.
    index('role_person').on(table.personId),
    uniqueIndex('role_once_in_centre')
      .on(table.personId, table.role, table.centreId)
      .where(sql`centre_id is not null`),
    uniqueIndex('role_once_in_cohort')
      .on(table.personId, table.role, table.cohortId)
      .where(sql`cohort_id is not null`),
    uniqueIndex('role_once_everywhere')
      .on(table.personId, table.role)
      .where(sql`centre_id is null and cohort_id is null`),
    check('role_one_scope', sql`${table.centreId} is null or ${table.cohortId} is null`),
  ],
);
