import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { endSessions } from '../identity/end-sessions.ts';
import { endLinks } from '../identity/links.ts';
import { accounts } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { personManaged } from './membership.ts';

/**
 * The person can no longer sign in and is signed out everywhere; what was learnt and said stays as it is.
 * Nobody closes the own account here: so the centre keeps whoever does this as its coordinator.
 */
export async function deactivateAccount(
  ctx: Context,
  { personId }: { personId: string },
): Promise<{ deactivated: true } | { problem: 'own-account' }> {
  return inTransaction(ctx, async (tx) => {
    const subject = await personManaged(tx, personId);
    const actor = authorize(tx, { action: 'person:close', on: subject });
    if (actor.personId === personId) return { problem: 'own-account' };
    if (subject.account === null) throw new Refusal('not-found');
    if (subject.account.deactivatedAt !== null) return { deactivated: true };
    await tx.db.update(accounts).set({ deactivatedAt: tx.now }).where(eq(accounts.id, subject.account.id));
    await endSessions(tx, subject.account.id);
    await endLinks(tx, subject.account.id);
    for (const centreId of subject.centreIds)
      await recordAudit(tx, { action: 'account-deactivated', target: { kind: 'person', id: personId }, centreId });
    return { deactivated: true };
  });
}
