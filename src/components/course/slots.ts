import { dayAndTime } from '#text/format.ts';
import { exerciseAnchor, worksheetAnchor } from '../../paths.ts';
import { incompleteText } from './incomplete-text.ts';
import type { ProsePart } from './unit-prose.ts';
import type { UnitPageData } from './unit-page-data.ts';

/** The exercise that stands at this place, as its island gets it beside its view; null if the catalogue has none. */
export function shownExercise(data: UnitPageData, id: string) {
  const index = data.exercises.findIndex((exercise) => exercise.key === `${data.moduleId}/${id}`);
  const found = data.exercises[index];
  if (found === undefined) return null;
  return {
    key: found.key,
    anchor: exerciseAnchor(found.key),
    label: `Übung ${index + 1} von ${data.exercises.length}`,
    task: found.task,
    incomplete: incompleteText(found.view),
    required: found.required,
    state: found.state,
    cohort: data.cohort,
    person: data.person,
    closed: data.closed,
  };
}

/** Props of the worksheet that stands at this place; null if the catalogue has none. */
export function worksheetProps(data: UnitPageData, id: string) {
  const found = data.worksheets.find(({ worksheet }) => worksheet.key === `${data.moduleId}/${id}`);
  if (found === undefined) return null;
  return {
    worksheet: found.worksheet.key,
    anchor: worksheetAnchor(found.worksheet.key),
    label: 'Arbeitsblatt',
    title: found.worksheet.title,
    intro: found.worksheet.intro,
    fields: found.worksheet.fields,
    values: found.values,
    savedAt: found.writtenAt ? dayAndTime(found.writtenAt, data.zone) : null,
    cohort: data.cohort,
    zone: data.zone,
    person: data.person,
    closed: data.closed,
  };
}

/**
 * Names everything that the island at this place shows: its props, and the release of the course files, from which
 * follows the rest (an exercise's view). Null where no island stands.
 */
export function islandKey(data: UnitPageData, part: ProsePart): string | null {
  if (part.kind === 'prose') return null;
  const props = part.kind === 'exercise' ? shownExercise(data, part.id) : worksheetProps(data, part.id);
  return props && `${data.release} ${JSON.stringify(props)}`;
}
