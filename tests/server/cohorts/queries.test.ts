import { describe, expect } from 'vitest';
import { cohortsTaught, publicCohorts } from '#server/cohorts/queries.ts';
import { cohortLiveSessions, cohorts, liveSessions } from '#server/cohorts/tables.ts';
import { inTransaction, type Context } from '#server/context.ts';
import type { RoleGrant } from '#domain/identity/actor.ts';
import { actorOf, COHORTS, inDays, it, refusalOf, type World } from '../../support/world.ts';

const TODAY = '2026-11-24';

describe('the dates of a programme', () => {
  it('are public: cohorts that are not over, with centre and sessions in order, and no names', async ({ world }) => {
    const found = await publicCohorts(world.as(null), 'ganz', TODAY);
    expect(found).toEqual([
      {
        id: 'cohort-nord',
        title: 'Nord',
        centre: 'Zentrum Nord',
        zone: 'Europe/Berlin',
        startsOn: '2026-11-10',
        endsOn: '2027-02-19',
        sessions: [expect.objectContaining({ id: 'live-meeting' }), expect.objectContaining({ id: 'live-workshop' })],
      },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/person|Lerch/);
  });

  const days: [string, string[]][] = [
    ['2026-06-01', ['Vorbei', 'Nord']],
    ['2026-10-30', ['Vorbei', 'Nord']],
    ['2026-10-31', ['Nord']],
    ['2027-02-19', ['Nord']],
    ['2027-02-20', []],
  ];
  it.for(days)('on %s', async ([today, titles], { world }) => {
    expect((await publicCohorts(world.as(null), 'ganz', today)).map(({ title }) => title)).toEqual(titles);
  });

  it('of another programme are its own', async ({ world }) => {
    expect(
      (await publicCohorts(world.as(null), 'auswahl', TODAY)).map(({ title, sessions }) => [
        title,
        sessions.map(({ id }) => id),
      ]),
    ).toEqual([['Süd', ['live-workshop']]]);
    expect(await publicCohorts(world.as(null), 'keins', TODAY)).toEqual([]);
  });

  it('of several cohorts are not mixed up', async ({ world }) => {
    await inTransaction(world.as(null), async ({ db }) => {
      await db
        .insert(cohorts)
        .values({ ...COHORTS.nord, id: 'cohort-west', slug: 'west', title: 'West', startsOn: '2026-11-01' });
      await db.insert(liveSessions).values({
        id: 'live-west',
        sessionKey: 'muster/werkstatt',
        startsAt: inDays(1),
        endsAt: inDays(1.1),
        mode: 'online',
      });
      await db.insert(cohortLiveSessions).values({ cohortId: 'cohort-west', liveSessionId: 'live-west' });
    });
    expect(
      (await publicCohorts(world.as(null), 'ganz', TODAY)).map(({ title, sessions }) => [
        title,
        sessions.map(({ id }) => id),
      ]),
    ).toEqual([
      ['West', ['live-west']],
      ['Nord', ['live-meeting', 'live-workshop']],
    ]);
  });
});

describe('the cohorts that somebody teaches', () => {
  const as = (world: World, ...roles: RoleGrant[]): Context => ({
    ...world.as('stranger'),
    actor: { ...actorOf('stranger'), roles },
  });
  const trainer = (centreId: string | null, cohortId: string | null): RoleGrant => ({
    role: 'trainer',
    centreId,
    cohortId,
  });

  const table: [string, RoleGrant[], string[]][] = [
    ['in one cohort', [trainer(null, 'cohort-nord')], ['nord']],
    ['in two cohorts', [trainer(null, 'cohort-nord'), trainer(null, 'cohort-sued')], ['nord', 'sued']],
    ['in a centre', [trainer('centre-nord', null)], ['vorbei', 'nord']],
    [
      'in a centre and in a cohort of it, once each',
      [trainer('centre-nord', null), trainer(null, 'cohort-nord')],
      ['vorbei', 'nord'],
    ],
    ['everywhere', [trainer(null, null)], ['vorbei', 'nord', 'sued']],
    ['in a cohort that is gone', [trainer(null, 'cohort-weg')], []],
    [
      'in one cohort, beside another role elsewhere',
      [trainer(null, 'cohort-nord'), { role: 'coordinator', centreId: 'centre-sued', cohortId: null }],
      ['nord'],
    ],
  ];
  it.for(table)('%s', async ([, roles, slugs], { world }) => {
    expect((await cohortsTaught(as(world, ...roles))).map(({ slug }) => slug)).toEqual(slugs);
  });

  it('are refused to who teaches nothing', async ({ world }) => {
    for (const person of ['learner', 'coordinator', 'operator', 'stranger'] as const)
      expect(await refusalOf(cohortsTaught(world.as(person)))).toBe('forbidden');
    expect(await refusalOf(cohortsTaught(world.as(null)))).toBe('signed-out');
  });
});
