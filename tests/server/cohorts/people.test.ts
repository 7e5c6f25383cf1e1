import { describe, expect } from 'vitest';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import {
  cohortsOfCentre,
  managedPerson,
  PEOPLE_PER_PAGE,
  peopleOfCentre,
  waitingAtCentre,
  type PeopleSearch,
} from '#server/cohorts/people.ts';
import { setAccount } from '../../support/administration.ts';
import { inDays, it, NOW, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const find = async (world: World, search: Partial<PeopleSearch> = {}, who: PersonName = 'coordinator') => {
  const centreId = who === 'coordinator' ? 'centre-nord' : 'centre-sued';
  const { people, total } = await peopleOfCentre(world.as(who), centreId, {
    text: '',
    state: null,
    page: 1,
    ...search,
  });
  return { names: people.map(({ givenName, familyName }) => `${givenName} ${familyName}`), people, total };
};
const invite = (world: World, count: number) =>
  invitePeople(world.as('coordinator'), {
    centreId: 'centre-nord',
    assignment: { role: 'partner' },
    invitees: Array.from({ length: count }, (_, index) => ({
      givenName: 'Nr',
      familyName: `Neu ${String(index).padStart(3, '0')}`,
      email: `neu${index}@firma.example`,
    })),
  });

describe('the people of a centre', () => {
  it('are those with a role or a place there or in one of its cohorts, by family name', async ({ world }) => {
    expect((await find(world)).names).toEqual(['Dora Alt', 'Anna Lerch', 'Bela Mohr', 'Karl Ordner', 'Tina Trautmann']);
    expect((await find(world, {}, 'otherCoordinator')).names).toEqual(['Sina Plan', 'Cora Sander']);
  });

  it('are shown with what they are there and nothing of elsewhere', async ({ world }) => {
    await invitePeople(world.as('otherCoordinator'), {
      centreId: 'centre-sued',
      assignment: { role: 'trainer', cohortId: 'cohort-sued' },
      invitees: [{ givenName: 'T', familyName: 'T', email: 'trainer@world.example' }],
    });
    const { people } = await find(world, { text: 'Trautmann' });
    expect(people[0]).toMatchObject({
      email: 'trainer@world.example',
      state: 'active',
      held: [{ role: 'trainer', cohort: 'Nord', since: NOW }],
    });
    expect(people[0]?.held).toHaveLength(1);
    expect((await find(world, { text: 'Trautmann' }, 'otherCoordinator')).people[0]?.held).toMatchObject([
      { role: 'trainer', cohort: 'Süd' },
    ]);
  });

  it.for<[string, Partial<PeopleSearch>, string[]]>([
    ['by a part of the name, capitals or not', { text: 'LERC' }, ['Anna Lerch']],
    ['by given and family name in any order', { text: 'mohr bela' }, ['Bela Mohr']],
    ['by a part of the address', { text: 'formerlearner@' }, ['Dora Alt']],
    ['not by what a search pattern would find', { text: '%' }, []],
    ['not by one sign for another', { text: 'L_rch' }, []],
    ['not among the people of another centre', { text: 'Sander' }, []],
    ['by quotes, which are no commands', { text: "' or 1=1 --" }, []],
  ])('are found %s', async ([, search, names], { world }) => {
    expect((await find(world, search)).names).toEqual(names);
  });

  it('are found with capital and small umlauts alike', async ({ world }) => {
    await world.database.write((writer) =>
      writer.execute("update person set family_name = 'Ölmann' where id = 'person-learner'"),
    );
    expect((await find(world, { text: 'ölm' })).names).toEqual(['Anna Ölmann']);
  });

  it('are found by their state', async ({ world }) => {
    await setAccount(world, 'learner', { acceptedAt: null });
    await setAccount(world, 'classmate', { deactivatedAt: NOW });
    await setAccount(world, 'trainer', { acceptedAt: null, deactivatedAt: NOW });
    await world.database.write((writer) =>
      writer.execute("delete from account where person_id = 'person-formerLearner'"),
    );
    expect((await find(world, { state: 'invited' })).names).toEqual(['Anna Lerch']);
    expect((await find(world, { state: 'deactivated' })).names).toEqual(['Bela Mohr', 'Tina Trautmann']);
    expect((await find(world, { state: 'none' })).names).toEqual(['Dora Alt']);
    expect((await find(world, { state: 'active' })).names).toEqual(['Karl Ordner']);
    const { people } = await find(world);
    expect(people.map(({ state }) => state)).toEqual(['none', 'invited', 'deactivated', 'active', 'deactivated']);
  });

  it('come page by page, each of them once', async ({ world }) => {
    await invite(world, 60);
    const pages = [await find(world), await find(world, { page: 2 }), await find(world, { page: 3 })];
    expect(pages.map(({ names }) => names.length)).toEqual([PEOPLE_PER_PAGE, PEOPLE_PER_PAGE, 15]);
    expect(new Set(pages.flatMap(({ people }) => people.map(({ id }) => id))).size).toBe(65);
    expect(pages.map(({ total }) => total)).toEqual([65, 65, 65]);
    expect((await find(world, { page: 4 })).names).toEqual([]);
  });

  it.for(['otherCoordinator', 'trainer', 'operator', 'learner'] as const)(
    'are not there for %s',
    async (who, { world }) => {
      const asked = peopleOfCentre(world.as(who), 'centre-nord', { text: '', state: null, page: 1 });
      expect(await refusalOf(asked)).toBe('not-found');
    },
  );
});

describe('one person', () => {
  const see = (world: World, person: PersonName, who: PersonName = 'coordinator', centreId = 'centre-nord') =>
    managedPerson(world.as(who), centreId, personId(person));

  it('is seen with what a coordinator may do', async ({ world }) => {
    expect(await see(world, 'learner')).toMatchObject({
      givenName: 'Anna',
      email: 'learner@world.example',
      acceptedAt: NOW,
      mayClose: true,
      isActor: false,
      held: [{ roleId: null, role: 'learner', cohort: 'Nord' }],
    });
    expect(await see(world, 'coordinator')).toMatchObject({ mayClose: false, isActor: true });
  });

  it('whom another centre knows too may not be closed out', async ({ world }) => {
    await invitePeople(world.as('otherCoordinator'), {
      centreId: 'centre-sued',
      assignment: { role: 'partner' },
      invitees: [{ givenName: 'A', familyName: 'L', email: 'learner@world.example' }],
    });
    expect(await see(world, 'learner')).toMatchObject({ mayClose: false });
  });

  it.for([
    ['of another centre', 'otherLearner', 'coordinator', 'centre-nord'],
    ['of no centre', 'stranger', 'coordinator', 'centre-nord'],
    ['asked for by another centre', 'learner', 'otherCoordinator', 'centre-nord'],
    ['asked for at the wrong centre', 'learner', 'otherCoordinator', 'centre-sued'],
    ['asked for by an operator', 'learner', 'operator', 'centre-nord'],
    ['asked for by a trainer', 'learner', 'trainer', 'centre-nord'],
  ] as const)('is not there %s', async ([, person, who, centreId], { world }) => {
    expect(await refusalOf(see(world, person, who, centreId))).toBe('not-found');
  });
});

describe('the cohorts of a centre', () => {
  it('are its own, the newest first', async ({ world }) => {
    const titles = (await cohortsOfCentre(world.as('coordinator'), 'centre-nord')).map(({ title }) => title);
    expect(titles).toEqual(['Nord', 'Vorbei']);
  });

  it('are not there for another one', async ({ world }) => {
    expect(await refusalOf(cohortsOfCentre(world.as('otherCoordinator'), 'centre-nord'))).toBe('not-found');
  });
});

describe('what waits at a centre', () => {
  it('is who has not accepted and what could not be delivered lately, of this centre', async ({ world }) => {
    await invite(world, 3);
    const count = (at = NOW) => waitingAtCentre(world.as('coordinator', at), 'centre-nord');
    expect(await count()).toEqual({ invited: 3, failedMails: 0 });
    await world.database.write((writer) => writer.execute(`update mail set failed_at = ${NOW.getTime()}`));
    expect(await count()).toEqual({ invited: 3, failedMails: 3 });
    expect(await count(inDays(14))).toEqual({ invited: 3, failedMails: 3 });
    expect(await count(inDays(15))).toEqual({ invited: 3, failedMails: 0 });
    expect(await waitingAtCentre(world.as('otherCoordinator'), 'centre-sued')).toEqual({ invited: 0, failedMails: 0 });
  });

  it('is not told to others', async ({ world }) => {
    expect(await refusalOf(waitingAtCentre(world.as('otherCoordinator'), 'centre-nord'))).toBe('not-found');
  });
});
