import { expect } from 'vitest';
import type { Wake } from '#platform/wake.ts';
import { inTransaction } from '#server/context.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { it, NOW, type World } from '../../support/world.ts';

const TEXT = { kind: 'test', subject: 'Hallo', paragraphs: ['Guten Tag.'] };
const envelope = (senderName: string) => ({
  to: 'somebody@world.example',
  personId: null,
  centreId: null,
  frame: { recipientName: null, senderName, contactLines: [] },
});

/** A context whose sleeper notes what was in the outbox each time it was woken. */
function watched(world: World) {
  const woken: Promise<Record<string, unknown>[]>[] = [];
  const mailQueued: Wake = {
    notify: () => woken.push(world.rows('select subject, sender_name, reply_to, due_at from mail')),
    wait: () => Promise.resolve(),
  };
  return { ctx: { ...world.as(null), mailQueued }, woken };
}

it('a queued mail wakes the worker once it can be read', async ({ world }) => {
  const { ctx, woken } = watched(world);
  await inTransaction(ctx, async (tx) => {
    await queueMail(tx, envelope('Zentrum'), TEXT);
    expect(woken).toEqual([]);
  });
  expect(await Promise.all(woken)).toEqual([
    [{ subject: 'Hallo', sender_name: 'Zentrum', reply_to: null, due_at: NOW.getTime() }],
  ]);
});

it('a mail whose cause fails is not there and wakes nobody', async ({ world }) => {
  const { ctx, woken } = watched(world);
  const failing = inTransaction(ctx, async (tx) => {
    await queueMail(tx, envelope('Zentrum'), TEXT);
    throw new Error('the cause fails');
  });
  await expect(failing).rejects.toThrow('the cause fails');
  expect(woken).toEqual([]);
  expect(await world.rows('select * from mail')).toEqual([]);
});

it('the name in the From may be another than the one that signs', async ({ world }) => {
  await inTransaction(world.as(null), (tx) =>
    queueMail(tx, { ...envelope('Zentrum'), senderName: 'Lernen', replyTo: 'antwort@world.example' }, TEXT),
  );
  expect(await world.rows('select sender_name, reply_to from mail')).toEqual([
    { sender_name: 'Lernen', reply_to: 'antwort@world.example' },
  ]);
});
