import { and, isNotNull, lte } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { jobRuns } from './tables.ts';

const KEPT_DAYS = 90;

/**
 * Records of finished runs from more than 90 days ago are gone; returns how many. The run that asks is none of them,
 * however far ahead the date is that it was told.
 */
export async function deleteOldJobRuns(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  const { rowsAffected } = await inTransaction(ctx, ({ db }) =>
    db.delete(jobRuns).where(and(lte(jobRuns.startedAt, before), isNotNull(jobRuns.finishedAt))),
  );
  return rowsAffected;
}
