import type { Catalogue, Module } from './catalogue.ts';
import { programmeLine } from './programme-line.ts';
import type { ReadFile, Reading } from './read-files.ts';
import { keyOf } from './key.ts';
import { unitMinutes, type Unit } from './unit.ts';

/** The catalogue of all that could be read; what refers to something unreadable is left out of lines, never of records. */
export function buildCatalogue(reading: Reading, hash: string): Catalogue {
  const exercises = keyed(reading.exercises, (value, { key }) => ({ ...value, key }));
  const worksheets = keyed(reading.worksheets, (value, { key }) => ({ ...value, key }));
  const minutesOf = (key: string) => exercises[key]?.minutes ?? worksheets[key]?.minutes ?? 0;
  const units = keyed(reading.units, (value, file) => unitOf(value, file, minutesOf));
  const sessions = keyed(reading.sessions, (value, { key, moduleId, path }) => ({
    ...value,
    key,
    moduleId,
    file: path,
  }));
  const modules = keyed(reading.modules, (value, { id }): Module => ({
    ...value,
    id,
    // Files come by path, and so units by their number of two digits.
    units: Object.values(units).filter((unit) => unit.moduleId === id),
    sessions: Object.values(sessions).filter((session) => session.moduleId === id),
  }));
  return {
    hash,
    modules,
    units,
    exercises,
    worksheets,
    transferTasks: keyed(reading.transferTasks, (value, { key }) => ({ ...value, key })),
    sessions,
    programmes: keyed(reading.programmes, (value, { id }) => ({ ...value, id, line: programmeLine(value, modules) })),
    competences: reading.competences[0]?.value ?? [],
  };
}

/** Records by key; of two files with the same key the first counts, the check tells of the second. */
function keyed<Value, Made>(
  files: ReadFile<Value>[],
  make: (value: Value, file: ReadFile<Value>) => Made,
): Record<string, Made> {
  const made: Record<string, Made> = {};
  for (const file of files) {
    if (file.value !== null && !Object.hasOwn(made, file.key)) made[file.key] = make(file.value, file);
  }
  return made;
}

function unitOf(
  value: NonNullable<Reading['units'][number]['value']>,
  { key, moduleId, id, position, path, prose }: Reading['units'][number],
  minutesOf: (key: string) => number,
): Unit {
  const keysOf = (name: string) =>
    (prose?.components ?? []).flatMap(({ name: each, attributes }) =>
      each === name && attributes['id'] ? [keyOf(moduleId, attributes['id'])] : [],
    );
  const exercises = keysOf('Exercise');
  const worksheets = keysOf('Worksheet');
  const words = prose?.words ?? 0;
  return {
    ...value,
    key,
    moduleId,
    slug: id,
    position,
    file: path,
    headings: (prose?.headings ?? [])
      .filter(({ rank }) => rank === 2)
      .map(({ id: headingId, text }) => ({ id: headingId, text })),
    exercises,
    worksheets,
    words,
    minutes: unitMinutes(
      words,
      [...exercises, ...worksheets].reduce((sum, each) => sum + minutesOf(each), 0),
    ),
  };
}
