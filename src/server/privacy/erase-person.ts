import { and, eq, isNotNull } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { carryOutErasure } from './carry-out-erasure.ts';
import { erasureObstacleOf } from './erasure-obstacle-of.ts';
import { forgetTraces } from './forget-traces.ts';
import { personCentres } from '../cohorts/membership.ts';
import { erasureRequests } from './tables.ts';

/**
 * A coordinator carries out what a person asked for: the person is erased everywhere, files below `dataDir` and free
 * pages included, and told so by a last mail. Refuses when the request was withdrawn meanwhile, and as long as the
 * person is needed to run a centre or the installation.
 */
export async function erasePerson(ctx: Context, input: { personId: string; dataDir: string }): Promise<void> {
  const { personId, dataDir } = input;
  await inTransaction(ctx, async (tx) => {
    authorize(tx, { action: 'person:manage', on: { centreIds: await personCentres(tx, personId) } });
    const [request] = await tx.db
      .select({ reason: erasureRequests.reason })
      .from(erasureRequests)
      .where(and(eq(erasureRequests.personId, personId), isNotNull(erasureRequests.dueAt)));
    if (request === undefined) throw new Refusal('conflict', 'erasure-withdrawn');
    const obstacle = await erasureObstacleOf(tx, personId);
    if (obstacle !== null) throw new Refusal('conflict', obstacle.kind);
    await carryOutErasure(tx, { personId, reason: request.reason, farewell: true });
  });
  await forgetTraces(ctx, dataDir);
}
