import { describe, expect } from 'vitest';
import { openDatabase } from '#platform/db.ts';
import { mailTransport } from '#platform/mail.ts';
import { contextOf, type Context } from '#server/context.ts';
import { lastJobRuns } from '#server/operation/queries.ts';
import { JOB_LEASE_MS, takeJobRun } from '#server/operation/take-job-run.ts';
import { runDueJobs, runJob } from '../../src/jobs/runner.ts';
import { latestSlot, type Job } from '../../src/jobs/timetable.ts';
import { HOUR_MS, inDays, it, NOW, ORIGIN, type World } from '../support/world.ts';

const outside = {
  dataDir: '',
  mail: mailTransport({ smtpUrl: null, mailFrom: null, dataDir: '/nowhere', origin: 'http://localhost' }, false),
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A job at half past two that counts how often it ran, and when it was told it is. */
function countingJob(work: (ctx: Context) => Promise<void> = () => Promise.resolve()) {
  const ranAt: Date[] = [];
  const job: Job = {
    name: 'counting',
    when: '30 2 * * *',
    run: async (ctx) => {
      ranAt.push(ctx.now);
      await work(ctx);
      return { ran: ranAt.length };
    },
  };
  return { job, ranAt };
}
const SLOT = new Date('2026-11-24T01:30:00Z');
const runs = (world: World) =>
  world.rows('select slot, started_at, finished_at, outcome, report from job_run order by slot');
const lookAt = (world: World, job: Job, now: Date) => runDueJobs(() => world.as(null, now), outside, [job]);

describe('a job', () => {
  it('runs once for each time of the timetable, however often one looks, and its result is on record', async ({
    world,
  }) => {
    const { job, ranAt } = countingJob();
    for (const at of [NOW, NOW, new Date(NOW.getTime() + HOUR_MS)]) await lookAt(world, job, at);
    expect(ranAt).toHaveLength(1);
    await lookAt(world, job, inDays(1));
    expect(ranAt).toHaveLength(2);
    expect(await runs(world)).toMatchObject([
      {
        slot: SLOT.getTime(),
        started_at: NOW.getTime(),
        finished_at: NOW.getTime(),
        outcome: 'done',
        report: '{"ran":1}',
      },
      { slot: SLOT.getTime() + 24 * HOUR_MS, outcome: 'done' },
    ]);
  });

  it('makes up after a downtime for the latest missed time only', async ({ world }) => {
    const { job, ranAt } = countingJob();
    await lookAt(world, job, NOW);
    await lookAt(world, job, inDays(10));
    expect(ranAt).toEqual([NOW, inDays(10)]);
    expect(await runs(world)).toHaveLength(2);
  });

  it('waits to be run by hand when there was no run for more than 40 days: a clock that is wrong deletes nothing', async ({
    world,
  }) => {
    const { job, ranAt } = countingJob();
    await lookAt(world, job, NOW);
    for (const days of [41, 42, 400]) await lookAt(world, job, inDays(days));
    expect(ranAt).toEqual([NOW]);
    expect((await runs(world)).map(({ outcome, report }) => [outcome, report])).toEqual([
      ['done', '{"ran":1}'],
      ...Array.from({ length: 3 }, () => ['failed', '{"problem":"LONG_IDLE"}']),
    ]);
    // The clock is right again: nothing has to be done.
    await lookAt(world, job, inDays(1));
    expect(ranAt).toEqual([NOW, inDays(1)]);
    // Or it was right, and somebody runs the job.
    await runJob(() => world.as(null, inDays(401)), outside, { job, slot: inDays(401), asOf: inDays(401) });
    await lookAt(world, job, inDays(402));
    expect(ranAt).toEqual([NOW, inDays(1), inDays(401), inDays(402)]);
  });

  it('does not run again when the clock is set back, and does when it goes on', async ({ world }) => {
    const { job, ranAt } = countingJob();
    const night = new Date('2026-11-24T01:31:00Z');
    await lookAt(world, job, night);
    await lookAt(world, job, new Date(night.getTime() - 2 * HOUR_MS));
    await lookAt(world, job, night);
    // The look with the wrong clock made up for the night before, which this database had never seen.
    expect((await runs(world)).map((row) => row['slot'])).toEqual([SLOT.getTime() - 24 * HOUR_MS, SLOT.getTime()]);
    expect(ranAt).toHaveLength(2);
  });

  it('runs once though several processes look at the same time', async ({ world }) => {
    const { job, ranAt } = countingJob(async () => {
      await pause(50);
    });
    const others = await Promise.all([openDatabase(world.url), openDatabase(world.url)]);
    try {
      const { catalogue, files } = world;
      const looks = others.map((database) =>
        runDueJobs(() => contextOf({ database, catalogue, files, origin: ORIGIN }, null, NOW), outside, [job]),
      );
      await Promise.all([...looks, lookAt(world, job, NOW)]);
    } finally {
      for (const database of others) await database.close();
    }
    expect(ranAt).toHaveLength(1);
  });

  it('whose process died is taken over when the lease has run out, not before', async ({ world }) => {
    const { job, ranAt } = countingJob();
    await takeJobRun(world.as(null), { job: job.name, slot: SLOT });
    await lookAt(world, job, new Date(NOW.getTime() + JOB_LEASE_MS - 1));
    expect(ranAt).toEqual([]);
    const later = new Date(NOW.getTime() + JOB_LEASE_MS);
    await lookAt(world, job, later);
    expect(ranAt).toEqual([later]);
    expect(await runs(world)).toMatchObject([{ started_at: later.getTime(), outcome: 'done' }]);
  });

  it('that was taken over while it still ran does not overwrite the other result', async ({ world }) => {
    let now = NOW;
    const slow = countingJob(async () => {
      now = new Date(NOW.getTime() + JOB_LEASE_MS);
      await runDueJobs(() => world.as(null, now), outside, [{ ...quick.job, name: slow.job.name }]);
      now = inDays(0.5);
    });
    const quick = countingJob();
    await runDueJobs(() => world.as(null, now), outside, [slow.job]);
    expect(quick.ranAt).toHaveLength(1);
    expect(await runs(world)).toMatchObject([{ finished_at: NOW.getTime() + JOB_LEASE_MS, outcome: 'done' }]);
  });

  it('that fails is on record as failed, by a code and not by what the error says; the others run', async ({
    world,
  }) => {
    const failing = countingJob(() => Promise.reject(Object.assign(new Error('Anna Lerch'), { code: 'ENOSPC' })));
    const { job, ranAt } = countingJob();
    await runDueJobs(() => world.as(null), outside, [failing.job, { ...job, name: 'other' }]);
    expect(ranAt).toHaveLength(1);
    const rows = await world.rows("select outcome, report from job_run where job = 'counting'");
    expect(rows).toEqual([{ outcome: 'failed', report: '{"problem":"ENOSPC"}' }]);
  });

  it('by hand acts as of another date, and again the same day if one likes', async ({ world }) => {
    const { job, ranAt } = countingJob();
    const asOf = inDays(100);
    for (const at of [NOW, new Date(NOW.getTime() + 1)])
      expect(await runJob(() => world.as(null, at), outside, { job, slot: at, asOf })).toMatchObject({
        outcome: 'done',
      });
    expect(ranAt).toEqual([asOf, asOf]);
    expect((await runs(world)).map((row) => row['started_at'])).toEqual([NOW.getTime(), NOW.getTime() + 1]);
  });

  it.for([
    ['the night in which 2.30 does not exist', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z'],
    ['the night in which 2.30 comes twice', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'],
  ] as const)('runs once in %s', async ([, from, to], { world }) => {
    const { job, ranAt } = countingJob();
    for (let at = Date.parse(from); at <= Date.parse(to); at += HOUR_MS / 4) await lookAt(world, job, new Date(at));
    // Once for the night before, at the first look.
    expect(ranAt).toHaveLength(2);
    expect(latestSlot(job, new Date(to))?.getTime()).toBe((await runs(world))[1]?.['slot']);
  });
});

describe('an operator', () => {
  it('sees the last run of each job', async ({ world }) => {
    const { job } = countingJob();
    await lookAt(world, job, inDays(-1));
    await lookAt(world, job, NOW);
    await takeJobRun(world.as(null), { job: 'at-work', slot: NOW });
    const look = (at: Date) => lastJobRuns(world.as('operator', at), ['counting', 'at-work', 'never']);
    const now = await look(NOW);
    expect(now.get('counting')).toEqual({ startedAt: NOW, finishedAt: NOW, state: 'done', report: { ran: 2 } });
    expect(now.get('at-work')).toMatchObject({ state: 'running', finishedAt: null });
    expect(now.has('never')).toBe(false);
    expect((await look(inDays(1))).get('at-work')).toMatchObject({ state: 'broken-off' });
  });
});
