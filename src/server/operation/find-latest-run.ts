import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { jobRuns } from './tables.ts';

/** When the job's latest run began that ended well; null: there is none. */
export async function findLatestRun({ db }: Context, job: string): Promise<Date | null> {
  const [latest] = await db
    .select({ startedAt: jobRuns.startedAt })
    .from(jobRuns)
    .where(and(eq(jobRuns.job, job), eq(jobRuns.outcome, 'done')))
    .orderBy(desc(jobRuns.startedAt))
    .limit(1);
  return latest?.startedAt ?? null;
}
