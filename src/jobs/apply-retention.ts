import type { Context } from '#server/context.ts';
import { announceErasures } from '#server/privacy/announce-erasures.ts';
import { applyRetention as deleteOldRows } from '#server/privacy/apply-retention.ts';
import { expireInvitations } from '#server/privacy/expire-invitations.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';

/** What is older than the inventory allows is gone; who has not taken part for long is told so. */
export async function applyRetention(ctx: Context, outside: { dataDir: string }): Promise<Record<string, number>> {
  return {
    ...(await deleteOldRows(ctx)),
    invitations: await expireInvitations(ctx),
    announced: await announceErasures(ctx),
    forgotten: await forgetTraces(ctx, outside.dataDir),
  };
}
