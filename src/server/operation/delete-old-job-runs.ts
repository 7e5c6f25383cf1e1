import { lte } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { jobRuns } from './tables.ts';

const KEPT_DAYS = 90;

/** Records of runs from more than 90 days ago are gone; returns how many. */
export async function deleteOldJobRuns(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  const { rowsAffected } = await inTransaction(ctx, ({ db }) =>
    db.delete(jobRuns).where(lte(jobRuns.startedAt, before)),
  );
  return rowsAffected;
}
