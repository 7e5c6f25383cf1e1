import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { cohorts } from '#server/cohorts/tables.ts';
import { inTransaction } from '#server/context.ts';
import { withdrawConsent } from '#server/identity/withdraw-consent.ts';
import { consents } from '#server/identity/tables.ts';
import { eraseDue } from '#server/privacy/erase-due.ts';
import { myConsents, myErasure, pendingErasures } from '#server/privacy/queries.ts';
import { requestErasure } from '#server/privacy/request-erasure.ts';
import { withdrawErasure } from '#server/privacy/withdraw-erasure.ts';
import { inDays, it, NOW, personId, refusalOf } from '../../support/world.ts';

describe('who asks to be erased', () => {
  it('is told the time limit by mail, and what must be kept until when', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db
        .update(cohorts)
        .set({ evidenceUntil: '2031-12-31', evidenceReason: 'Zuwendungsbescheid' })
        .where(eq(cohorts.id, 'cohort-nord')),
    );
    expect(await requestErasure(world.as('learner'))).toEqual({ dueAt: inDays(30) });
    const mails = await world.rows('select * from mail');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ person_id: personId('learner'), to_address: 'learner@world.example' });
    expect(String(mails[0]?.['body_text'])).toMatch(/24\. Dezember 2026[\s\S]*31\. Dezember 2031/);
    expect(String(mails[0]?.['body_text'])).toContain('https://lernen.example.de/konto/loeschen');
    expect(await myErasure(world.as('learner'))).toEqual({
      request: { reason: 'request', requestedAt: NOW, dueAt: inDays(30) },
      holds: [{ cohortTitle: 'Nord', until: '2031-12-31', reason: 'Zuwendungsbescheid' }],
      obstacle: null,
      obstacleCentre: null,
    });
  });

  it('keeps the first time limit when asking again, and gets no second mail', async ({ world }) => {
    await requestErasure(world.as('learner'));
    expect(await requestErasure(world.as('learner', inDays(10)))).toEqual({ dueAt: inDays(30) });
    expect(await world.rows('select * from mail')).toHaveLength(1);
  });

  it('is erased when the time limit comes, and not before', async ({ world }) => {
    await requestErasure(world.as('learner'));
    const justBefore = new Date(inDays(30).getTime() - 1);
    expect(await eraseDue(world.as(null, justBefore))).toEqual({ erased: 0, blocked: 0, spared: 0 });
    expect(await eraseDue(world.as(null, inDays(30)))).toEqual({ erased: 1, blocked: 0, spared: 0 });
    expect(await eraseDue(world.as(null, inDays(30)))).toEqual({ erased: 0, blocked: 0, spared: 0 });
    expect(await world.rows(`select * from person where id = '${personId('learner')}'`)).toEqual([]);
  });

  it('may think again, and then stays', async ({ world }) => {
    await requestErasure(world.as('learner'));
    await withdrawErasure(world.as('learner'));
    await withdrawErasure(world.as('learner'));
    expect((await myErasure(world.as('learner'))).request).toBeNull();
    expect(await eraseDue(world.as(null, inDays(31)))).toEqual({ erased: 0, blocked: 0, spared: 0 });
  });

  it('stands on the list of the centre’s coordinators, and no other’s', async ({ world }) => {
    await requestErasure(world.as('learner'));
    await requestErasure(world.as('otherLearner'));
    expect((await pendingErasures(world.as('coordinator'), 'centre-nord')).map(({ name }) => name)).toEqual([
      'Anna Lerch',
    ]);
    for (const by of ['learner', 'trainer', 'operator'] as const)
      expect(await refusalOf(pendingErasures(world.as(by), 'centre-nord')), by).toBe('not-found');
    expect(await refusalOf(pendingErasures(world.as(null), 'centre-nord'))).toBe('signed-out');
  });

  it('hears that a centre or the installation would be left without anybody', async ({ world }) => {
    expect(await requestErasure(world.as('coordinator'))).toEqual({
      obstacle: { kind: 'last-coordinator', centreId: 'centre-nord' },
    });
    expect(await requestErasure(world.as('operator'))).toEqual({ obstacle: { kind: 'last-operator' } });
    expect((await myErasure(world.as('coordinator'))).obstacleCentre).toBe('Zentrum Nord');
    expect(await world.rows('select * from erasure_request')).toEqual([]);
  });

  it('has to be signed in', async ({ world }) => {
    expect(await refusalOf(requestErasure(world.as(null)))).toBe('signed-out');
    expect(await refusalOf(withdrawErasure(world.as(null)))).toBe('signed-out');
    expect(await refusalOf(myErasure(world.as(null)))).toBe('signed-out');
  });
});

describe('a consent', () => {
  const give = (id: string, person: 'learner' | 'classmate', text: string, version: number) => ({
    id,
    personId: personId(person),
    text,
    version,
    givenAt: NOW,
  });

  it('is withdrawn in all its versions, once, by its owner alone', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db
        .insert(consents)
        .values([
          give('1', 'learner', 'fotos', 1),
          give('2', 'learner', 'fotos', 2),
          give('3', 'learner', 'betrieb', 1),
          give('4', 'classmate', 'fotos', 1),
        ]),
    );
    await withdrawConsent(world.as('learner', inDays(1)), { text: 'fotos' });
    await withdrawConsent(world.as('learner', inDays(2)), { text: 'fotos' });
    expect((await myConsents(world.as('learner'))).map(({ id, withdrawnAt }) => [id, withdrawnAt])).toEqual([
      ['3', null],
      ['1', inDays(1)],
      ['2', inDays(1)],
    ]);
    expect((await myConsents(world.as('classmate'))).map(({ withdrawnAt }) => withdrawnAt)).toEqual([null]);
  });

  it('is seen and withdrawn only by who is signed in', async ({ world }) => {
    expect(await refusalOf(withdrawConsent(world.as(null), { text: 'fotos' }))).toBe('signed-out');
    expect(await refusalOf(myConsents(world.as(null)))).toBe('signed-out');
  });
});
