import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { JOB_LEASE_MS, type JobRun } from './take-job-run.ts';
import { jobRuns } from './tables.ts';

/** The run stays ours for another while, if it still is. */
export async function renewJobRun(ctx: Context, run: JobRun): Promise<void> {
  await inTransaction(ctx, ({ db }) =>
    db
      .update(jobRuns)
      .set({ leasedUntil: new Date(ctx.now.getTime() + JOB_LEASE_MS) })
      .where(and(eq(jobRuns.id, run.id), eq(jobRuns.startedAt, run.startedAt), isNull(jobRuns.finishedAt))),
  );
}
