import { contextOf, type Context } from '#server/context.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';
import { reapplyErasures } from '#server/privacy/reapply-erasures.ts';

/** Persons who were erased and came back by a restore are erased again, in rows, files and free pages; returns how many. */
export async function eraseAgain(
  runtime: Parameters<typeof contextOf>[0],
  { personIds, dataDir }: { personIds: readonly string[]; dataDir: string },
): Promise<number> {
  const ctx: Context = contextOf(runtime, null, new Date());
  const count = await reapplyErasures(ctx, personIds);
  await forgetTraces(ctx, dataDir);
  return count;
}
