import { describe, expect } from 'vitest';
import { personManaged, personOfCentre } from '#server/cohorts/membership.ts';
import type { Context } from '#server/context.ts';
import { actorOf, it, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

/** Somebody who coordinates both centres. */
function ofBoth(world: World): Context {
  const grants = ['centre-nord', 'centre-sued'].map((centreId) => ({
    role: 'coordinator' as const,
    centreId,
    cohortId: null,
  }));
  return { ...world.as('coordinator'), actor: { ...actorOf('coordinator'), roles: grants } };
}

describe('a person', () => {
  it.for<[PersonName, string[]]>([
    ['learner', ['centre-nord']],
    ['otherLearner', ['centre-sued']],
    ['trainer', ['centre-nord']],
    ['otherCoordinator', ['centre-sued']],
  ])('%s belongs to %j by place or role', async ([person, centreIds], { world }) => {
    expect(await personManaged(ofBoth(world), personId(person))).toMatchObject({ centreIds, isOperator: false });
  });

  it('belongs to the centre that brought him in, and to others once each', async ({ world }) => {
    await world.database.write((writer) =>
      writer.execute("update person set centre_id = 'centre-sued' where id in ('person-learner', 'person-stranger')"),
    );
    const { centreIds } = await personManaged(ofBoth(world), 'person-learner');
    expect(centreIds.sort()).toEqual(['centre-nord', 'centre-sued']);
    expect((await personManaged(ofBoth(world), 'person-stranger')).centreIds).toEqual(['centre-sued']);
  });

  it.for(['otherCoordinator', 'trainer', 'operator', 'learner'] as const)(
    'of a centre is not there for %s, who does not coordinate it',
    async (who, { world }) => {
      expect(await refusalOf(personManaged(world.as(who), 'person-learner'))).toBe('not-found');
    },
  );

  it('of one centre is not there at the other, even for who coordinates both', async ({ world }) => {
    expect(await personOfCentre(ofBoth(world), 'person-learner', 'centre-nord')).toMatchObject({
      personId: 'person-learner',
    });
    expect(await refusalOf(personOfCentre(ofBoth(world), 'person-learner', 'centre-sued'))).toBe('not-found');
  });
});
