import { and, eq, isNull } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { passkeyNamed, signedByPasskey } from '#platform/passkeys.ts';
import { inTransaction, type Context } from '../context.ts';
import { takeChallenge } from './challenges.ts';
import { forgiveAttempt } from './limit-attempts.ts';
import type { Sessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { accounts, passkeys } from './tables.ts';

/** A session for the owner of a passkey that signed this browser's challenge; null for any other answer. */
export async function signInWithPasskey(
  ctx: Context,
  sessions: Sessions,
  input: { token: string; response: string; clientAddress: string; device: string | null },
): Promise<Cookie | null> {
  const { token, response, clientAddress, device } = input;
  const challenge = await inTransaction(ctx, (tx) => takeChallenge(tx, { token, accountId: null }));
  const id = passkeyNamed(response);
  if (challenge === null || id === null) return null;
  const [passkey] = await ctx.db.select().from(passkeys).where(eq(passkeys.id, id));
  if (passkey === undefined) return null;
  const signed = await signedByPasskey(ctx.origin, { response, challenge, passkey });
  if (signed === null) return null;
  return inTransaction(ctx, async (tx) => {
    const [account] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.id, passkey.accountId), isNull(accounts.deactivatedAt)));
    const used = await tx.db
      .update(passkeys)
      .set({ counter: signed.counter, lastUsedAt: tx.now })
      .where(eq(passkeys.id, id))
      .returning({ id: passkeys.id });
    if (account === undefined || used.length === 0) return null;
    await forgiveAttempt(tx, 'passkey', { clientAddress });
    return startSession(tx, sessions, account.id, { method: 'passkey', device });
  });
}
