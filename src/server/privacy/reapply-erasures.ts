import { inTransaction, type Context } from '../context.ts';
import { carryOutErasure } from './carry-out-erasure.ts';

/**
 * Persons who were erased and came back by a restored backup are erased again, without a mail; what must still be kept
 * for the funder is held again. Returns how many there were. `forgetTraces` is to follow.
 */
export async function reapplyErasures(ctx: Context, personIds: readonly string[]): Promise<number> {
  let again = 0;
  for (const personId of personIds)
    if (await inTransaction(ctx, (tx) => carryOutErasure(tx, { personId, reason: 'request', farewell: false })))
      again += 1;
  return again;
}
