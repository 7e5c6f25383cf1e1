import { count, inArray } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import { membersOf } from '../cohorts/membership.ts';
import type { Context } from '../context.ts';
import { erasureRequests } from './tables.ts';

/** How many people of a centre have asked to be deleted and still are there. */
export async function countErasureRequests(ctx: Context, centreId: string): Promise<number> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const [row] = await ctx.db
    .select({ number: count() })
    .from(erasureRequests)
    .where(inArray(erasureRequests.personId, membersOf(ctx.db, centreId)));
  return row?.number ?? 0;
}
