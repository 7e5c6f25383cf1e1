import { and, eq, isNotNull } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize, signedIn } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { persons } from '../identity/tables.ts';
import { erasureRequests } from './tables.ts';

/** The actor stays: nothing is due any more. Who was told that the time limit is near is not told again for a while. */
export async function withdrawErasure(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { personId } = authorize(tx, { action: 'account:manage', on: { personId: signedIn(tx).personId } });
    const [request] = await tx.db
      .select({ reason: erasureRequests.reason })
      .from(erasureRequests)
      .where(and(eq(erasureRequests.personId, personId), isNotNull(erasureRequests.dueAt)));
    if (request === undefined) return;
    const own = eq(erasureRequests.personId, personId);
    if (request.reason === 'request') await tx.db.delete(erasureRequests).where(own);
    else await tx.db.update(erasureRequests).set({ dueAt: null, keptAt: tx.now }).where(own);
    const [person] = await tx.db.select({ centreId: persons.centreId }).from(persons).where(eq(persons.id, personId));
    await recordAudit(tx, {
      action: 'erasure-withdrawn',
      target: { kind: 'person', id: personId },
      centreId: person?.centreId ?? null,
    });
  });
}
