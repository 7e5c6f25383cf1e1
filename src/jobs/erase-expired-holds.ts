import type { Context } from '#server/context.ts';
import { eraseExpiredHolds as eraseHolds } from '#server/privacy/erase-expired-holds.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';

/** What was held for the funder is erased on the day after the hold. */
export async function eraseExpiredHolds(ctx: Context, outside: { dataDir: string }): Promise<Record<string, number>> {
  return { holds: await eraseHolds(ctx), forgotten: await forgetTraces(ctx, outside.dataDir) };
}
