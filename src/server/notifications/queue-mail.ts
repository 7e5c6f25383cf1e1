import { newId } from '#platform/random.ts';
import { renderMail, type MailFrame, type MailText } from '#text/mails.ts';
import { afterCommit, type Context } from '../context.ts';
import { mails } from './tables.ts';

/** Whom a mail goes to and in whose name. */
export interface Envelope {
  to: string;
  /** Null: an address without a person. */
  personId: string | null;
  /** Null: in the name of the platform. */
  centreId: string | null;
  /** Name in the From; the sender of the frame without it. */
  senderName?: string;
  /** Where answers go; null or none: nowhere. */
  replyTo?: string | null;
  frame: MailFrame;
}

/**
 * The mail is in the outbox, in the transaction of its cause: both are stored or neither. A worker sends it.
 * `mailPerson` of `identity` makes the envelope.
 */
export async function queueMail(tx: Context, envelope: Envelope, mail: MailText): Promise<void> {
  const { text, html } = renderMail(mail, envelope.frame);
  await tx.db.insert(mails).values({
    id: newId(),
    centreId: envelope.centreId,
    personId: envelope.personId,
    kind: mail.kind,
    toAddress: envelope.to,
    senderName: envelope.senderName ?? envelope.frame.senderName,
    replyTo: envelope.replyTo ?? null,
    subject: mail.subject,
    bodyText: text,
    bodyHtml: html,
    queuedAt: tx.now,
    dueAt: tx.now,
  });
  afterCommit(tx, () => tx.mailQueued?.notify());
}
