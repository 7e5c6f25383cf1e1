import { and, inArray, isNull, lte, ne } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { mails } from './tables.ts';

/** So long a coordinator can have a failed mail tried again. */
const KEPT_DAYS = 7;
/** Rows per transaction: others want to write too. */
const BATCH = 500;

/** What mails said that failed more than a week ago is gone; returns how many were emptied. */
export async function emptyFailedMails(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  for (let count = 0; ;) {
    const emptied = await inTransaction(ctx, async ({ db }) => {
      const old = db
        .select({ id: mails.id })
        .from(mails)
        .where(and(isNull(mails.sentAt), lte(mails.failedAt, before), ne(mails.bodyText, '')))
        .limit(BATCH);
      return db
        .update(mails)
        .set({ bodyText: '', bodyHtml: '' })
        .where(inArray(mails.id, old))
        .returning({ id: mails.id });
    });
    count += emptied.length;
    if (emptied.length < BATCH) return count;
  }
}
