import { z } from 'zod';
import type { Finding, SourceFile } from './catalogue.ts';
import { checkShape } from './check-shape.ts';
import { closest } from './closest.ts';
import { competencesSchema } from './competence.ts';
import { placeOf, type Place, type PlaceKind } from './course-path.ts';
import { EXERCISE_TYPES, exerciseSchemaOf } from './exercise.ts';
import type { FindingCode } from './finding-code.ts';
import { keyOf } from './key.ts';
import { moduleSchema } from './module.ts';
import { parseProse, type Prose } from './parse-prose.ts';
import { parseYaml, type LineOf, type ParsedYaml } from './parse-yaml.ts';
import { programmeSchema } from './programme.ts';
import { guideSchema, sessionSchema } from './session.ts';
import { transferTaskSchema } from './transfer-task.ts';
import { unitSchema } from './unit.ts';
import { worksheetSchema } from './worksheet.ts';

/** One file of the catalogue, read by itself. */
export interface ReadFile<Value> extends Place {
  path: string;
  text: string;
  /** `module/id` for what belongs to a module, else the id. */
  key: string;
  /** Null when the file cannot be read; what is wrong has been told. */
  value: Value | null;
  lineOf: LineOf;
  /** Null for files without prose, and for a prose that cannot be read. */
  prose: Prose | null;
}

type Schemas = typeof schemas;
type Value<Kind extends keyof Schemas> = z.infer<Schemas[Kind]>;
type ExerciseValue = z.infer<NonNullable<ReturnType<typeof exerciseSchemaOf>>>;

/** All files, each read by itself and not yet checked against the others, in the order of their paths. */
export interface Reading {
  modules: ReadFile<Value<'module'>>[];
  units: ReadFile<Value<'unit'>>[];
  exercises: ReadFile<ExerciseValue>[];
  worksheets: ReadFile<Value<'worksheet'>>[];
  transferTasks: ReadFile<Value<'transfer'>>[];
  sessions: ReadFile<Value<'session'>>[];
  guides: ReadFile<Value<'guide'>>[];
  assets: ReadFile<string>[];
  programmes: ReadFile<Value<'programme'>>[];
  competences: ReadFile<Value<'competences'>>[];
  released: ReadFile<string>[];
  findings: Finding[];
}

const schemas = {
  module: moduleSchema,
  unit: unitSchema,
  worksheet: worksheetSchema,
  transfer: transferTaskSchema,
  session: sessionSchema,
  guide: guideSchema,
  programme: programmeSchema,
  competences: competencesSchema,
};

/** Every file read by itself: its name, its syntax, its shape and its prose. */
export function readFiles(files: readonly SourceFile[]): Reading {
  const findings: Finding[] = [];
  const places = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((file) => {
      const place = placeOf(file.path);
      if (place === null) return [];
      if (typeof place === 'object') return [{ file, place }];
      findings.push(nameFinding(file, place));
      return [];
    });
  const of = (kind: PlaceKind) => places.filter(({ place }) => place.kind === kind);
  const note = <Read>(result: { read: Read; findings: Finding[] }): Read => {
    findings.push(...result.findings);
    return result.read;
  };
  return {
    modules: of('module').map((each) => note(readYamlFile(each, schemas.module))),
    units: of('unit').map((each) => note(readProseFile(each, schemas.unit))),
    exercises: of('exercise').map((each) => note(readExercise(each))),
    worksheets: of('worksheet').map((each) => note(readYamlFile(each, schemas.worksheet))),
    transferTasks: of('transfer').map((each) => note(readYamlFile(each, schemas.transfer))),
    sessions: of('session').map((each) => note(readProseFile(each, schemas.session))),
    guides: of('guide').map((each) => note(readProseFile(each, schemas.guide))),
    assets: of('asset').map(plainFile),
    programmes: of('programme').map((each) => note(readYamlFile(each, schemas.programme))),
    competences: of('competences').map((each) => note(readYamlFile(each, schemas.competences))),
    released: of('released').map(plainFile),
    findings,
  };
}

interface Placed {
  file: SourceFile;
  place: Place;
}

function nameFinding(file: SourceFile, code: FindingCode): Finding {
  return { path: file.path, line: 1, code, values: { name: file.path.split('/').at(-1) ?? '', path: file.path } };
}

function plainFile(placed: Placed): ReadFile<string> {
  return { ...base(placed), value: placed.file.text, lineOf: () => 1, prose: null };
}

function readYamlFile<Value>(placed: Placed, schema: z.ZodType<Value>) {
  const { file } = placed;
  return shaped(placed, parseYaml({ path: file.path, text: file.text, firstLine: 1 }), schema);
}

function readProseFile<Value>(placed: Placed, schema: z.ZodType<Value>) {
  const { frontMatter, prose, findings } = parseProse(placed.file);
  // A missing front matter is one mistake, not one for each of its fields.
  if (findings.some(({ code }) => code === 'front-matter-missing'))
    return { read: { ...base(placed), value: null, lineOf: () => 1, prose }, findings };
  const { read, findings: shapeFindings } = shaped(placed, parseYaml(frontMatter), schema);
  return { read: { ...read, prose }, findings: [...findings, ...shapeFindings] };
}

function readExercise(placed: Placed): { read: ReadFile<ExerciseValue>; findings: Finding[] } {
  const { file } = placed;
  const yaml = parseYaml({ path: file.path, text: file.text, firstLine: 1 });
  const type: unknown = typeof yaml.raw === 'object' && yaml.raw !== null ? Reflect.get(yaml.raw, 'type') : undefined;
  const schema = exerciseSchemaOf(type);
  if (schema !== null) return shaped(placed, yaml, schema);
  // Without a type only the type can be told: `z.object` passes everything else.
  if (typeof type !== 'string') return shaped<never>(placed, yaml, z.object({ type: z.string() }).pipe(z.never()));
  const similar = closest(type, EXERCISE_TYPES);
  const finding: Finding = {
    path: file.path,
    line: yaml.lineOf(['type']),
    code: similar === null ? 'exercise-type-unknown' : 'exercise-type-similar',
    values: { given: type, similar: similar ?? '', types: EXERCISE_TYPES.join(', ') },
  };
  return { read: { ...base(placed), value: null, lineOf: yaml.lineOf, prose: null }, findings: [finding] };
}

function shaped<Value>(
  placed: Placed,
  yaml: ParsedYaml,
  schema: z.ZodType<Value>,
): { read: ReadFile<Value>; findings: Finding[] } {
  const read = { ...base(placed), lineOf: yaml.lineOf, prose: null };
  if (yaml.findings.length > 0) return { read: { ...read, value: null }, findings: yaml.findings };
  const { value, findings } = checkShape({ path: placed.file.path, raw: yaml.raw, lineOf: yaml.lineOf }, schema);
  return { read: { ...read, value }, findings };
}

function base({ file, place }: Placed) {
  const key = place.moduleId === '' || place.kind === 'module' ? place.id : keyOf(place.moduleId, place.id);
  return { ...place, path: file.path, text: file.text, key };
}
