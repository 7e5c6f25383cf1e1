import { errorCode, errorPlace } from '#platform/error-code.ts';
import { log } from '#platform/log.ts';
import type { Context } from '#server/context.ts';
import { finishJobRun, type JobReport } from '#server/operation/finish-job-run.ts';
import { findLatestRun } from '#server/operation/find-latest-run.ts';
import { renewJobRun } from '#server/operation/renew-job-run.ts';
import { JOB_LEASE_MS, takeJobRun } from '#server/operation/take-job-run.ts';
import { latestSlot, TIMETABLE, type Job, type Outside } from './timetable.ts';

/** Far longer than any update or holiday. */
const LONG_IDLE_MS = 40 * 86_400_000;

/** How a run ended. */
export interface JobResult {
  outcome: 'done' | 'failed';
  report: JobReport;
}

/**
 * Each job whose time has come ran, one after the other, unless another process has it. After a downtime only the
 * latest missed time is made up for. `contextNow` gives a context for the instant of each step.
 */
export async function runDueJobs(
  contextNow: () => Context,
  outside: Outside,
  timetable: readonly Job[] = TIMETABLE,
): Promise<void> {
  for (const job of timetable) {
    const slot = latestSlot(job, contextNow().now);
    if (slot !== null) await runJob(contextNow, outside, { job, slot });
  }
}

/**
 * The job ran for this slot and its result is on record; null when it already did or another process has it.
 * `asOf`: the job acts as if it were that instant, because somebody told it to; the timetable's runs wait for such a
 * one after a long time in which there was none.
 */
export async function runJob(
  contextNow: () => Context,
  outside: Outside,
  { job, slot, asOf }: { job: Job; slot: Date; asOf?: Date },
): Promise<JobResult | null> {
  const run = await takeJobRun(contextNow(), { job: job.name, slot });
  if (run === null) return null;
  const renewal = setInterval(() => {
    renewJobRun(contextNow(), run).catch(() => log('warn', 'job-not-renewed', { job: job.name, run: run.id }));
  }, JOB_LEASE_MS / 4);
  try {
    const result: JobResult =
      asOf === undefined && (await wasLongIdle(contextNow(), job.name))
        ? LONG_IDLE
        : await resultOf(job, { ...contextNow(), ...(asOf && { now: asOf }) }, outside, run.id);
    await finishJobRun(contextNow(), run, result);
    log('info', 'job-finished', { job: job.name, run: run.id, outcome: result.outcome });
    return result;
  } finally {
    clearInterval(renewal);
  }
}

const LONG_IDLE: JobResult = { outcome: 'failed', report: { problem: 'LONG_IDLE' } };

/**
 * Whether the job ran before and then not for a long time: either the installation stood still, or its clock is wrong,
 * and what is deleted by a wrong clock is gone.
 */
async function wasLongIdle(ctx: Context, job: string): Promise<boolean> {
  const latest = await findLatestRun(ctx, job);
  return latest !== null && latest.getTime() + LONG_IDLE_MS < ctx.now.getTime();
}

async function resultOf(job: Job, ctx: Context, outside: Outside, run: string): Promise<JobResult> {
  try {
    return { outcome: 'done', report: await job.run(ctx, outside) };
  } catch (error) {
    const problem = errorCode(error);
    log('error', 'job-failed', { job: job.name, run, problem, place: errorPlace(error) });
    return { outcome: 'failed', report: { problem } };
  }
}
