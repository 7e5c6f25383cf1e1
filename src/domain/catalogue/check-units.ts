import type { Catalogue, Finding } from './catalogue.ts';
import type { ReadFile, Reading } from './read-files.ts';
import { UNIT_MINUTES, WORDS_PER_MINUTE, type Unit } from './unit.ts';

/** Minutes of reading for which a unit needs one exercise (content.md). */
const READING_MINUTES_PER_EXERCISE = 4;

/** Findings about units: their file names among each other, their length, their exercises. */
export function checkUnits(reading: Reading, catalogue: Catalogue): Finding[] {
  return reading.units.flatMap((file) => [...checkName(file, reading.units), ...checkLength(file, catalogue)]);
}

type UnitFile = ReadFile<unknown>;

function checkName(file: UnitFile, all: UnitFile[]): Finding[] {
  const earlier = all.filter((other) => other.moduleId === file.moduleId && other.path < file.path);
  const found = (code: Finding['code'], other: UnitFile): Finding => ({
    path: file.path,
    line: 1,
    code,
    values: { id: file.id, number: String(file.position), other: other.path },
  });
  const sameSlug = earlier.find((other) => other.id === file.id);
  const sameNumber = earlier.find((other) => other.position === file.position);
  return [
    ...(sameSlug === undefined ? [] : [found('duplicate-slug', sameSlug)]),
    ...(sameNumber === undefined ? [] : [found('duplicate-position', sameNumber)]),
  ];
}

function checkLength(file: UnitFile, catalogue: Catalogue): Finding[] {
  const unit = catalogue.units[file.key];
  // Without its prose or one of its exercises nobody can tell how long a unit takes.
  if (unit === undefined || file.prose === null || unit.file !== file.path || !isComplete(unit, catalogue)) return [];
  const readingMinutes = unit.words / WORDS_PER_MINUTE;
  const values = {
    unit: unit.title,
    minutes: String(unit.minutes),
    words: String(unit.words),
    exercises: String(unit.exercises.length),
    needed: String(Math.ceil(readingMinutes / READING_MINUTES_PER_EXERCISE)),
  };
  const found = (code: Finding['code']): Finding => ({ path: file.path, line: 1, code, values });
  const few = unit.exercises.length * READING_MINUTES_PER_EXERCISE < readingMinutes;
  return [
    ...(unit.exercises.length === 0 ? [found('unit-without-exercise')] : few ? [found('unit-few-exercises')] : []),
    ...(unit.minutes < UNIT_MINUTES.min ? [found('unit-too-short')] : []),
    ...(unit.minutes > UNIT_MINUTES.max ? [found('unit-too-long')] : []),
  ];
}

const isComplete = (unit: Unit, { exercises, worksheets }: Catalogue): boolean =>
  unit.exercises.every((key) => exercises[key] !== undefined) &&
  unit.worksheets.every((key) => worksheets[key] !== undefined);
