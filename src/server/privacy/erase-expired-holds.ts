import { eq, inArray, lt } from 'drizzle-orm';
import { dayIn } from '#domain/cohorts/calendar.ts';
import { heldParticipation, holdIsOver } from '#domain/privacy/held-participation.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { inTransaction, type Context } from '../context.ts';
import { erasures, heldRecords } from './tables.ts';

/** Where a day ends first on earth, so that no hold that is over anywhere is overlooked. */
const EARLIEST_ZONE = 'Pacific/Kiritimati';

/** Held records whose last day has ended in their cohort's zone are gone; how many. `forgetTraces` is to follow. */
export async function eraseExpiredHolds(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const candidates = await tx.db
      .select()
      .from(heldRecords)
      .where(lt(heldRecords.until, dayIn(EARLIEST_ZONE, tx.now)));
    const over = candidates.filter(({ until, record }) =>
      holdIsOver(until, heldParticipation.parse(record).cohort.zone, tx.now),
    );
    for (const { id, centreId } of over) {
      await tx.db.delete(heldRecords).where(eq(heldRecords.id, id));
      await recordAudit(tx, { action: 'hold-ended', target: { kind: 'hold', id }, centreId });
    }
    // The file has something to forget again.
    const ids = over.map(({ personId }) => personId);
    await tx.db.update(erasures).set({ tracesGoneAt: null }).where(inArray(erasures.personId, ids));
    return over.length;
  });
}
