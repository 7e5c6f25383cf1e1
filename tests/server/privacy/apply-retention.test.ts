import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { PERSONAL_DATA } from '#domain/privacy/personal-data.ts';
import { after } from '#domain/privacy/period.ts';
import { cohorts, enrolments } from '#server/cohorts/tables.ts';
import { inTransaction } from '#server/context.ts';
import { accounts, oneTimeLinks, passkeyChallenges, persons, rateLimits, roles } from '#server/identity/tables.ts';
import { mails } from '#server/notifications/tables.ts';
import { announceErasures } from '#server/privacy/announce-erasures.ts';
import { applyRetention } from '#server/privacy/apply-retention.ts';
import { eraseDue } from '#server/privacy/erase-due.ts';
import { expireInvitations } from '#server/privacy/expire-invitations.ts';
import { personalTables } from '#server/privacy/personal-tables.ts';
import { withdrawErasure } from '#server/privacy/withdraw-erasure.ts';
import { plantMarkers } from '../../support/personal-rows.ts';
import { DAY_MS, it, NOW, people, personId, type World } from '../../support/world.ts';

const change = (world: World, work: Parameters<typeof inTransaction<unknown>>[1]) =>
  inTransaction(world.as(null), work);
const idsOf = async (world: World, sql: string) => (await world.rows(sql)).map((row) => row['id']);

describe('a row with a time limit in the inventory', () => {
  const limited = personalTables().flatMap(({ name, table, data }) =>
    data.retention.rule === 'after' && data.owner !== null ? [{ name, table, ...data.retention }] : [],
  );

  it.for(limited)('of $name stays to its last instant and is gone after it', async ({ name, period }, { world }) => {
    await plantMarkers(world, 'learner', 'EIGEN');
    // The planted row is of NOW in every column.
    const limit = after(NOW, period);
    expect((await applyRetention(world.as(null, limit)))[name]).toBe(0);
    expect(await world.rows(`select * from ${name}`)).toHaveLength(1);
    expect((await applyRetention(world.as(null, new Date(limit.getTime() + 1))))[name]).toBe(1);
    expect(await world.rows(`select * from ${name}`)).toEqual([]);
  });

  it('counts from when a mail was given up if it never went out, and never while it waits', async ({ world }) => {
    const mail = (id: string, sentAt: Date | null, failedAt: Date | null) => ({
      ...{ id, kind: 'x', toAddress: 'x', senderName: 'x', subject: 'x', bodyText: '', bodyHtml: '' },
      ...{ queuedAt: NOW, dueAt: NOW, sentAt, failedAt },
    });
    await change(world, ({ db }) =>
      db.insert(mails).values([mail('sent', NOW, null), mail('failed', null, NOW), mail('waiting', null, null)]),
    );
    const { retention } = PERSONAL_DATA['mail'] ?? {};
    if (retention?.rule !== 'after') throw new Error('mails have a time limit');
    const late = new Date(after(NOW, retention.period).getTime() + 1);
    await applyRetention(world.as(null, late));
    expect(await idsOf(world, 'select id from mail')).toEqual(['waiting']);
  });

  it("goes a day after it expired where it is nobody's own, in as many batches as it takes", async ({ world }) => {
    const counter = (key: string, expiresAt: Date) => ({ key, windowStart: NOW, count: 1, expiresAt });
    const rows = Array.from({ length: 1_001 }, (_each, index) => counter(String(index), NOW));
    await change(world, ({ db }) =>
      db.insert(rateLimits).values([...rows, counter('new', new Date(NOW.getTime() + 1))]),
    );
    await change(world, ({ db }) =>
      db.insert(passkeyChallenges).values({ id: 'x', challenge: 'x', accountId: null, expiresAt: NOW }),
    );
    const report = await applyRetention(world.as(null, new Date(NOW.getTime() + DAY_MS + 1)));
    expect(report).toMatchObject({ rate_limit: 1_001, passkey_challenge: 1 });
    expect(await world.rows('select key from rate_limit')).toEqual([{ key: 'new' }]);
  });

  it('of the audit log goes by its age, whoever it names', async ({ world }) => {
    await change(world, async (tx) => {
      const { recordAudit } = await import('#server/audit/record-audit.ts');
      await recordAudit(tx, { action: 'x', target: { kind: 'person', id: 'y' }, centreId: null });
    });
    expect((await applyRetention(world.as(null, new Date('2030-11-24T09:00:00Z'))))['audit_entry']).toBe(0);
    expect((await applyRetention(world.as(null, new Date('2030-11-24T09:00:00.001Z'))))['audit_entry']).toBe(1);
  });
});

