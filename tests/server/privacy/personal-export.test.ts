import { describe, expect } from 'vitest';
import { PERSONAL_DATA } from '#domain/privacy/personal-data.ts';
import { personalExport } from '#server/privacy/personal-export.ts';
import { plantMarkers, type Marker } from '../../support/personal-rows.ts';
import { it, refusalOf, type PersonName, type World } from '../../support/world.ts';

const exported = async (world: World, person: PersonName) => JSON.stringify(await personalExport(world.as(person)));
const isShown = ({ table, column }: Marker) => PERSONAL_DATA[table]?.columns[column]?.is === 'shown';

describe('the export of a person', () => {
  it('holds what stands in every column that the inventory shows', async ({ world }) => {
    const markers = await plantMarkers(world, 'learner', 'EIGEN');
    const text = await exported(world, 'learner');
    const shown = markers.filter(isShown);
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter((marker) => !text.includes(marker.text))).toEqual([]);
  });

  it('leaves out only what the inventory withholds, with a reason', async ({ world }) => {
    const markers = await plantMarkers(world, 'learner', 'EIGEN');
    const text = await exported(world, 'learner');
    const missing = markers.filter((marker) => !text.includes(marker.text));
    expect(missing.map(({ table, column }) => PERSONAL_DATA[table]?.columns[column]?.is)).toEqual(
      missing.map(() => 'withheld'),
    );
    // Secrets that open something would be dangerous in a file.
    expect(missing.map(({ column }) => column)).toContain('password_hash');
  });

  it('holds nothing of anybody else', async ({ world }) => {
    await plantMarkers(world, 'learner', 'EIGEN');
    const others = await plantMarkers(world, 'classmate', 'FREMD');
    const text = await exported(world, 'learner');
    expect(others.length).toBeGreaterThan(20);
    expect(text).not.toContain('FREMD');
    expect(text).not.toMatch(/Tina|Trautmann|person-trainer/);
  });

  it('tells who recorded something as a role, never as a name', async ({ world }) => {
    await world.attends('learner', 'live-meeting', 'present');
    const sections = await personalExport(world.as('learner'));
    const attendance = sections.find(({ title }) => title === 'Anwesenheit');
    expect(attendance?.entries).toEqual([
      expect.objectContaining({ Anwesenheit: 'anwesend', 'Eingetragen von': 'Trainer:in' }),
    ]);
  });

  it('tells a trainer what the trainer did, and for nobody whom', async ({ world }) => {
    await world.attends('learner', 'live-meeting', 'present');
    const sections = await personalExport(world.as('trainer'));
    const deeds = sections.find(({ title }) => title === 'Anwesenheiten, die Sie eingetragen haben');
    expect(deeds?.entries).toHaveLength(1);
    expect(JSON.stringify(sections)).not.toMatch(/Anna|Lerch|person-learner/);
  });

  it('explains every section in German', async ({ world }) => {
    for (const section of await personalExport(world.as('learner')))
      for (const key of ['title', 'about', 'purpose', 'basis', 'retention'] as const)
        expect(section[key], section.title).toMatch(/\S{3}/);
  });

  it('is refused to nobody signed in', async ({ world }) => {
    expect(await refusalOf(personalExport(world.as(null)))).toBe('signed-out');
  });
});
