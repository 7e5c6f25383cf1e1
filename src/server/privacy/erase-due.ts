import { and, asc, eq, lte } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { carryOutErasure } from './carry-out-erasure.ts';
import { erasureObstacleOf } from './erasure-obstacle-of.ts';
import { isStillInactive } from './inactive-persons.ts';
import { erasureRequests } from './tables.ts';

/** What became of the erasures that were due. */
export interface DueErasures {
  erased: number;
  /** Still needed to run a centre or the installation; tried again the next time. */
  blocked: number;
  /** Took part again after the time limit was announced. */
  spared: number;
}

/** Erasures that are due are carried out. `forgetTraces` is to follow. */
export async function eraseDue(ctx: Context): Promise<DueErasures> {
  const due = lte(erasureRequests.dueAt, ctx.now);
  const rows = await ctx.db
    .select({ personId: erasureRequests.personId })
    .from(erasureRequests)
    .where(due)
    .orderBy(asc(erasureRequests.dueAt));
  const done: DueErasures = { erased: 0, blocked: 0, spared: 0 };
  for (const { personId } of rows)
    await inTransaction(ctx, async (tx) => {
      const own = and(eq(erasureRequests.personId, personId), due);
      const [request] = await tx.db.select({ reason: erasureRequests.reason }).from(erasureRequests).where(own);
      // Withdrawn in the last moment.
      if (request === undefined) return null;
      if (request.reason === 'retention' && !(await isStillInactive(tx, personId))) {
        await tx.db.delete(erasureRequests).where(own);
        return 'spared';
      }
      if ((await erasureObstacleOf(tx, personId)) !== null) return 'blocked';
      await carryOutErasure(tx, { personId, reason: request.reason, farewell: true });
      return 'erased';
    }).then((outcome) => {
      if (outcome !== null) done[outcome] += 1;
    });
  return done;
}
