import { and, count, inArray, isNotNull } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import { membersOf } from '../cohorts/membership.ts';
import type { Context } from '../context.ts';
import { erasureRequests } from './tables.ts';

/** How many people of a centre are going to be deleted: they asked, or their time is up. */
export async function countErasureRequests(ctx: Context, centreId: string): Promise<number> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const [row] = await ctx.db
    .select({ number: count() })
    .from(erasureRequests)
    .where(and(isNotNull(erasureRequests.dueAt), inArray(erasureRequests.personId, membersOf(ctx.db, centreId))));
  return row?.number ?? 0;
}