describe('who has not taken part for three years', () => {
  // `vorbei` ended on 30 October 2026.
  const told = new Date('2029-11-25T09:00:00Z');
  const daysLater = (days: number) => new Date(told.getTime() + days * 86_400_000);
  const announced = (world: World) =>
    idsOf(world, 'select person_id as id from erasure_request where due_at is not null order by person_id');

  it('is told by mail and erased thirty days later', async ({ world }) => {
    await announceErasures(world.as(null, new Date('2029-11-24T08:59:59Z')));
    expect(await announced(world)).toEqual([]);
    expect(await announceErasures(world.as(null, told))).toBe(2);
    expect(await announceErasures(world.as(null, daysLater(1)))).toBe(0);
    // Learners of cohorts that ended later stay, and so does who has a role.
    expect(await announced(world)).toEqual([personId('formerLearner'), personId('stranger')]);
    const [mail] = await world.rows(`select * from mail where person_id = '${personId('formerLearner')}'`);
    expect(String(mail?.['body_text'])).toMatch(/am 25\. Dezember 2029/);
    expect((await eraseDue(world.as(null, daysLater(29)))).erased).toBe(0);
    expect((await eraseDue(world.as(null, daysLater(30)))).erased).toBe(2);
    expect(await world.rows('select reason from erasure')).toEqual([{ reason: 'retention' }, { reason: 'retention' }]);
  });

  it('counts from the end of the last cohort, to the day', async ({ world }) => {
    await change(world, ({ db }) =>
      db.update(cohorts).set({ endsOn: '2026-11-26' }).where(eq(cohorts.id, 'cohort-vorbei')),
    );
    await announceErasures(world.as(null, new Date('2029-11-26T23:59:59Z')));
    expect(await announced(world)).not.toContain(personId('formerLearner'));
    await announceErasures(world.as(null, new Date('2029-11-27T00:00:00Z')));
    expect(await announced(world)).toContain(personId('formerLearner'));
  });

  it('may ask to stay, and is asked again a year later', async ({ world }) => {
    await announceErasures(world.as(null, told));
    await withdrawErasure(world.as('formerLearner', daysLater(10)));
    expect((await eraseDue(world.as(null, daysLater(40)))).erased).toBe(1);
    const aYearLater = daysLater(10 + 365).getTime();
    await announceErasures(world.as(null, new Date(aYearLater - 1)));
    expect(await announced(world)).not.toContain(personId('formerLearner'));
    await announceErasures(world.as(null, new Date(aYearLater)));
    expect(await announced(world)).toContain(personId('formerLearner'));
  });

  it('is spared when taking part again in the meantime', async ({ world }) => {
    await announceErasures(world.as(null, told));
    await change(world, ({ db }) =>
      db.insert(enrolments).values({
        id: 'again',
        cohortId: 'cohort-sued',
        personId: personId('formerLearner'),
        enrolledAt: told,
      }),
    );
    await change(world, ({ db }) =>
      db.update(cohorts).set({ endsOn: '2030-06-30' }).where(eq(cohorts.id, 'cohort-sued')),
    );
    expect(await eraseDue(world.as(null, daysLater(30)))).toEqual({ erased: 1, blocked: 0, spared: 1 });
    expect(await idsOf(world, `select id from person where id = '${personId('formerLearner')}'`)).toHaveLength(1);
  });
});

describe('an invitation that nobody accepts', () => {
  const limit = new Date('2027-11-24T09:00:00Z');
  const gone = async (world: World, id: string) =>
    (await world.rows(`select id from person where id = '${personId('stranger')}'`)).length === 0 &&
    (await world.rows(`select id from account where id = '${id}'`)).length === 0;
  const neverAccepted = (world: World) =>
    change(world, ({ db }) =>
      db
        .update(accounts)
        .set({ acceptedAt: null })
        .where(eq(accounts.personId, personId('stranger'))),
    );
  const allOthersAccepted = (world: World) => change(world, ({ db }) => db.update(accounts).set({ acceptedAt: NOW }));

  it('goes after twelve months with the person, and roles that were never used', async ({ world }) => {
    await allOthersAccepted(world);
    await neverAccepted(world);
    await change(world, ({ db }) =>
      db.insert(roles).values({
        ...{ id: 'r', personId: personId('stranger'), role: 'trainer', centreId: 'centre-nord', cohortId: null },
        since: NOW,
      }),
    );
    expect(await expireInvitations(world.as(null, new Date(limit.getTime() - 1)))).toBe(0);
    expect(await expireInvitations(world.as(null, limit))).toBe(1);
    expect(await gone(world, 'account-stranger')).toBe(true);
    expect(await world.rows('select id from person')).toHaveLength(people().length - 1);
  });

  it('stays when it was sent again later', async ({ world }) => {
    await allOthersAccepted(world);
    await neverAccepted(world);
    await change(world, ({ db }) =>
      db.insert(oneTimeLinks).values({
        ...{ id: 'x', kind: 'invitation', accountId: 'account-stranger' },
        createdAt: new Date(NOW.getTime() + 1),
        expiresAt: limit,
      }),
    );
    expect(await expireInvitations(world.as(null, limit))).toBe(0);
  });

  it('takes only the account of somebody who takes part without one', async ({ world }) => {
    await allOthersAccepted(world);
    await change(world, ({ db }) =>
      db
        .update(accounts)
        .set({ acceptedAt: null })
        .where(eq(accounts.personId, personId('learner'))),
    );
    expect(await expireInvitations(world.as(null, limit))).toBe(1);
    expect(await world.rows("select id from account where id = 'account-learner'")).toEqual([]);
    const rest = await world
      .as(null)
      .db.select()
      .from(persons)
      .where(eq(persons.id, personId('learner')));
    expect(rest).toHaveLength(1);
  });
});
