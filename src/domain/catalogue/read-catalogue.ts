import { buildCatalogue } from './build-catalogue.ts';
import type { Catalogue, Finding, SourceFile } from './catalogue.ts';
import { checkDrawings } from './check-drawings.ts';
import { checkExercises } from './check-exercises.ts';
import { checkLinks } from './check-links.ts';
import { checkModules } from './check-modules.ts';
import { checkProgrammes } from './check-programmes.ts';
import { checkReleased } from './released.ts';
import { checkSessions } from './check-sessions.ts';
import { checkUnits } from './check-units.ts';
import { checkWorksheets } from './check-worksheets.ts';
import { deepFreeze } from './deep-freeze.ts';
import { readFiles, type Reading } from './read-files.ts';

const CHECKS: readonly ((reading: Reading, catalogue: Catalogue) => Finding[])[] = [
  checkModules,
  checkUnits,
  checkExercises,
  checkWorksheets,
  checkSessions,
  checkDrawings,
  checkLinks,
  checkProgrammes,
  checkReleased,
];

/**
 * The catalogue of what could be read, frozen, and every mistake in the files, sorted by path and line.
 * `hash` is the hash of the files and becomes the catalogue's.
 */
export function readCatalogue(
  files: readonly SourceFile[],
  hash: string,
): { catalogue: Catalogue; findings: Finding[] } {
  const reading = readFiles(files);
  const catalogue = deepFreeze(buildCatalogue(reading, hash));
  const findings = [...reading.findings, ...CHECKS.flatMap((check) => check(reading, catalogue))];
  return { catalogue, findings: findings.sort(byPlace) };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
