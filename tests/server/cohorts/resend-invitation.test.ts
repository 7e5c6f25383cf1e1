import { describe, expect } from 'vitest';
import { resendInvitation } from '#server/cohorts/resend-invitation.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { audited, queued, setAccount } from '../../support/administration.ts';
import { inDays, it, NOW, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const resend = (world: World, person: PersonName, who: PersonName = 'coordinator', centreId = 'centre-nord') =>
  resendInvitation(world.as(who, inDays(1)), { personId: personId(person), centreId });

describe('an invitation that is sent again', () => {
  it('brings a new link that takes the place of the old one, and names the role', async ({ world }) => {
    await setAccount(world, 'trainer', { acceptedAt: null });
    await resend(world, 'trainer');
    const [old] = await world.rows('select id from one_time_link');
    expect(await resend(world, 'trainer')).toEqual({ sent: true });
    const links = await world.rows('select id, expires_at from one_time_link');
    expect(links).toEqual([{ id: expect.any(String), expires_at: inDays(15).getTime() }]);
    expect(links[0]?.['id']).not.toBe(old?.['id']);
    expect(await queued(world)).toHaveLength(2);
    const [mail] = await world.rows('select body_text from mail');
    expect(mail?.['body_text']).toContain('als Trainer:in im Durchgang „Nord“');
    expect(await audited(world)).toContain('invitation-resent person-trainer centre-nord');
  });

  it('names the place of a learner', async ({ world }) => {
    await setAccount(world, 'learner', { acceptedAt: null });
    await resend(world, 'learner');
    expect((await world.rows('select body_text from mail'))[0]?.['body_text']).toContain(
      'als Teilnehmer:in im Durchgang „Nord“',
    );
  });

  it('names nothing of what the person is elsewhere', async ({ world }) => {
    await invitePeople(world.as('coordinator'), {
      centreId: 'centre-nord',
      assignment: { role: 'partner' },
      invitees: [{ givenName: 'x', familyName: 'y', email: 'otherlearner@world.example' }],
    });
    await setAccount(world, 'otherLearner', { acceptedAt: null });
    await resend(world, 'otherLearner');
    const mails = await world.rows('select body_text from mail order by rowid');
    expect(mails.at(-1)?.['body_text']).toContain('als Kooperationspartner');
    expect(JSON.stringify(mails)).not.toContain('Süd');
  });
});

describe('no invitation is sent', () => {
  it.for([
    ['who has accepted', { acceptedAt: NOW }],
    ['who is deactivated', { acceptedAt: null, deactivatedAt: NOW }],
  ] as const)('to somebody %s', async ([, dates], { world }) => {
    await setAccount(world, 'learner', dates);
    expect(await resend(world, 'learner')).toEqual({ problem: 'not-invited' });
    expect(await queued(world)).toEqual([]);
  });

  it.for([
    ['to a person of another centre', 'coordinator', 'otherLearner', 'centre-nord'],
    ['by a coordinator of another centre', 'otherCoordinator', 'learner', 'centre-nord'],
    ['in the name of a centre that does not know the person', 'otherCoordinator', 'learner', 'centre-sued'],
    ['by an operator', 'operator', 'learner', 'centre-nord'],
  ] as const)('%s', async ([, who, person, centreId], { world }) => {
    await setAccount(world, person, { acceptedAt: null });
    expect(await refusalOf(resend(world, person, who, centreId))).toBe('not-found');
    expect(await queued(world)).toEqual([]);
  });
});
