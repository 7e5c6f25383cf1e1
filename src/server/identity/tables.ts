import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ROLES } from '#domain/identity/actor.ts';
import { cohorts } from '../cohorts/tables.ts';
import { storedFiles } from '../files/tables.ts';

/** A regional digitalisation centre: who answers for cohorts. */
export const centres = sqliteTable(
  'centre',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Whom people turn to, as shown: a name or an office. */
    contactName: text('contact_name'),
    contactEmail: text('contact_email'),
    contactPhone: text('contact_phone'),
    /** Name in the From of its mails; null: the centre's name. */
    mailSenderName: text('mail_sender_name'),
    /** Address that answers go to; null: the contact address. */
    mailReplyTo: text('mail_reply_to'),
    logoFileId: text('logo_file_id').references(() => storedFiles.id),
    /** Its trainers and coordinators sign in with a passkey only. */
    requiresPasskeys: integer('requires_passkeys', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('centre_logo').on(table.logoFileId)],
);

/** A human being; has an account, or none (a guest). */
export const persons = sqliteTable(
  'person',
  {
    id: text().primaryKey(),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    /** Where to write to; two persons may share it. */
    contactEmail: text('contact_email'),
    /** The centre that brought the person in; null: none (an operator). Further centres follow from roles and enrolments. */
    centreId: text('centre_id').references(() => centres.id),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('person_centre').on(table.centreId), index('person_age').on(table.createdAt)],
);

/** The means to sign in; at most one per person. */
export const accounts = sqliteTable(
  'account',
  {
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
    /** When the owner accepted the invitation or first signed in; null: invited only. */
    acceptedAt: integer('accepted_at', { mode: 'timestamp_ms' }),
    /** Since when it opens nothing; null: it is active. */
    deactivatedAt: integer('deactivated_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('account_acceptance').on(table.acceptedAt, table.createdAt)],
);

export const SIGN_IN_METHODS = ['password', 'code', 'passkey', 'link'] as const;

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
    /** How the owner proved to be it. */
    method: text({ enum: SIGN_IN_METHODS }).notNull().default('password'),
    /** Browser and system in a few words, such as "Firefox unter Windows", to tell one's sessions apart. */
    device: text(),
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
    index('role_granted_by').on(table.grantedBy),
    // Who has a role at a place: the people of a centre, its coordinators, whether there is an operator.
    index('role_place').on(table.role, table.centreId, table.cohortId),
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

/** A code sent by mail, for the browser that asked. A row is made for unknown addresses too, so that both look and cost the same. */
export const signInCodes = sqliteTable(
  'sign_in_code',
  {
    /** SHA-256 of the token in the asking browser's cookie. */
    id: text().primaryKey(),
    /** Null: nobody has the address, no code opens it. */
    accountId: text('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
    /** SHA-256 of token and code: six digits alone would be found by trying. */
    codeHash: text('code_hash').notNull(),
    triesLeft: integer('tries_left').notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('sign_in_code_account').on(table.accountId), index('sign_in_code_expiry').on(table.expiresAt)],
);

export const LINK_KINDS = [
  'installation',
  'invitation',
  'password-reset',
  'email-change-old',
  'email-change-new',
] as const;

/** A link that works once. Its id is the SHA-256 of the token in the link. */
export const oneTimeLinks = sqliteTable(
  'one_time_link',
  {
    id: text().primaryKey(),
    kind: text({ enum: LINK_KINDS }).notNull(),
    /** Null: the link of a new installation. */
    accountId: text('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    /** Null: not used yet. */
    usedAt: integer('used_at', { mode: 'timestamp_ms' }),
    /** The new address of an e-mail change. */
    newEmail: text('new_email'),
  },
  (table) => [
    index('one_time_link_account').on(table.accountId, table.kind),
    index('one_time_link_expiry').on(table.expiresAt),
  ],
);

/** A passkey (WebAuthn credential). */
export const passkeys = sqliteTable(
  'passkey',
  {
    /** Credential id, base64url. */
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    counter: integer().notNull(),
    /** JSON list of transports, as the browser told. */
    transports: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** The owner's name for it. */
    name: text().notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    lastUsedAt: integer('last_used_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('passkey_account').on(table.accountId)],
);

/** What a passkey has to sign; used once. */
export const passkeyChallenges = sqliteTable(
  'passkey_challenge',
  {
    /** SHA-256 of the token in the asking browser's cookie. */
    id: text().primaryKey(),
    challenge: text().notNull(),
    /** Whose passkey is being added; null: somebody signs in. */
    accountId: text('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    index('passkey_challenge_expiry').on(table.expiresAt),
    index('passkey_challenge_account').on(table.accountId),
  ],
);

/** How often something was tried in a window of time, so that all processes count together. */
export const rateLimits = sqliteTable(
  'rate_limit',
  {
    /** What is limited, and the SHA-256 of whom it is counted for. */
    key: text().notNull(),
    windowStart: integer('window_start', { mode: 'timestamp_ms' }).notNull(),
    count: integer().notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.windowStart] }), index('rate_limit_expiry').on(table.expiresAt)],
);

/** A person agreed to a text of `text/consents.ts`, in the version shown, and may have withdrawn it. */
export const consents = sqliteTable(
  'consent',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => persons.id),
    /** Which text. */
    text: text().notNull(),
    version: integer().notNull(),
    givenAt: integer('given_at', { mode: 'timestamp_ms' }).notNull(),
    withdrawnAt: integer('withdrawn_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('consent_person').on(table.personId, table.text)],
);
