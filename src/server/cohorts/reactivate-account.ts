import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { accounts } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { personManaged } from './membership.ts';

/** The person can sign in again as before; who had not accepted the invitation needs a new one. */
export async function reactivateAccount(ctx: Context, { personId }: { personId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const subject = await personManaged(tx, personId);
    authorize(tx, { action: 'person:close', on: subject });
    if (subject.account === null) throw new Refusal('not-found');
    if (subject.account.deactivatedAt === null) return;
    await tx.db.update(accounts).set({ deactivatedAt: null }).where(eq(accounts.id, subject.account.id));
    for (const centreId of subject.centreIds)
      await recordAudit(tx, { action: 'account-reactivated', target: { kind: 'person', id: personId }, centreId });
  });
}
