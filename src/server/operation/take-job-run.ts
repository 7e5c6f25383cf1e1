import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { newId } from '#platform/random.ts';
import { inTransaction, type Context } from '../context.ts';
import { jobRuns } from './tables.ts';

/** A process that runs a job says so more often than that. */
export const JOB_LEASE_MS = 120_000;

/** A run of a job that this process holds. */
export interface JobRun {
  id: string;
  job: string;
  startedAt: Date;
}

/**
 * The run of the job for this slot of the timetable is ours; null when it is done or another process has it.
 * One whose process died is taken over.
 */
export async function takeJobRun(ctx: Context, { job, slot }: { job: string; slot: Date }): Promise<JobRun | null> {
  const [known] = await ctx.db
    .select()
    .from(jobRuns)
    .where(and(eq(jobRuns.job, job), eq(jobRuns.slot, slot)));
  // Asked at each look at the timetable: most times there is nothing to take and nothing to write.
  if (known && (known.finishedAt !== null || known.leasedUntil > ctx.now)) return null;
  const lease = { startedAt: ctx.now, leasedUntil: new Date(ctx.now.getTime() + JOB_LEASE_MS) };
  return inTransaction(ctx, async ({ db }) => {
    const [taken] = await db
      .insert(jobRuns)
      .values({ id: newId(), job, slot, ...lease })
      .onConflictDoUpdate({
        target: [jobRuns.job, jobRuns.slot],
        set: lease,
        setWhere: sql`${isNull(jobRuns.finishedAt)} and ${lte(jobRuns.leasedUntil, ctx.now)}`,
      })
      .returning();
    return taken ? { id: taken.id, job, startedAt: taken.startedAt } : null;
  });
}
