import { z } from 'zod';
import type { Catalogue, Finding } from './catalogue.ts';
import { checkShape } from './check-shape.ts';
import { parseYaml } from './parse-yaml.ts';
import type { ReadFile, Reading } from './read-files.ts';

/** `courses/released.json`: everything that learners have met, as `kind:module/id`. */
export const releasedSchema = z.strictObject({
  released: z.array(z.string().regex(/^(unit|exercise|worksheet|transfer|session):[a-z0-9-]+\/[a-z0-9-]+$/)),
});
export const RELEASED_PATH = 'courses/released.json';

/** Findings about ids that are for ever: released ones that vanished without a line under `retired`, retired ones that still exist. */
export function checkReleased(reading: Reading): Finding[] {
  const present = new Set(presentIds(reading));
  const retired = new Set(
    reading.modules.flatMap((module) =>
      (module.value?.retired ?? []).map(({ kind, id }) => `${kind}:${module.id}/${id}`),
    ),
  );
  // What an unreadable module file retires nobody can tell.
  const unreadable = reading.modules.filter((module) => module.value === null).map((module) => module.id);
  return [
    ...reading.released.flatMap((file) => {
      const { ids, lineOf, findings } = readReleased(file);
      const missing = ids.flatMap((id, index): Finding[] => {
        const [kind = '', moduleId = '', name = ''] = id.split(/[:/]/);
        if (present.has(id) || retired.has(id) || unreadable.includes(moduleId)) return [];
        return [
          {
            path: file.path,
            line: lineOf(['released', index]),
            code: 'released-missing',
            values: { id, kind, module: moduleId, name },
          },
        ];
      });
      return [...findings, ...missing];
    }),
    ...reading.modules.flatMap((module) =>
      (module.value?.retired ?? []).flatMap(({ kind, id }, index): Finding[] =>
        present.has(`${kind}:${module.id}/${id}`)
          ? [
              {
                path: module.path,
                line: module.lineOf(['retired', index]),
                code: 'retired-exists',
                values: { id, kind },
              },
            ]
          : [],
      ),
    ),
  ];
}

/** All ids of ready modules together with those released before, sorted: what `released.json` holds after a release. */
export function idsAfterRelease(catalogue: Catalogue, before: readonly string[]): string[] {
  const ids = (kind: string, record: Record<string, unknown>) =>
    Object.keys(record)
      .filter((key) => catalogue.modules[key.split('/')[0] ?? '']?.status === 'ready')
      .map((key) => `${kind}:${key}`);
  const { units, exercises, worksheets, transferTasks, sessions } = catalogue;
  const now = [
    ...ids('unit', units),
    ...ids('exercise', exercises),
    ...ids('worksheet', worksheets),
    ...ids('transfer', transferTasks),
    ...ids('session', sessions),
  ];
  return [...new Set([...before, ...now])].sort();
}

function presentIds({ units, exercises, worksheets, transferTasks, sessions }: Reading): string[] {
  return [units, exercises, worksheets, transferTasks, sessions].flat().map(({ kind, key }) => `${kind}:${key}`);
}

function readReleased(file: ReadFile<string>) {
  // JSON is YAML, so the YAML parser knows the lines; what only YAML allows (a trailing comma, a comment) is told by JSON's own.
  const { raw, lineOf, findings } = parseYaml({ path: file.path, text: file.text, firstLine: 1 });
  const problem = jsonProblem(file.text);
  if (problem !== null)
    return {
      ids: [],
      lineOf,
      findings: [{ path: file.path, line: problem, code: 'json-syntax' as const, values: { name: 'released.json' } }],
    };
  if (findings.length > 0) return { ids: [], lineOf, findings };
  const shape = checkShape({ path: file.path, raw, lineOf }, releasedSchema);
  const asEntry = (finding: Finding): Finding =>
    finding.code === 'bad-slug' ? { ...finding, code: 'released-malformed' } : finding;
  return { ids: shape.value?.released ?? [], lineOf, findings: shape.findings.map(asEntry) };
}

/** The line of the first mistake in a JSON text, or null. */
function jsonProblem(text: string): number | null {
  if (jsonError(text) === null) return null;
  const lines = text.trimEnd().split('\n');
  // V8 names a position in some messages only; so the first lines up to a good one are cut off and seen as merely unfinished.
  const bad = lines.findIndex((_line, index) => {
    const part = lines.slice(0, index + 1).join('\n');
    const message = jsonError(part) ?? '';
    const position = /position (\d+)/.exec(message)?.[1];
    return message.startsWith('Unexpected token') || (position !== undefined && Number(position) < part.length);
  });
  return bad < 0 ? lines.length : bad + 1;
}

function jsonError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
