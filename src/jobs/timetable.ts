import { Cron } from 'croner';
import { HOUSE_ZONE } from '#domain/cohorts/calendar.ts';
import type { MailTransport } from '#platform/mail.ts';
import type { Context } from '#server/context.ts';
import type { JobReport } from '#server/operation/finish-job-run.ts';
import { applyRetention } from './apply-retention.ts';
import { deleteExpired } from './delete-expired.ts';
import { eraseDue } from './erase-due.ts';
import { eraseExpiredHolds } from './erase-expired-holds.ts';

/** What a job can reach beside the database. */
export interface Outside {
  mail: MailTransport;
  /** Folder of the installation's files. */
  dataDir: string;
}

/** Something that is done when its time has come; doing it twice does no harm. */
export interface Job {
  /** Also how `npm run job` calls it; `text/jobs.ts` says in German what it does. */
  name: string;
  /** Minute, hour, day, month, weekday on a clock in Germany. */
  when: string;
  run(ctx: Context, outside: Outside): Promise<JobReport>;
}

/** All that the clock starts. Nights, because nobody learns then. */
export const TIMETABLE: readonly Job[] = [
  { name: 'delete-expired', when: '30 2 * * *', run: deleteExpired },
  { name: 'erase-due', when: '45 2 * * *', run: eraseDue },
  { name: 'erase-expired-holds', when: '0 3 * * *', run: eraseExpiredHolds },
  { name: 'apply-retention', when: '15 3 * * *', run: applyRetention },
];

/**
 * The latest time at or before an instant at which the job was to run; null: never. A time that the clock change in
 * spring skips is moved to the hour after it, of one that comes twice in autumn the first is taken.
 */
export function latestSlot(job: Job, now: Date): Date | null {
  // croner counts in whole seconds and looks strictly before.
  const nextSecond = new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
  return clockOf(job).previousRuns(1, nextSecond)[0] ?? null;
}

/** The next time after an instant at which the job is to run; null: never. */
export const nextSlot = (job: Job, now: Date): Date | null => clockOf(job).nextRun(now);

const clockOf = (job: Job): Cron => new Cron(job.when, { timezone: HOUSE_ZONE, paused: true });
