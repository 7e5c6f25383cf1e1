import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { mailTransport } from '#platform/mail.ts';
import { inTransaction } from '#server/context.ts';
import { mails } from '#server/notifications/tables.ts';
import { deleteOldJobRuns } from '#server/operation/delete-old-job-runs.ts';
import { jobRuns } from '#server/operation/tables.ts';
import { takeJobRun } from '#server/operation/take-job-run.ts';
import { deleteExpired } from '../../src/jobs/delete-expired.ts';
import { inDays, it, NOW, type World } from '../support/world.ts';

const moment = new Date(NOW.getTime() + 1);

/** Of everything one that has just expired, and one that is about to. */
async function settle(world: World): Promise<void> {
  await inTransaction(world.as(null), async ({ db }) => {
    for (const [id, expiresAt] of [
      ['old', NOW],
      ['new', moment],
    ] as const) {
      const ago = (days: number) => new Date(inDays(-days).getTime() + expiresAt.getTime() - NOW.getTime());
      const at = { slot: ago(90), startedAt: ago(90), leasedUntil: ago(90) };
      await db.insert(jobRuns).values({ id, job: 'x', ...at, finishedAt: ago(90), outcome: 'done' });
      await db.insert(mails).values({
        id,
        kind: 'x',
        toAddress: 'somebody@world.example',
        senderName: 'Zentrum',
        subject: 'x',
        bodyText: 'geheim',
        bodyHtml: 'geheim',
        queuedAt: ago(10),
        dueAt: ago(10),
        failedAt: ago(7),
      });
    }
  });
}

it('deletes what has expired and nothing else, and a second time nothing', async ({ world }) => {
  await settle(world);
  const folder = mkdtempSync(join(tmpdir(), 'expired-'));
  try {
    const mail = mailTransport({ smtpUrl: null, mailFrom: null, dataDir: folder, origin: 'http://localhost' }, false);
    const file = { to: 'x@world.example', senderName: 'x', replyTo: null, subject: 'x', text: 'x', html: 'x' };
    await mail.send({ ...file, id: 'old', queuedAt: new Date(inDays(-30).getTime() - 1) });
    await mail.send({ ...file, id: 'new', queuedAt: inDays(-30) });
    const ctx = world.as(null);
    const one = { failedMails: 1, mailFiles: 1, jobRuns: 1 };
    expect(await deleteExpired(ctx, { mail })).toEqual(one);
    const none = Object.fromEntries(Object.keys(one).map((key) => [key, 0]));
    expect(await deleteExpired(ctx, { mail })).toEqual(none);
    expect(await world.rows('select id from job_run')).toEqual([{ id: 'new' }]);
    expect(await world.rows("select id from mail where body_text = ''")).toEqual([{ id: 'old' }]);
    expect(existsSync(join(folder, 'mail', '2026-10-25T09-00-00-000Z_new.txt'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('leaves the run that asks, whatever date it was told', async ({ world }) => {
  const run = await takeJobRun(world.as(null), { job: 'x', slot: NOW });
  expect(await deleteOldJobRuns(world.as(null, inDays(4_000)))).toBe(0);
  expect(await world.rows('select id from job_run')).toEqual([{ id: run?.id }]);
});
