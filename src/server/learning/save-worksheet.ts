import { worksheetAnchor } from '#paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { enrolmentForRecording } from './enrolment.ts';
import { unitOfProgramme } from './queries.ts';
import { rememberVisit } from './record-visit.ts';
import { worksheetEntries } from './tables.ts';

/** Longest text of one field, in UTF-16 units. */
const FIELD_MAX_LENGTH = 10_000;

/** The worksheet is on disk as it was written; sent again under the same entry id it counts once. */
export async function saveWorksheet(
  ctx: Context,
  input: { cohort: string; worksheet: string; entryId: string; values: Record<string, string>; writtenAt: Date },
): Promise<{ worksheet: string; writtenAt: Date }> {
  return inTransaction(ctx, async (tx) => {
    const { enrolmentId, programmeId } = await enrolmentForRecording(tx, input.cohort);
    const worksheet = tx.catalogue.worksheets[input.worksheet];
    const unitKey = Object.values(tx.catalogue.units).find((unit) => unit.worksheets.includes(input.worksheet))?.key;
    if (worksheet === undefined || unitKey === undefined) throw new Refusal('not-found');
    const unit = unitOfProgramme(tx, programmeId, unitKey);
    const values: Record<string, string> = {};
    for (const field of worksheet.fields) {
      const value = input.values[field.id] ?? '';
      if (value.length > FIELD_MAX_LENGTH) throw new Refusal('too-large', 'worksheet-field');
      if (field.options && value !== '' && !field.options.includes(value)) throw new Refusal('invalid', 'answer');
      values[field.id] = value;
    }
    const writtenAt = input.writtenAt < tx.now ? input.writtenAt : tx.now;
    await tx.db
      .insert(worksheetEntries)
      .values({ enrolmentId, worksheet: worksheet.key, entryId: input.entryId, values, writtenAt })
      .onConflictDoNothing();
    await rememberVisit(tx, { enrolmentId, unit: unit.key, anchor: worksheetAnchor(worksheet.key) });
    return { worksheet: worksheet.key, writtenAt };
  });
}
