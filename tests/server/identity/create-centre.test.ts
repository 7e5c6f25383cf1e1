import { describe, expect } from 'vitest';
import { createCentre } from '#server/identity/create-centre.ts';
import { inviteCoordinator } from '#server/identity/invite-coordinator.ts';
import { allCentres } from '#server/identity/queries.ts';
import { audited, queued } from '../../support/administration.ts';
import { it, refusalOf, type PersonName, type World } from '../../support/world.ts';

const NEW = { givenName: 'Nele', familyName: 'Neu', email: 'nele@firma.example' };
const create = (world: World, who: PersonName | null = 'operator') =>
  createCentre(world.as(who), { name: 'Zentrum West', coordinator: NEW });
const rolesOf = (world: World, centreId: string) =>
  world.rows(
    `select email, role from role join account on account.person_id = role.person_id where centre_id = '${centreId}' order by email`,
  );

describe('a new centre', () => {
  it('has a coordinator, who is invited in its name, and stands in the log', async ({ world }) => {
    const id = await create(world);
    expect(await rolesOf(world, id)).toEqual([{ email: NEW.email, role: 'coordinator' }]);
    expect(await queued(world)).toEqual([`invitation ${NEW.email} Ihr Zugang: Zentrum West`]);
    const [person] = await world.rows(`select person_id from account where email = '${NEW.email}'`);
    expect(await audited(world)).toEqual([
      `centre-created ${id} ${id}`,
      `person-invited ${String(person?.['person_id'])} ${id}`,
    ]);
  });

  it('may have a coordinator who is known already', async ({ world }) => {
    const coordinator = { ...NEW, email: 'coordinator@world.example' };
    const id = await createCentre(world.as('operator'), { name: 'Zentrum West', coordinator });
    expect(await rolesOf(world, id)).toEqual([{ email: coordinator.email, role: 'coordinator' }]);
    expect(await world.rows("select family_name from person where id = 'person-coordinator'")).toEqual([
      { family_name: 'Ordner' },
    ]);
  });

  it.for(['coordinator', 'trainer', 'learner'] as const)('is not made by a %s', async (who, { world }) => {
    expect(await refusalOf(create(world, who))).toBe('forbidden');
    expect(await world.rows('select id from centre')).toHaveLength(2);
  });

  it('is not made by nobody', async ({ world }) => expect(await refusalOf(create(world, null))).toBe('signed-out'));
});

describe('a further coordinator', () => {
  const invite = (world: World, who: PersonName, centreId = 'centre-nord') =>
    inviteCoordinator(world.as(who), { centreId, coordinator: NEW });

  it('is invited by an operator', async ({ world }) => {
    await invite(world, 'operator');
    expect(await rolesOf(world, 'centre-nord')).toHaveLength(2);
    expect(await queued(world)).toHaveLength(1);
  });

  it('is not invited by others this way, nor to a centre that is not there', async ({ world }) => {
    expect(await refusalOf(invite(world, 'coordinator'))).toBe('forbidden');
    expect(await refusalOf(invite(world, 'operator', 'nowhere'))).toBe('not-found');
    expect(await queued(world)).toEqual([]);
  });
});

describe('the list of centres', () => {
  it('counts coordinators who can sign in', async ({ world }) => {
    await create(world);
    expect((await allCentres(world.as('operator'))).map(({ name, coordinators }) => [name, coordinators])).toEqual([
      ['Zentrum Nord', 1],
      ['Zentrum Süd', 1],
      ['Zentrum West', 0],
    ]);
  });

  it('is for operators', async ({ world }) => {
    expect(await refusalOf(allCentres(world.as('coordinator')))).toBe('forbidden');
  });
});
