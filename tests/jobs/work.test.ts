import { afterEach, beforeEach, describe, expect } from 'vitest';
import { mailTransport } from '#platform/mail.ts';
import { newWake } from '#platform/wake.ts';
import { inTransaction } from '#server/context.ts';
import { mailPerson } from '#server/identity/mail-person.ts';
import { startWork, type Work } from '../../src/jobs/work.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { it, ORIGIN, type World } from '../support/world.ts';

let smtp: TestSmtp;
let work: Work | null = null;
beforeEach(async () => {
  smtp = await startSmtp();
});
afterEach(async () => {
  await work?.stop();
  await smtp.stop();
});

const runtimeOf = ({ database, catalogue, files, folder }: World) => ({
  settings: { dataDir: folder },
  database,
  catalogue,
  files,
  origin: ORIGIN,
  mail: mailTransport(
    { smtpUrl: smtp.url, mailFrom: 'lernen@platform.example', dataDir: '/nowhere', origin: 'https://lernen.example' },
    false,
  ),
  mailQueued: newWake(),
});

async function queue(world: World, subject: string, mailQueued = newWake()): Promise<void> {
  await inTransaction({ ...world.as(null, new Date()), mailQueued }, (tx) =>
    mailPerson(tx, { personId: 'person-learner' }, { kind: 'test', subject, paragraphs: [] }),
  );
}
const subjects = () => smtp.mails.map((mail) => mail.subject);
const waiting = { timeout: 10_000 };

describe('a process at work', () => {
  it('sends what is queued, whether another process did it or this one, and runs what is due', async ({ world }) => {
    await queue(world, 'vor dem Start');
    const runtime = runtimeOf(world);
    work = startWork(runtime);
    await expect.poll(subjects, waiting).toEqual(['vor dem Start']);
    await queue(world, 'hier', runtime.mailQueued);
    await expect.poll(subjects, waiting).toEqual(['vor dem Start', 'hier']);
    await queue(world, 'anderswo');
    await expect.poll(subjects, waiting).toEqual(['vor dem Start', 'hier', 'anderswo']);
    await expect
      .poll(() => world.rows('select job, outcome from job_run'), waiting)
      .toContainEqual({ job: 'delete-expired', outcome: 'done' });
  });

  it('ends with what it has begun, and begins nothing more', async ({ world }) => {
    smtp.mood = 'slow';
    await queue(world, 'begonnen');
    work = startWork(runtimeOf(world));
    await expect.poll(() => smtp.connections, waiting).toBe(1);
    await work.stop();
    expect(subjects()).toEqual(['begonnen']);
    expect(await world.rows('select sent_at > 0 as sent from mail')).toEqual([{ sent: 1 }]);
    await queue(world, 'danach');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(subjects()).toEqual(['begonnen']);
  });

  it('does not wait for ever for a mail server that hangs; the mail stays due', async ({ world }) => {
    smtp.mood = 'hanging';
    await queue(world, 'hängt');
    work = startWork(runtimeOf(world));
    await expect.poll(() => smtp.connections, waiting).toBe(1);
    const from = Date.now();
    await work.stop();
    expect(Date.now() - from).toBeLessThan(6_000);
    expect(await world.rows('select tries, leased_until, sent_at, failed_at from mail')).toEqual([
      { tries: 0, leased_until: null, sent_at: null, failed_at: null },
    ]);
  });
});
