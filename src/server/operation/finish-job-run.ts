import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import type { JobRun } from './take-job-run.ts';
import { jobRuns } from './tables.ts';

/** What a job did, in numbers and codes. */
export type JobReport = Record<string, number | string>;

/** How the run ended is on record; not if another process took it over meanwhile. */
export async function finishJobRun(
  ctx: Context,
  run: JobRun,
  { outcome, report }: { outcome: 'done' | 'failed'; report: JobReport },
): Promise<void> {
  await inTransaction(ctx, ({ db }) =>
    db
      .update(jobRuns)
      .set({ finishedAt: ctx.now, outcome, report })
      .where(and(eq(jobRuns.id, run.id), eq(jobRuns.startedAt, run.startedAt), isNull(jobRuns.finishedAt))),
  );
}
