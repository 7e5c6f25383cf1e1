import { describe, expect } from 'vitest';
import { unitView } from '#server/learning/queries.ts';
import { saveWorksheet } from '#server/learning/save-worksheet.ts';
import { HOUR_MS, it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const BOARD = 'muster/mein-board';
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const written = (spalten: string, entryId: string, writtenAt: Date = NOW, more: Record<string, string> = {}) => ({
  cohort: 'nord',
  worksheet: BOARD,
  entryId,
  values: { spalten, ...more },
  writtenAt,
});
const entries = (world: World) =>
  world.rows('select enrolment_id, entry_id, "values", written_at from worksheet_entry order by sequence');
/** What the learner finds in the unit. */
async function shown(world: World, person: PersonName = 'learner') {
  const view = await unitView(world.as(person), { cohort: 'nord', unit: 'muster/lesen', solutionOf: null });
  return view.worksheets.map(({ values, writtenAt }) => ({ values, writtenAt }));
}

describe('a worksheet', () => {
  it('is on disk as it was written, and shown so', async ({ world }) => {
    const input = written('Zu tun, fertig', 'entry-1', hoursAgo(1), { ort: 'im Rechner' });
    expect(await saveWorksheet(world.as('learner'), input)).toEqual({ worksheet: BOARD, writtenAt: hoursAgo(1) });
    expect(await shown(world)).toEqual([
      { values: { spalten: 'Zu tun, fertig', ort: 'im Rechner' }, writtenAt: hoursAgo(1) },
    ]);
    expect(await world.rows('select unit, anchor from unit_visit')).toEqual([
      { unit: 'muster/lesen', anchor: 'arbeitsblatt-mein-board' },
    ]);
  });

  it('keeps every character', async ({ world }) => {
    const text = `Zeile 1\r\nZeile 2\t„Straße“ 👩🏽‍🔧 <script>'";--\u0000 ende`;
    await saveWorksheet(world.as('learner'), written(text, 'entry-1'));
    expect((await shown(world))[0]?.values['spalten']).toBe(text);
  });

  it('is empty before anything was written, and for everybody else', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Meins', 'entry-1'));
    expect(await shown(world, 'classmate')).toEqual([{ values: {}, writtenAt: null }]);
    expect(await shown(world, 'trainer')).toEqual([{ values: {}, writtenAt: null }]);
  });

  it('sent twice under one entry id counts once', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Eins', 'entry-1'));
    await saveWorksheet(world.as('learner'), written('Eins', 'entry-1'));
    expect(await entries(world)).toHaveLength(1);
  });

  it('shows what was written last, even when an older text of another device arrives later', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Neu, am Rechner', 'entry-1', hoursAgo(1)));
    await saveWorksheet(world.as('learner'), written('Alt, vom Telefon', 'entry-2', hoursAgo(5)));
    expect((await shown(world))[0]).toMatchObject({ values: { spalten: 'Neu, am Rechner' }, writtenAt: hoursAgo(1) });
    expect(await entries(world)).toHaveLength(2);
  });

  it('shows the one that arrived last of two written at the same instant', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Eins', 'entry-1'));
    await saveWorksheet(world.as('learner'), written('Zwei', 'entry-2'));
    expect((await shown(world))[0]?.values['spalten']).toBe('Zwei');
  });

  it('from a browser whose clock is ahead counts as written on arrival, so that it hides no later text', async ({
    world,
  }) => {
    await saveWorksheet(world.as('learner'), written('Uhr geht vor', 'entry-1', new Date('2030-01-01')));
    const later = new Date(NOW.getTime() + HOUR_MS);
    await saveWorksheet(world.as('learner', later), written('Später geschrieben', 'entry-2', later));
    expect((await shown(world))[0]?.values['spalten']).toBe('Später geschrieben');
  });

  it('from a browser whose clock tells nothing counts as written on arrival', async ({ world }) => {
    const { writtenAt } = await saveWorksheet(world.as('learner'), written('Eins', 'entry-1', new Date(Number.NaN)));
    expect(writtenAt).toEqual(NOW);
  });

  it('may be emptied', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Eins', 'entry-1', hoursAgo(1)));
    await saveWorksheet(world.as('learner'), written('', 'entry-2'));
    expect((await shown(world))[0]?.values).toEqual({ spalten: '', ort: '' });
  });

  it('stores no field that it does not have', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('Eins', 'entry-1', NOW, { fremd: 'x', __proto__: 'x' }));
    expect(Object.keys(JSON.parse(String((await entries(world))[0]?.['values'])))).toEqual(['spalten', 'ort']);
  });

  it('takes 10,000 characters in a field', async ({ world }) => {
    await saveWorksheet(world.as('learner'), written('x'.repeat(10_000), 'entry-1'));
    expect((await shown(world))[0]?.values['spalten']).toHaveLength(10_000);
  });
});

describe('a worksheet is refused', () => {
  const other = { ...written('x', 'entry-1'), cohort: 'sued' };
  const cases: [string, PersonName | null, ReturnType<typeof written>, string][] = [
    [
      'with 10,001 characters in a field',
      'learner',
      written('x'.repeat(10_001), 'entry-1'),
      'too-large: worksheet-field',
    ],
    [
      'with a choice that is not offered',
      'learner',
      written('x', 'entry-1', NOW, { ort: 'auf dem Mond' }),
      'invalid: answer',
    ],
    ['that does not exist', 'learner', { ...written('x', 'entry-1'), worksheet: 'muster/nichts' }, 'not-found'],
    ['in a cohort of other people', 'learner', other, 'not-found'],
    ['from a trainer', 'trainer', written('x', 'entry-1'), 'forbidden'],
    [
      'after the cohort has closed',
      'formerLearner',
      { ...written('x', 'entry-1'), cohort: 'vorbei' },
      'expired: answers-closed',
    ],
    ['when signed out', null, written('x', 'entry-1'), 'signed-out'],
  ];
  it.for(cases)('%s', async ([, person, input, refusal], { world }) => {
    expect(await refusalOf(saveWorksheet(world.as(person), input))).toBe(refusal);
    expect(await entries(world)).toEqual([]);
    expect(await world.rows('select * from unit_visit')).toEqual([]);
  });
});
