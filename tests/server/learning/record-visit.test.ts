import { describe, expect } from 'vitest';
import { recordVisit } from '#server/learning/record-visit.ts';
import { unitView } from '#server/learning/queries.ts';
import { inDays, it, refusalOf, type PersonName, type World } from '../../support/world.ts';

const visit = (anchor: string, unit = 'muster/anfang', cohort = 'nord') => ({ cohort, unit, anchor });
const visits = (world: World) => world.rows('select enrolment_id, unit, anchor from unit_visit order by unit');

describe('coming back leads', () => {
  const anchors: [string, string, string][] = [
    ['to a heading', 'muster/anfang', 'die-idee'],
    ['to an exercise', 'muster/anfang', 'uebung-paare'],
    ['to a worksheet', 'muster/lesen', 'arbeitsblatt-mein-board'],
  ];
  it.for(anchors)('%s', async ([, unit, anchor], { world }) => {
    await recordVisit(world.as('learner'), visit(anchor, unit));
    expect(await unitView(world.as('learner'), { cohort: 'nord', unit, solutionOf: null })).toMatchObject({ anchor });
  });

  it('to the latest of several places, also further up', async ({ world }) => {
    await recordVisit(world.as('learner'), visit('uebung-paare'));
    await recordVisit(world.as('learner', inDays(1)), visit('die-idee'));
    expect(await visits(world)).toEqual([
      { enrolment_id: 'enrolment-learner-nord', unit: 'muster/anfang', anchor: 'die-idee' },
    ]);
  });

  it('to a place for each unit and each learner', async ({ world }) => {
    await recordVisit(world.as('learner'), visit('die-idee'));
    await recordVisit(world.as('learner'), visit('uebung-rechnen', 'muster/weiter'));
    await recordVisit(world.as('classmate'), visit('kurz-gesagt'));
    expect((await visits(world)).map((row) => row['anchor']).sort()).toEqual([
      'die-idee',
      'kurz-gesagt',
      'uebung-rechnen',
    ]);
  });

  it('to the beginning for who was never there', async ({ world }) => {
    expect(
      await unitView(world.as('learner'), { cohort: 'nord', unit: 'muster/anfang', solutionOf: null }),
    ).toMatchObject({ anchor: null });
  });
});

describe('a visit is refused', () => {
  const cases: [string, PersonName | null, ReturnType<typeof visit>, string][] = [
    ['at a place that the unit does not have', 'learner', visit('nirgends'), 'invalid: anchor'],
    ['at an exercise of another unit', 'learner', visit('uebung-rechnen'), 'invalid: anchor'],
    ['at nothing', 'learner', visit(''), 'invalid: anchor'],
    ['in a unit that does not exist', 'learner', visit('die-idee', 'muster/nichts'), 'not-found'],
    ['in a cohort of other people', 'learner', visit('uebung-kurz', 'muster/lesen', 'sued'), 'not-found'],
    ['of a trainer', 'trainer', visit('die-idee'), 'forbidden'],
    [
      'after the cohort has closed',
      'formerLearner',
      visit('die-idee', 'muster/anfang', 'vorbei'),
      'expired: answers-closed',
    ],
    ['when signed out', null, visit('die-idee'), 'signed-out'],
  ];
  it.for(cases)('%s', async ([, person, input, refusal], { world }) => {
    expect(await refusalOf(recordVisit(world.as(person), input))).toBe(refusal);
    expect(await visits(world)).toEqual([]);
  });
});
