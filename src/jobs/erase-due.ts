import type { Context } from '#server/context.ts';
import { eraseDue as carryOut } from '#server/privacy/erase-due.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';

/** Erasures whose time limit has come are carried out, and what others left beside the rows is gone. */
export async function eraseDue(ctx: Context, outside: { dataDir: string }): Promise<Record<string, number>> {
  return { ...(await carryOut(ctx)), forgotten: await forgetTraces(ctx, outside.dataDir) };
}
