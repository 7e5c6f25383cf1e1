import { desc, eq } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import type { JobReport } from './finish-job-run.ts';
import { jobRuns } from './tables.ts';

/** The last run of a job. `broken-off`: its process died and nobody has taken it over. */
export interface LastRun {
  startedAt: Date;
  finishedAt: Date | null;
  state: 'running' | 'done' | 'failed' | 'broken-off';
  report: JobReport;
}

/** The last run of each of the jobs by name; a job that never ran is not in it. */
export async function lastJobRuns(ctx: Context, jobs: readonly string[]): Promise<Map<string, LastRun>> {
  authorize(ctx, { action: 'installation:manage', on: {} });
  const runs = new Map<string, LastRun>();
  for (const job of jobs) {
    const [run] = await ctx.db
      .select()
      .from(jobRuns)
      .where(eq(jobRuns.job, job))
      .orderBy(desc(jobRuns.startedAt))
      .limit(1);
    if (run === undefined) continue;
    const { startedAt, finishedAt, report } = run;
    const state = run.outcome ?? (run.leasedUntil > ctx.now ? 'running' : 'broken-off');
    runs.set(job, { startedAt, finishedAt, state, report: report ?? {} });
  }
  return runs;
}
