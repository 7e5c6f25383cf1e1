import { and, eq } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { enrolmentForRecording } from './enrolment.ts';
import { attemptSummaries, progressOf, unitOfProgramme } from './queries.ts';
import { unitCompletions } from './tables.ts';

/** The unit is completed, once and for ever; or not yet, with the required exercises that are still missing. */
export async function completeUnit(
  ctx: Context,
  input: { cohort: string; unit: string },
): Promise<{ completed: true } | { completed: false; missing: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const { enrolmentId, programmeId } = await enrolmentForRecording(tx, input.cohort);
    const unit = unitOfProgramme(tx, programmeId, input.unit);
    // Course files may have got another required exercise since: what was completed stays so.
    const [known] = await tx.db
      .select({ unit: unitCompletions.unit })
      .from(unitCompletions)
      .where(and(eq(unitCompletions.enrolmentId, enrolmentId), eq(unitCompletions.unit, unit.key)));
    if (known) return { completed: true };
    const { completable, missing } = progressOf(tx, unit, await attemptSummaries(tx, enrolmentId, unit.exercises));
    if (!completable) return { completed: false, missing };
    await tx.db
      .insert(unitCompletions)
      .values({ enrolmentId, unit: unit.key, completedAt: tx.now })
      .onConflictDoNothing();
    return { completed: true };
  });
}
