import type { Finding } from './catalogue.ts';
import { closest } from './closest.ts';
import type { FindingCode } from './finding-code.ts';
import { keyOf } from './key.ts';
import type { ProgrammeSpec } from './programme.ts';
import type { ReadFile, Reading } from './read-files.ts';

/** Findings about programmes: modules, units and sessions that do not exist, or stand on the line twice. */
export function checkProgrammes(reading: Reading): Finding[] {
  return reading.programmes.flatMap((programme) => [
    ...checkModuleList(programme, reading),
    ...checkSteps(programme, reading),
  ]);
}

type ProgrammeFile = ReadFile<ProgrammeSpec>;

function checkModuleList({ value, path, lineOf }: ProgrammeFile, { modules }: Reading): Finding[] {
  const ids = modules.map((module) => module.id);
  const listed = (value?.modules ?? []).map((entry) => entry.module);
  return listed.flatMap((id, index): Finding[] => {
    const found = (code: FindingCode): Finding => ({
      path,
      line: lineOf(['modules', index, 'module']),
      code,
      values: { id, known: closest(id, ids) ?? ids.join(', ') },
    });
    if (!ids.includes(id)) return [found('programme-module-unknown')];
    return listed.indexOf(id) < index ? [found('programme-module-twice')] : [];
  });
}

interface Named {
  kind: 'unit' | 'session';
  key: string;
  id: string;
  moduleId: string;
  line: number;
}

function checkSteps(programme: ProgrammeFile, reading: Reading): Finding[] {
  const modules = new Set(reading.modules.map((module) => module.id));
  // The stations of an unknown module are unknown, too; its line says so already.
  const named = namedStations(programme, reading).filter(({ moduleId }) => modules.has(moduleId));
  return named.flatMap(({ kind, key, id, moduleId, line }, index): Finding[] => {
    const ids = (kind === 'unit' ? reading.units : reading.sessions)
      .filter((file) => file.moduleId === moduleId)
      .map((file) => file.id);
    const values = { id, module: moduleId, known: closest(id, ids) ?? ids.join(', ') };
    if (!ids.includes(id)) {
      const code = kind === 'unit' ? 'programme-unit-unknown' : 'programme-session-unknown';
      return [{ path: programme.path, line, code, values }];
    }
    const isTwice = named.slice(0, index).some((other) => other.kind === kind && other.key === key);
    return isTwice ? [{ path: programme.path, line, code: 'programme-station-twice', values }] : [];
  });
}

function namedStations({ value, lineOf }: ProgrammeFile, reading: Reading): Named[] {
  return (value?.modules ?? []).flatMap(({ module: moduleId, steps = [] }, moduleIndex) =>
    steps.flatMap((step, stepIndex): Named[] => {
      const path = ['modules', moduleIndex, 'steps', stepIndex];
      if ('session' in step) {
        const id = step.session;
        return [{ kind: 'session', id, key: keyOf(moduleId, id), moduleId, line: lineOf([...path, 'session']) }];
      }
      const isAll = step.units === 'all';
      const ids =
        step.units === 'all'
          ? reading.units.filter((unit) => unit.moduleId === moduleId).map((unit) => unit.id)
          : step.units;
      return ids.map((id, index) => ({
        kind: 'unit',
        id,
        key: keyOf(moduleId, id),
        moduleId,
        line: lineOf([...path, 'units', ...(isAll ? [] : [index])]),
      }));
    }),
  );
}
