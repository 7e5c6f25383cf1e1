import { describe, expect } from 'vitest';
import { deactivateAccount } from '#server/cohorts/deactivate-account.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { reactivateAccount } from '#server/cohorts/reactivate-account.ts';
import { audited, roleIds, signInBefore, stillSignedIn } from '../../support/administration.ts';
import { it, NOW, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const deactivate = (world: World, person: PersonName, who: PersonName = 'coordinator') =>
  deactivateAccount(world.as(who), { personId: personId(person) });
const reactivate = (world: World, person: PersonName, who: PersonName = 'coordinator') =>
  reactivateAccount(world.as(who), { personId: personId(person) });
const deactivatedAt = async (world: World, person: PersonName) =>
  (await world.rows(`select deactivated_at from account where person_id = '${personId(person)}'`))[0]?.[
    'deactivated_at'
  ];
/** The other centre knows the person too. */
const knownThere = (world: World, person: PersonName) =>
  invitePeople(world.as('otherCoordinator'), {
    centreId: 'centre-sued',
    assignment: { role: 'partner' },
    invitees: [{ givenName: 'A', familyName: 'B', email: `${person.toLowerCase()}@world.example` }],
  });

describe('a deactivated account', () => {
  it('opens nothing: sessions and links are gone, what was said stays', async ({ world }) => {
    await signInBefore(world, 'trainer');
    expect(await deactivate(world, 'trainer')).toEqual({ deactivated: true });
    expect(await deactivatedAt(world, 'trainer')).toBe(NOW.getTime());
    expect(await stillSignedIn(world, 'trainer')).toBe(false);
    expect(await roleIds(world, 'trainer', 'trainer')).toHaveLength(1);
    expect(await audited(world)).toEqual(['account-deactivated person-trainer centre-nord']);
  });

  it('takes the link of an open invitation with it', async ({ world }) => {
    await invitePeople(world.as('coordinator'), {
      centreId: 'centre-nord',
      assignment: { role: 'partner' },
      invitees: [{ givenName: 'Nele', familyName: 'Neu', email: 'nele@firma.example' }],
    });
    const [row] = await world.rows("select person_id from account where email = 'nele@firma.example'");
    await deactivateAccount(world.as('coordinator'), { personId: String(row?.['person_id']) });
    expect(await world.rows('select id from one_time_link')).toEqual([]);
  });

  it('is so once, however often it is asked for', async ({ world }) => {
    await deactivate(world, 'learner');
    await deactivate(world, 'learner');
    expect(await audited(world)).toHaveLength(1);
  });

  it('can be opened again, once', async ({ world }) => {
    await deactivate(world, 'learner');
    await reactivate(world, 'learner');
    await reactivate(world, 'learner');
    expect(await deactivatedAt(world, 'learner')).toBeNull();
    expect(await audited(world)).toEqual([
      'account-deactivated person-learner centre-nord',
      'account-reactivated person-learner centre-nord',
    ]);
  });
});

describe('an account is neither deactivated nor opened', () => {
  it('that is the own one', async ({ world }) => {
    expect(await deactivate(world, 'coordinator')).toEqual({ problem: 'own-account' });
    expect(await deactivatedAt(world, 'coordinator')).toBeNull();
  });

  const hidden: [string, PersonName, PersonName][] = [
    ['of a person of another centre', 'coordinator', 'otherLearner'],
    ['of an operator whom no centre knows', 'coordinator', 'operator'],
    ['of somebody who belongs nowhere', 'coordinator', 'stranger'],
    ['by a trainer', 'trainer', 'learner'],
    ['by an operator', 'operator', 'learner'],
    ['by a learner', 'learner', 'classmate'],
  ];
  it.for(hidden)('%s: it does not exist', async ([, who, person], { world }) => {
    expect(await refusalOf(deactivate(world, person, who))).toBe('not-found');
    expect(await refusalOf(reactivate(world, person, who))).toBe('not-found');
    expect(await deactivatedAt(world, person)).toBeNull();
  });

  it('of a person whom another centre knows too', async ({ world }) => {
    await knownThere(world, 'learner');
    expect(await refusalOf(deactivate(world, 'learner'))).toBe('forbidden');
    expect(await refusalOf(reactivate(world, 'learner'))).toBe('forbidden');
    expect(await deactivatedAt(world, 'learner')).toBeNull();
  });

  it('of an operator, even of the own centre', async ({ world }) => {
    await world.database.write((writer) =>
      writer.execute("update role set role = 'operator', cohort_id = null where person_id = 'person-trainer'"),
    );
    await world.database.write((writer) =>
      writer.execute("update person set centre_id = 'centre-nord' where id = 'person-trainer'"),
    );
    expect(await refusalOf(deactivate(world, 'trainer'))).toBe('forbidden');
    expect(await deactivatedAt(world, 'trainer')).toBeNull();
  });

  it('of a person who has none', async ({ world }) => {
    await world.database.write((writer) => writer.execute("delete from account where person_id = 'person-classmate'"));
    expect(await refusalOf(deactivate(world, 'classmate'))).toBe('not-found');
    expect(await refusalOf(reactivate(world, 'classmate'))).toBe('not-found');
  });
});
