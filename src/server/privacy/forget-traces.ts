import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { forgetMailFiles, listErasures } from '#platform/erasure-list.ts';
import { forgetDeleted } from '#platform/forget-deleted.ts';
import { ERASED_MAIL } from '#text/erasure-mails.ts';
import { inTransaction, type Context } from '../context.ts';
import { mails } from '../notifications/tables.ts';
import { erasures } from './tables.ts';

/**
 * What erasures left beside the rows is gone: the erased stand on the list in `dataDir`, their files are deleted, last
 * mails that went out are forgotten, and the database file holds nothing of deleted rows. To be called outside of any
 * transaction, after every erasure and by a job; what a crash interrupted is done at the next call. Returns for how
 * many persons it was done.
 */
export async function forgetTraces(ctx: Context, dataDir: string): Promise<number> {
  const open = await ctx.db.select().from(erasures).where(isNull(erasures.tracesGoneAt));
  const farewells = await forgetFarewells(ctx);
  if (open.length === 0 && farewells.length === 0) return 0;
  const ids = open.map(({ personId }) => personId);
  await listErasures(dataDir, ids, ctx.now);
  await forgetMailFiles(dataDir, [...open.flatMap(({ leftovers }) => leftovers.mails), ...farewells]);
  for (const name of open.flatMap(({ leftovers }) => leftovers.files)) await ctx.files.delete(name);
  if (!(await forgetDeleted(ctx.database))) return 0;
  await inTransaction(ctx, ({ db }) =>
    db
      .update(erasures)
      .set({ tracesGoneAt: ctx.now, leftovers: { mails: [], files: [] } })
      .where(inArray(erasures.personId, ids)),
  );
  return ids.length;
}

/** A last mail keeps an address without a person only until it went out or was given up; returns their ids. */
async function forgetFarewells(ctx: Context): Promise<string[]> {
  const over = and(
    isNull(mails.personId),
    eq(mails.kind, ERASED_MAIL),
    or(isNotNull(mails.sentAt), isNotNull(mails.failedAt)),
  );
  if ((await ctx.db.select({ id: mails.id }).from(mails).where(over)).length === 0) return [];
  const gone = await inTransaction(ctx, ({ db }) => db.delete(mails).where(over).returning({ id: mails.id }));
  return gone.map(({ id }) => id);
}
