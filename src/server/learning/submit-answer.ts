import { and, eq } from 'drizzle-orm';
import { readAnswer, gradeAnswer } from '#domain/catalogue/exercise.ts';
import type { Fields } from '#domain/catalogue/exercise-types/exercise-type.ts';
import { exerciseState, type ExerciseState } from '#domain/learning/exercise-state.ts';
import type { UnitProgress } from '#domain/learning/unit-progress.ts';
import { exerciseAnchor } from '#paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { enrolmentForRecording } from './enrolment.ts';
import { attemptSummaries, exerciseOfProgramme, progressOf } from './queries.ts';
import { rememberVisit } from './record-visit.ts';
import { attempts } from './tables.ts';

export interface SubmittedAnswer {
  exercise: string;
  state: ExerciseState;
  unit: UnitProgress;
}

/**
 * The answer is graded and on disk; sent again under the same attempt id it counts once.
 * `incomplete` when something was left open: nothing is recorded then.
 */
export async function submitAnswer(
  ctx: Context,
  input: { cohort: string; exercise: string; attemptId: string; fields: Fields },
): Promise<SubmittedAnswer | { incomplete: true }> {
  return inTransaction(ctx, async (tx) => {
    const { enrolmentId, programmeId } = await enrolmentForRecording(tx, input.cohort);
    const { exercise, unit } = exerciseOfProgramme(tx, programmeId, input.exercise);
    const read = readAnswer(exercise, input.fields);
    if ('problem' in read) {
      if (read.problem === 'incomplete') return { incomplete: true };
      throw new Refusal('invalid', 'answer');
    }
    const grade = gradeAnswer(exercise, read.answer);
    if (grade === null) throw new Refusal('invalid', 'answer');
    const stored = await tx.db
      .insert(attempts)
      .values({
        enrolmentId,
        attemptId: input.attemptId,
        exercise: exercise.key,
        answer: read.answer,
        passed: grade.passed,
        score: grade.score,
        answeredAt: tx.now,
      })
      .onConflictDoNothing();
    // Sent again: it counts once, and a late message moves nobody's place.
    if (stored.rowsAffected > 0)
      await rememberVisit(tx, { enrolmentId, unit: unit.key, anchor: exerciseAnchor(exercise.key) });
    else await assertSameExercise(tx, enrolmentId, input.attemptId, exercise.key);
    const summaries = await attemptSummaries(tx, enrolmentId, unit.exercises);
    return {
      exercise: exercise.key,
      state: exerciseState(exercise, summaries.get(exercise.key) ?? null, false),
      unit: progressOf(tx, unit, summaries),
    };
  });
}

/** An attempt id stands for one answer to one exercise; another answer under it must not vanish silently. */
async function assertSameExercise(
  tx: Context,
  enrolmentId: string,
  attemptId: string,
  exercise: string,
): Promise<void> {
  const [known] = await tx.db
    .select({ exercise: attempts.exercise })
    .from(attempts)
    .where(and(eq(attempts.enrolmentId, enrolmentId), eq(attempts.attemptId, attemptId)));
  if (known?.exercise !== exercise) throw new Refusal('conflict');
}
