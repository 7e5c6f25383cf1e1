import { describe, expect } from 'vitest';
import { newWake } from '#platform/wake.ts';
import { inTransaction } from '#server/context.ts';
import { emptyFailedMails } from '#server/notifications/empty-failed-mails.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { retryMail } from '#server/notifications/retry-mail.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

/** A mail of a centre that failed; returns its id. */
async function failedMail(world: World, centreId: string | null = 'centre-nord'): Promise<{ mailId: string }> {
  await inTransaction(world.as(null), async (tx) => {
    await queueMail(
      tx,
      {
        to: 'somebody@world.example',
        personId: null,
        centreId,
        frame: { recipientName: null, senderName: 'Zentrum', contactLines: [] },
      },
      { kind: 'test', subject: 'Einladung', paragraphs: ['Hallo.'] },
    );
    await tx.db.run(
      `update mail set failed_at = ${NOW.getTime()}, tries = 79, last_problem = 'smtp-550', due_at = ${inDays(-1).getTime()}`,
    );
  });
  const [row] = await world.rows('select id from mail');
  return { mailId: String(row?.['id']) };
}
const state = async (world: World) =>
  (await world.rows("select failed_at, tries, due_at, body_text <> '' as has_content from mail"))[0];

describe('a mail that failed', () => {
  it('is due again at once, with all tries before it; who asked for that is on record', async ({ world }) => {
    const mail = await failedMail(world);
    const at = inDays(2);
    await retryMail(world.as('coordinator', at), mail);
    expect(await state(world)).toEqual({ failed_at: null, tries: 0, due_at: at.getTime(), has_content: 1 });
    expect(await world.rows('select actor_id, action, target_kind, target_id, centre_id from audit_entry')).toEqual([
      {
        actor_id: 'person-coordinator',
        action: 'mail-retried',
        target_kind: 'mail',
        target_id: mail.mailId,
        centre_id: 'centre-nord',
      },
    ]);
  });

  it('wakes the worker', async ({ world }) => {
    const mail = await failedMail(world);
    const mailQueued = newWake();
    await retryMail({ ...world.as('coordinator'), mailQueued }, mail);
    const slept = Date.now();
    await mailQueued.wait(5_000);
    expect(Date.now() - slept).toBeLessThan(1_000);
  });

  it.for(['coordinator', 'operator'] as const)('can be sent again by the %s', async (person, { world }) => {
    await retryMail(world.as(person), await failedMail(world));
    expect(await state(world)).toMatchObject({ failed_at: null });
  });

  it('of the installation can be sent again by an operator only', async ({ world }) => {
    const mail = await failedMail(world, null);
    expect(await refusalOf(retryMail(world.as('coordinator'), mail))).toBe('not-found');
    await retryMail(world.as('operator'), mail);
    expect(await state(world)).toMatchObject({ failed_at: null });
  });

  it.for(['learner', 'trainer', 'stranger'] as const)('does not exist for a %s', async (person, { world }) => {
    expect(await refusalOf(retryMail(world.as(person), await failedMail(world)))).toBe('not-found');
    expect(await state(world)).toMatchObject({ failed_at: NOW.getTime() });
  });

  it('of another centre does not exist for a coordinator', async ({ world }) => {
    expect(await refusalOf(retryMail(world.as('coordinator'), await failedMail(world, 'centre-sued')))).toBe(
      'not-found',
    );
  });

  it('asks who is not signed in to sign in', async ({ world }) => {
    expect(await refusalOf(retryMail(world.as(null), await failedMail(world)))).toBe('signed-out');
  });

  it('keeps its content for a week, then it cannot be sent again', async ({ world }) => {
    const mail = await failedMail(world);
    expect(await emptyFailedMails(world.as(null, new Date(inDays(7).getTime() - 1)))).toBe(0);
    expect(await state(world)).toMatchObject({ has_content: 1 });
    expect(await emptyFailedMails(world.as(null, inDays(7)))).toBe(1);
    expect(await emptyFailedMails(world.as(null, inDays(7)))).toBe(0);
    expect(await state(world)).toMatchObject({ has_content: 0 });
    expect(await refusalOf(retryMail(world.as('coordinator'), mail))).toBe('conflict: mail-not-failed');
  });
});

it('a mail that is still under way is not sent again', async ({ world }) => {
  const mail = await failedMail(world);
  await retryMail(world.as('coordinator'), mail);
  expect(await refusalOf(retryMail(world.as('coordinator'), mail))).toBe('conflict: mail-not-failed');
});

it('a mail that does not exist is refused', async ({ world }) => {
  expect(await refusalOf(retryMail(world.as('operator'), { mailId: 'nowhere' }))).toBe('not-found');
});

it('a mail under way keeps its content, however old it is', async ({ world }) => {
  await failedMail(world);
  await inTransaction(world.as(null), ({ db }) => db.run('update mail set failed_at = null'));
  expect(await emptyFailedMails(world.as(null, inDays(400)))).toBe(0);
});
