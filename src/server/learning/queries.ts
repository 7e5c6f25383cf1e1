import { and, desc, eq, sql } from 'drizzle-orm';
import { exerciseView, type Exercise, type ExerciseView } from '#domain/catalogue/exercise.ts';
import type { Unit } from '#domain/catalogue/unit.ts';
import type { Worksheet } from '#domain/catalogue/worksheet.ts';
import {
  exerciseState,
  maySeeSolution,
  solutionOf,
  UNTRIED,
  type AttemptSummary,
  type ExerciseState,
  type Solution,
} from '#domain/learning/exercise-state.ts';
import { unitProgress, type UnitProgress } from '#domain/learning/unit-progress.ts';
import { prepared, type Context, type Db } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { isClosed, participation } from './enrolment.ts';
import { attempts, unitCompletions, unitVisits, worksheetEntries } from './tables.ts';

export interface ExerciseInUnit {
  key: string;
  task: string;
  required: boolean;
  view: ExerciseView;
  state: ExerciseState;
}

export interface WorksheetInUnit {
  worksheet: Worksheet;
  values: Record<string, string>;
  writtenAt: Date | null;
}

/** Exactly what the page of a unit shows. */
export interface UnitView {
  cohort: { slug: string; title: string; zone: string };
  module: { id: string; title: string; hue: number };
  unit: Unit;
  exercises: ExerciseInUnit[];
  worksheets: WorksheetInUnit[];
  progress: UnitProgress;
  completedAt: Date | null;
  /** Where the learner was last in this unit; null if never or at its beginning. */
  anchor: string | null;
  previous: Unit | null;
  next: Unit | null;
  /** Answers are taken no more. */
  closed: boolean;
  /** A trainer looks at it: nothing is recorded, solutions are shown. */
  preview: boolean;
}

/** Tries, success and last answer per exercise. SQLite takes `answer` from the row that has the greatest sequence. */
const attemptsStatement = (db: Db) =>
  db
    .select({
      exercise: attempts.exercise,
      tries: sql<number>`count(*)`,
      passed: sql<number>`sum(${attempts.passed})`,
      answer: attempts.answer,
      last: sql<number>`max(${attempts.sequence})`,
    })
    .from(attempts)
    .where(
      and(
        eq(attempts.enrolmentId, sql.placeholder('enrolmentId')),
        sql`${attempts.exercise} in (select value from json_each(${sql.placeholder('exercises')}))`,
      ),
    )
    .groupBy(attempts.exercise)
    .prepare();

const completionStatement = (db: Db) =>
  db
    .select({ completedAt: unitCompletions.completedAt })
    .from(unitCompletions)
    .where(
      and(
        eq(unitCompletions.enrolmentId, sql.placeholder('enrolmentId')),
        eq(unitCompletions.unit, sql.placeholder('unit')),
      ),
    )
    .prepare();

const visitStatement = (db: Db) =>
  db
    .select({ anchor: unitVisits.anchor })
    .from(unitVisits)
    .where(
      and(eq(unitVisits.enrolmentId, sql.placeholder('enrolmentId')), eq(unitVisits.unit, sql.placeholder('unit'))),
    )
    .prepare();

const worksheetStatement = (db: Db) =>
  db
    .select({ values: worksheetEntries.values, writtenAt: worksheetEntries.writtenAt })
    .from(worksheetEntries)
    .where(
      and(
        eq(worksheetEntries.enrolmentId, sql.placeholder('enrolmentId')),
        eq(worksheetEntries.worksheet, sql.placeholder('worksheet')),
      ),
    )
    .orderBy(desc(worksheetEntries.writtenAt), desc(worksheetEntries.sequence))
    .limit(1)
    .prepare();

/** Attempts of one learner at some exercises, by exercise; untried ones are missing. */
export async function attemptSummaries(
  ctx: Context,
  enrolmentId: string,
  exercises: readonly string[],
): Promise<Map<string, AttemptSummary>> {
  const rows = await prepared(ctx.db, attemptsStatement).execute({ enrolmentId, exercises: JSON.stringify(exercises) });
  return new Map(
    rows.map((row) => [row.exercise, { tries: row.tries, passed: row.passed > 0, lastAnswer: row.answer }]),
  );
}

