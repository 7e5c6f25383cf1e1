import { describe, expect } from 'vitest';
import { newId } from '#platform/random.ts';
import { inTransaction } from '#server/context.ts';
import { centreMails, installationMails, MAILS_PER_PAGE } from '#server/notifications/queries.ts';
import { mails } from '#server/notifications/tables.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

type Mail = Partial<typeof mails.$inferInsert>;

async function add(world: World, ...all: Mail[]): Promise<void> {
  const usual = {
    kind: 'test',
    toAddress: 'somebody@world.example',
    senderName: 'Zentrum',
    bodyText: 'Hallo.',
    bodyHtml: '<p>Hallo.</p>',
    subject: 'Nachricht',
    queuedAt: NOW,
    dueAt: NOW,
  };
  await inTransaction(world.as(null), ({ db }) =>
    db.insert(mails).values(all.map((mail) => ({ id: newId(), ...usual, ...mail }))),
  );
}
const subjects = ({ mails: lines }: { mails: { subject: string }[] }) => lines.map(({ subject }) => subject);

describe('the mails', () => {
  it('of the own centres are what a coordinator sees, newest first', async ({ world }) => {
    await add(
      world,
      { subject: 'älter', centreId: 'centre-nord', queuedAt: inDays(-2) },
      { subject: 'neuer', centreId: 'centre-nord', queuedAt: inDays(-1) },
      { subject: 'fremd', centreId: 'centre-sued' },
      { subject: 'Plattform', centreId: null },
    );
    expect(subjects(await centreMails(world.as('coordinator'), 'centre-nord', 1))).toEqual(['neuer', 'älter']);
    expect(subjects(await installationMails(world.as('operator'), 1))).toEqual([
      'Plattform',
      'fremd',
      'neuer',
      'älter',
    ]);
  });

  it('are told without what they say', async ({ world }) => {
    await add(world, { centreId: 'centre-nord', bodyText: 'streng geheim', bodyHtml: 'streng geheim' });
    expect(JSON.stringify(await centreMails(world.as('coordinator'), 'centre-nord', 1))).not.toContain('geheim');
    expect(JSON.stringify(await installationMails(world.as('operator'), 1))).not.toContain('geheim');
  });

  it('can be retried if they failed and their content is still there', async ({ world }) => {
    const centreId = 'centre-nord';
    await add(
      world,
      { subject: '4 unterwegs', centreId, queuedAt: inDays(-4) },
      { subject: '3 gescheitert', centreId, queuedAt: inDays(-3), failedAt: NOW },
      { subject: '2 geleert', centreId, queuedAt: inDays(-2), failedAt: NOW, bodyText: '' },
      { subject: '1 gesendet', centreId, queuedAt: inDays(-1), sentAt: NOW, bodyText: '' },
    );
    const page = await centreMails(world.as('coordinator'), 'centre-nord', 1);
    expect(page.mails.filter((mail) => mail.canBeRetried).map(({ subject }) => subject)).toEqual(['3 gescheitert']);
  });

  it('come in pages, none twice and none left out', async ({ world }) => {
    const total = MAILS_PER_PAGE + 1;
    // Queued in one transaction, so all at the same instant.
    await add(world, ...Array.from({ length: total }, (_each, index) => ({ subject: String(index) })));
    const [first, second, third] = [1, 2, 3].map((page) => installationMails(world.as('operator'), page));
    expect(await first).toMatchObject({ page: 1, hasMore: true });
    expect(await second).toMatchObject({ page: 2, hasMore: false });
    expect(subjects((await third) ?? { mails: [] })).toEqual([]);
    const seen = [...subjects((await first) ?? { mails: [] }), ...subjects((await second) ?? { mails: [] })];
    expect(new Set(seen).size).toBe(total);
  });

  it('stay closed to others', async ({ world }) => {
    for (const person of ['learner', 'trainer', 'operator', 'otherCoordinator'] as const)
      expect(await refusalOf(centreMails(world.as(person), 'centre-nord', 1))).toBe('not-found');
    for (const person of ['learner', 'trainer', 'coordinator'] as const)
      expect(await refusalOf(installationMails(world.as(person), 1))).toBe('forbidden');
    expect(await refusalOf(centreMails(world.as(null), 'centre-nord', 1))).toBe('signed-out');
    expect(await refusalOf(installationMails(world.as(null), 1))).toBe('signed-out');
  });
});
