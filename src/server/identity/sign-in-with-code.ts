import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { CLOCK_SLACK_MS } from '#domain/identity/wrong-clock.ts';
import { inTransaction, type Context } from '../context.ts';
import { forgiveAttempt, limitAttempts } from './limit-attempts.ts';
import { CODE_LIFETIME_MS, signInCodeHash } from './request-sign-in-code.ts';
import type { Sessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { accounts, signInCodes } from './tables.ts';
import { sha256Hex } from '#platform/random.ts';

export type CodeResult = { cookie: Cookie } | { problem: 'wrong'; triesLeft: number } | { problem: 'expired' };

/**
 * A session for who has the code that was sent by mail, in the browser that asked for it; the code is used up.
 * Every wrong one costs a try, and after the last the code is worth nothing.
 */
export async function signInWithCode(
  ctx: Context,
  sessions: Sessions,
  input: { token: string; email: string; code: string; clientAddress: string; device: string | null },
): Promise<CodeResult> {
  const { token, email, clientAddress, device } = input;
  const code = input.code.replace(/\s/g, '');
  const codeHash = signInCodeHash({ token, email, code });
  return inTransaction(ctx, async (tx) => {
    const { db, now } = tx;
    await limitAttempts(tx, 'code', { email, clientAddress });
    // A clock that was set back does not make it live longer.
    const latestExpiry = new Date(now.getTime() + CODE_LIFETIME_MS + CLOCK_SLACK_MS);
    const asked = eq(signInCodes.id, sha256Hex(token));
    const [row] = await db
      .update(signInCodes)
      .set({ triesLeft: sql`${signInCodes.triesLeft} - 1` })
      .where(
        and(
          asked,
          gt(signInCodes.expiresAt, now),
          lte(signInCodes.expiresAt, latestExpiry),
          gt(signInCodes.triesLeft, 0),
        ),
      )
      .returning({
        accountId: signInCodes.accountId,
        codeHash: signInCodes.codeHash,
        triesLeft: signInCodes.triesLeft,
      });
    if (row === undefined) return { problem: 'expired' };
    const accountId = row.codeHash === codeHash ? await activeAccount(tx, row.accountId) : null;
    if (accountId === null)
      return row.triesLeft > 0 ? { problem: 'wrong', triesLeft: row.triesLeft } : { problem: 'expired' };
    await db.delete(signInCodes).where(asked);
    await forgiveAttempt(tx, 'code', { email, clientAddress });
    return { cookie: await startSession(tx, sessions, accountId, { method: 'code', device }) };
  });
}

async function activeAccount({ db }: Context, accountId: string | null): Promise<string | null> {
  if (accountId === null) return null;
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNull(accounts.deactivatedAt)));
  return account?.id ?? null;
}
