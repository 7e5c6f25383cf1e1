import type { Database } from '#platform/db.ts';

/** How the installation is doing, in numbers. */
export interface OperatingFigures {
  mailsDue: number;
  mailsFailed: number;
  /** When the mail that waits longest was queued, in ms; null while none waits. */
  oldestDueMail: number | null;
  /** Of each job that ever ran: when it last ended well, in ms; null for never. */
  jobs: { job: string; lastSuccess: number | null }[];
  databaseBytes: number;
}

/**
 * The figures as they are now. Without Drizzle, because the entry asks outside of the bundle: its many files take
 * half a second there.
 */
export async function operatingFigures({ reader }: Pick<Database, 'reader'>, now: Date): Promise<OperatingFigures> {
  const mails = await reader.execute({
    sql: 'select count(*) as due, min(queued_at) as oldest from mail where sent_at is null and failed_at is null and due_at <= ?',
    args: [now.getTime()],
  });
  const failed = await reader.execute(
    'select count(*) as failed from mail where sent_at is null and failed_at is not null',
  );
  // From name to name by the index: grouping would read all runs.
  const jobs = await reader.execute(
    `with recursive job_name (job) as (
      select min(job) from job_run
      union all select (select min(r.job) from job_run r where r.job > job_name.job) from job_name where job is not null
    )
    select job, (select max(finished_at) from job_run r where r.job = job_name.job and outcome = 'done') as last_success
    from job_name where job is not null`,
  );
  const pages = await reader.execute('PRAGMA page_count');
  const pageSize = await reader.execute('PRAGMA page_size');
  return {
    mailsDue: Number(mails.rows[0]?.['due']),
    mailsFailed: Number(failed.rows[0]?.['failed']),
    oldestDueMail: numberOrNull(mails.rows[0]?.['oldest']),
    jobs: jobs.rows.map((row) => ({ job: String(row['job']), lastSuccess: numberOrNull(row['last_success']) })),
    databaseBytes: Number(pages.rows[0]?.[0]) * Number(pageSize.rows[0]?.[0]),
  };
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