/** A unit as the actor finds it in a cohort; `solutionOf` names an exercise whose solution was asked for. */
export async function unitView(
  ctx: Context,
  input: { cohort: string; unit: string; solutionOf: string | null },
): Promise<UnitView> {
  const cohort = await participation(ctx, input.cohort);
  const unit = unitOfProgramme(ctx, cohort.programmeId, input.unit);
  const { enrolmentId } = cohort;
  const summaries =
    enrolmentId === null ? new Map<string, AttemptSummary>() : await attemptSummaries(ctx, enrolmentId, unit.exercises);
  const exercises = unit.exercises.flatMap((key): ExerciseInUnit[] => {
    const exercise = ctx.catalogue.exercises[key];
    if (exercise === undefined) return [];
    const state =
      enrolmentId === null
        ? { ...UNTRIED, solution: solutionOf(exercise) }
        : exerciseState(exercise, summaries.get(key) ?? null, input.solutionOf === key);
    return [{ key, task: exercise.task, required: exercise.required, view: exerciseView(exercise), state }];
  });
  const worksheets: WorksheetInUnit[] = [];
  for (const key of unit.worksheets) {
    const worksheet = ctx.catalogue.worksheets[key];
    if (worksheet === undefined) continue;
    const [entry] =
      enrolmentId === null ? [] : await prepared(ctx.db, worksheetStatement).execute({ enrolmentId, worksheet: key });
    worksheets.push({ worksheet, values: entry?.values ?? {}, writtenAt: entry?.writtenAt ?? null });
  }
  const byUnit = { enrolmentId, unit: unit.key };
  const [completion] = enrolmentId === null ? [] : await prepared(ctx.db, completionStatement).execute(byUnit);
  const [visit] = enrolmentId === null ? [] : await prepared(ctx.db, visitStatement).execute(byUnit);
  const module = ctx.catalogue.modules[unit.moduleId];
  return {
    cohort: { slug: cohort.slug, title: cohort.title, zone: cohort.zone },
    module: { id: unit.moduleId, title: module?.title ?? unit.moduleId, hue: module?.hue ?? 1 },
    unit,
    exercises,
    worksheets,
    progress: progressOf(ctx, unit, summaries),
    completedAt: completion?.completedAt ?? null,
    anchor: visit?.anchor ?? null,
    ...neighbours(ctx, cohort.programmeId, unit.key),
    closed: isClosed(cohort, ctx.now),
    preview: enrolmentId === null,
  };
}

/** The solution of an exercise, for a learner from the second try on or after passing; refuses before. Reading it stays open after the end. */
export async function solutionFor(ctx: Context, input: { cohort: string; exercise: string }): Promise<Solution> {
  const { enrolmentId, programmeId } = await participation(ctx, input.cohort);
  const { exercise } = exerciseOfProgramme(ctx, programmeId, input.exercise);
  if (enrolmentId === null) return solutionOf(exercise);
  const summary = (await attemptSummaries(ctx, enrolmentId, [exercise.key])).get(exercise.key) ?? null;
  if (!maySeeSolution(summary)) throw new Refusal('forbidden', 'solution');
  return solutionOf(exercise);
}

/** Progress of a unit from the attempts at its exercises. */
export function progressOf(ctx: Context, unit: Unit, summaries: ReadonlyMap<string, AttemptSummary>): UnitProgress {
  return unitProgress(
    unit,
    (key) => ctx.catalogue.exercises[key]?.required === true,
    (key) => summaries.get(key)?.passed === true,
  );
}

/** A unit that is on the programme's line; refuses every other. */
export function unitOfProgramme(ctx: Context, programmeId: string, key: string): Unit {
  const unit = ctx.catalogue.units[key];
  if (unit === undefined || !unitKeys(ctx, programmeId).includes(key)) throw new Refusal('not-found');
  return unit;
}

/** An exercise of a unit on the programme's line, with that unit; refuses every other. */
export function exerciseOfProgramme(
  ctx: Context,
  programmeId: string,
  key: string,
): { exercise: Exercise; unit: Unit } {
  const exercise = ctx.catalogue.exercises[key];
  const unitKey = unitKeys(ctx, programmeId).find((candidate) =>
    ctx.catalogue.units[candidate]?.exercises.includes(key),
  );
  const unit = unitKey === undefined ? undefined : ctx.catalogue.units[unitKey];
  if (exercise === undefined || unit === undefined) throw new Refusal('not-found');
  return { exercise, unit };
}

function neighbours(ctx: Context, programmeId: string, key: string): { previous: Unit | null; next: Unit | null } {
  const keys = unitKeys(ctx, programmeId);
  const at = keys.indexOf(key);
  const unit = (index: number) => ctx.catalogue.units[keys[index] ?? ''] ?? null;
  return { previous: unit(at - 1), next: unit(at + 1) };
}

const unitKeys = (ctx: Context, programmeId: string): string[] =>
  (ctx.catalogue.programmes[programmeId]?.line ?? []).flatMap(({ stations }) =>
    stations.filter((station) => station.kind === 'unit').map((station) => station.key),
  );
