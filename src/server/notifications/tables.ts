import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { centres, persons } from '../identity/tables.ts';

/**
 * The outbox: a mail is a row, written in the transaction of its cause. Its content may hold codes and links, so it
 * is emptied once the mail went out, and a week after it failed for good.
 */
export const mails = sqliteTable(
  'mail',
  {
    id: text().primaryKey(),
    /** In whose name it is sent; null: of the installation. */
    centreId: text('centre_id').references(() => centres.id),
    /** Whom it is for; null: an address without a person. */
    personId: text('person_id').references(() => persons.id, { onDelete: 'set null' }),
    /** Which mail of `text/mails.ts`. */
    kind: text().notNull(),
    toAddress: text('to_address').notNull(),
    /** Name in the From, as it was when the mail was queued. */
    senderName: text('sender_name').notNull(),
    /** Address that answers go to; null: nobody reads answers. */
    replyTo: text('reply_to'),
    subject: text().notNull(),
    bodyText: text('body_text').notNull(),
    bodyHtml: text('body_html').notNull(),
    queuedAt: integer('queued_at', { mode: 'timestamp_ms' }).notNull(),
    /** Not before; moves on with each failed try. */
    dueAt: integer('due_at', { mode: 'timestamp_ms' }).notNull(),
    tries: integer().notNull().default(0),
    /** A worker has it until then; afterwards it is given to another. */
    leasedUntil: integer('leased_until', { mode: 'timestamp_ms' }),
    sentAt: integer('sent_at', { mode: 'timestamp_ms' }),
    /** Given up. */
    failedAt: integer('failed_at', { mode: 'timestamp_ms' }),
    /** Code of the last failure, with the server's reply code if there was one; no address in it. */
    lastProblem: text('last_problem'),
  },
  (table) => [
    index('mail_due').on(table.sentAt, table.failedAt, table.dueAt),
    index('mail_queued').on(table.queuedAt),
    index('mail_centre').on(table.centreId, table.queuedAt),
    index('mail_person').on(table.personId),
  ],
);
