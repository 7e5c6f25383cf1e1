import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize, signedIn } from '../authorize.ts';
import { afterCommit, inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { mailForRetry } from './queries.ts';
import { mails } from './tables.ts';

/**
 * A mail that failed for good is tried again, at once and as often as a new one; returns the centre in whose name it
 * is, null for the installation's own.
 */
export async function retryMail(ctx: Context, { mailId }: { mailId: string }): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    signedIn(tx);
    const mail = await mailForRetry(tx, mailId);
    if (mail === undefined) throw new Refusal('not-found');
    authorize(tx, { action: 'mail:retry', on: { centreId: mail.centreId } });
    if (!mail.canBeRetried) throw new Refusal('conflict', 'mail-not-failed');
    await tx.db.update(mails).set({ failedAt: null, dueAt: tx.now, tries: 0 }).where(eq(mails.id, mailId));
    await recordAudit(tx, {
      action: 'mail-retried',
      target: { kind: 'mail', id: mailId },
      centreId: mail.centreId,
    });
    afterCommit(tx, () => tx.mailQueued?.notify());
    return mail.centreId;
  });
}
