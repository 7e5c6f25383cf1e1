import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import { waitAfterTry } from '#domain/notifications/backoff.ts';
import { log } from '#platform/log.ts';
import { SEND_DEADLINE_MS, type MailOutcome, type MailTransport } from '#platform/mail.ts';
import { newChance } from '#platform/random.ts';
import { inTransaction, type Context } from '../context.ts';
import { mails } from './tables.ts';

/** Connections to the mail server at the same time. */
const AT_ONCE = 4;
/** Far longer than a try can take: only a worker that died loses its mails to another. */
const LEASE_MS = 5 * SEND_DEADLINE_MS;
/** A mail that went out is recorded as such even if the database is locked by somebody else meanwhile. */
const RECORD_RETRY_MS = 1_000;
const RECORD_TRIES = 30;

type Mail = typeof mails.$inferSelect & { leasedUntil: Date };

/**
 * The mails that are due were tried once, a few at a time; returns how many. Each is taken by a lease, sent outside
 * any transaction and then recorded: sent, due again later, or failed for good.
 * A mail goes out once, with two gaps that SMTP leaves: a process that dies between the server's last "250" and our
 * record, and a server that takes the mail but whose answer is lost. The second delivery then has the same Message-ID.
 * `contextNow` gives a context for the instant of each step.
 */
export async function deliverMails(
  contextNow: () => Context,
  transport: MailTransport,
  stopping?: AbortSignal,
): Promise<number> {
  const taken = await takeDueMails(contextNow());
  await Promise.all(
    taken.map(async (mail) => {
      const outcome = await transport.send(outgoing(mail), stopping);
      await persistently(() => recordOutcome(contextNow(), mail, outcome));
    }),
  );
  return taken.length;
}

async function takeDueMails(ctx: Context): Promise<Mail[]> {
  const due = and(
    isNull(mails.sentAt),
    isNull(mails.failedAt),
    lte(mails.dueAt, ctx.now),
    or(isNull(mails.leasedUntil), lte(mails.leasedUntil, ctx.now)),
  );
  const dueIds = (from: Context) =>
    from.db.select({ id: mails.id }).from(mails).where(due).orderBy(asc(mails.dueAt)).limit(AT_ONCE);
  // Asked every second: most times there is nothing, and nobody has to wait for a write then.
  if ((await dueIds(ctx)).length === 0) return [];
  return inTransaction(ctx, async (tx) => {
    const ids = (await dueIds(tx)).map(({ id }) => id);
    const leasedUntil = new Date(tx.now.getTime() + LEASE_MS);
    const taken = await tx.db.update(mails).set({ leasedUntil }).where(inArray(mails.id, ids)).returning();
    return taken.map((mail) => ({ ...mail, leasedUntil }));
  });
}

const outgoing = (mail: Mail) => ({
  id: mail.id,
  to: mail.toAddress,
  senderName: mail.senderName,
  replyTo: mail.replyTo,
  subject: mail.subject,
  text: mail.bodyText,
  html: mail.bodyHtml,
  queuedAt: mail.queuedAt,
});

async function recordOutcome(ctx: Context, mail: Mail, outcome: MailOutcome): Promise<void> {
  const { changes, heldOnly } = changesBy(outcome, { tries: mail.tries + 1, now: ctx.now });
  const stillOurs = heldOnly ? eq(mails.leasedUntil, mail.leasedUntil) : undefined;
  await inTransaction(ctx, ({ db }) =>
    db
      .update(mails)
      .set({ ...changes, leasedUntil: null })
      .where(and(eq(mails.id, mail.id), isNull(mails.sentAt), stillOurs)),
  );
  if ('problem' in outcome)
    log('warn', 'mail-not-sent', { mail: mail.id, tries: mail.tries + 1, problem: outcome.problem });
}

/** What the row says from now on; `heldOnly`: not if the lease was lost meanwhile. What went out, went out. */
function changesBy(outcome: MailOutcome, { tries, now }: { tries: number; now: Date }) {
  if (outcome.is === 'sent')
    return {
      changes: { sentAt: now, failedAt: null, tries, lastProblem: null, bodyText: '', bodyHtml: '' },
      heldOnly: false,
    };
  if (outcome.is === 'stopped') return { changes: {}, heldOnly: true };
  const wait = outcome.is === 'refused' ? null : waitAfterTry(tries, newChance());
  const next = wait === null ? { failedAt: now } : { dueAt: new Date(now.getTime() + wait) };
  return { changes: { ...next, tries, lastProblem: outcome.problem }, heldOnly: true };
}

async function persistently(work: () => Promise<void>): Promise<void> {
  for (let left = RECORD_TRIES; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(RECORD_RETRY_MS);
    }
  }
}
