import { describe, expect } from 'vitest';
import { createFirstOperator } from '#server/identity/create-first-operator.ts';
import { emailOf, linkFor, PASSWORD, sessionsIn } from '../../support/access.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

const OLGA = { givenName: 'Olga', familyName: 'Neumann', email: 'Olga.Neumann@Betrieb.Example', password: PASSWORD };
const create = (world: World, token: string, changes: Partial<typeof OLGA> = {}, at = NOW) =>
  createFirstOperator(world.as(null, at), sessionsIn(world), { token, ...OLGA, ...changes, device: null });

describe('the first operator of an installation', () => {
  it('is created by the link, and signed in with that role', async ({ world }) => {
    const result = await create(world, await linkFor(world, 'installation', null));
    const valid = await sessionsIn(world).validate('cookie' in result ? `dm=${result.cookie.value}` : '', NOW);
    expect(valid?.actor).toMatchObject({
      givenName: 'Olga',
      email: 'olga.neumann@betrieb.example',
      roles: [{ role: 'operator', centreId: null, cohortId: null }],
    });
    expect(await world.rows('select action, centre_id from audit_entry')).toEqual([
      { action: 'operator-created', centre_id: null },
    ]);
  });

  it('is created once', async ({ world }) => {
    const token = await linkFor(world, 'installation', null);
    await create(world, token);
    expect(await refusalOf(create(world, token, { email: 'zweite@betrieb.example' }))).toBe('expired: link');
  });

  it('is not created a day later, nor by a link of another kind', async ({ world }) => {
    const token = await linkFor(world, 'installation', null);
    expect(await refusalOf(create(world, token, {}, inDays(1)))).toBe('expired: link');
    expect(await refusalOf(create(world, await linkFor(world, 'invitation', 'learner')))).toBe('expired: link');
    expect(await world.rows("select id from person where family_name = 'Neumann'")).toEqual([]);
  });

  const problems: [Partial<typeof OLGA>, string][] = [
    [{ email: 'keine Adresse' }, 'email-invalid'],
    [{ email: emailOf('learner') }, 'email-taken'],
    [{ password: 'kurz' }, 'too-short'],
    [{ password: 'Olga Neumann' }, 'personal'],
    [{ password: 'Passwort2026!' }, 'common'],
  ];
  it.for(problems)('%j is told as %s, and the link stays good', async ([changes, problem], { world }) => {
    const token = await linkFor(world, 'installation', null);
    expect(await create(world, token, changes)).toEqual({ problem });
    expect(await create(world, token)).toHaveProperty('cookie');
  });
});
