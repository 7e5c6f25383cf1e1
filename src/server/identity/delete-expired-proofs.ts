import { lte, sql } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { oneTimeLinks, passkeyChallenges, rateLimits, sessions, signInCodes } from './tables.ts';

/** Rows per transaction: others want to write too. */
const BATCH = 500;

type Expiring =
  typeof sessions | typeof signInCodes | typeof oneTimeLinks | typeof passkeyChallenges | typeof rateLimits;

/** What proved who somebody is and has expired is gone: sessions, codes, links, challenges, counted tries; how many of each. */
export async function deleteExpiredProofs(ctx: Context): Promise<Record<string, number>> {
  return {
    sessions: await deleteExpired(ctx, sessions),
    codes: await deleteExpired(ctx, signInCodes),
    links: await deleteExpired(ctx, oneTimeLinks),
    challenges: await deleteExpired(ctx, passkeyChallenges),
    limits: await deleteExpired(ctx, rateLimits),
  };
}

async function deleteExpired(ctx: Context, table: Expiring): Promise<number> {
  for (let count = 0; ;) {
    const { rowsAffected } = await inTransaction(ctx, ({ db }) =>
      db
        .delete(table)
        .where(sql`rowid in (select rowid from ${table} where ${lte(table.expiresAt, ctx.now)} limit ${BATCH})`),
    );
    count += rowsAffected;
    if (rowsAffected < BATCH) return count;
  }
}
