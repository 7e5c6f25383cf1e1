import type { Finding } from './catalogue.ts';
import type { Reading } from './read-files.ts';

/** Findings about modules as a whole: their file, their competences, that they have what their status asks for. */
export function checkModules(reading: Reading): Finding[] {
  return [...missingModuleFiles(reading), ...checkCompetences(reading), ...checkContents(reading)];
}

function missingModuleFiles(reading: Reading): Finding[] {
  const { units, exercises, worksheets, transferTasks, sessions, guides, assets } = reading;
  const known = new Set(reading.modules.map((module) => module.id));
  const folders = new Set(
    [units, exercises, worksheets, transferTasks, sessions, guides, assets].flat().map((file) => file.moduleId),
  );
  return [...folders]
    .filter((folder) => !known.has(folder))
    .map((folder) => ({
      path: `courses/${folder}/module.yaml`,
      line: 1,
      code: 'module-file-missing',
      values: { module: folder },
    }));
}

function checkCompetences({ modules, competences: [framework] }: Reading): Finding[] {
  if (framework === undefined) {
    return [
      { path: 'content/competences.yaml', line: 1, code: 'competences-missing', values: { name: 'competences.yaml' } },
    ];
  }
  // An unreadable framework has been told; every reference to it would only repeat that.
  if (framework.value === null) return [];
  const ids = framework.value.map((competence) => competence.id);
  const duplicates = ids.flatMap((id, index): Finding[] =>
    ids.indexOf(id) < index
      ? [{ path: framework.path, line: framework.lineOf([index, 'id']), code: 'duplicate-id', values: { id } }]
      : [],
  );
  const unknown = modules.flatMap((module) =>
    (module.value?.competences ?? []).flatMap((id, index): Finding[] =>
      ids.includes(id)
        ? []
        : [
            {
              path: module.path,
              line: module.lineOf(['competences', index]),
              code: 'competence-unknown',
              values: { id },
            },
          ],
    ),
  );
  return [...duplicates, ...unknown];
}

function checkContents({ modules, units, sessions }: Reading): Finding[] {
  return modules.flatMap((module): Finding[] => {
    if (module.value === null) return [];
    const { status } = module.value;
    const found = (code: Finding['code']): Finding => ({
      path: module.path,
      line: module.lineOf(['status']),
      code,
      values: { module: module.id },
    });
    const hasUnit = units.some((unit) => unit.moduleId === module.id);
    const hasSession = sessions.some((session) => session.moduleId === module.id);
    return [
      ...(status === 'ready' && !hasUnit ? [found('module-without-unit')] : []),
      ...(hasSession ? [] : [found('module-without-session')]),
    ];
  });
}
