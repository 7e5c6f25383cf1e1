import { exerciseAnchor, worksheetAnchor } from '#paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { enrolmentForRecording } from './enrolment.ts';
import { unitOfProgramme } from './queries.ts';
import { unitVisits } from './tables.ts';

/** Coming back to the unit leads to this heading, exercise or worksheet. */
export async function recordVisit(
  ctx: Context,
  input: { cohort: string; unit: string; anchor: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { enrolmentId, programmeId } = await enrolmentForRecording(tx, input.cohort);
    const unit = unitOfProgramme(tx, programmeId, input.unit);
    const anchors = [
      ...unit.headings.map((heading) => heading.id),
      ...unit.exercises.map(exerciseAnchor),
      ...unit.worksheets.map(worksheetAnchor),
    ];
    if (!anchors.includes(input.anchor)) throw new Refusal('invalid', 'anchor');
    await rememberVisit(tx, { enrolmentId, unit: unit.key, anchor: input.anchor });
  });
}

/** Part of a command that already knows enrolment and unit: the latest place wins. */
export async function rememberVisit(
  tx: Context,
  visit: { enrolmentId: string; unit: string; anchor: string },
): Promise<void> {
  await tx.db
    .insert(unitVisits)
    .values({ ...visit, visitedAt: tx.now })
    .onConflictDoUpdate({
      target: [unitVisits.enrolmentId, unitVisits.unit],
      set: { anchor: visit.anchor, visitedAt: tx.now },
    });
}
