import { and, eq, isNull } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { normalisedEmail } from '#domain/identity/email-address.ts';
import { PASSWORD_MAX_LENGTH } from '#domain/identity/password.ts';
import { inTransaction, type Context } from '../context.ts';
import { checkPassword } from './check-password.ts';
import { forgiveAttempt, limitAttempts } from './limit-attempts.ts';
import type { Sessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { accounts } from './tables.ts';

/**
 * A session for the owner of address and password, or null if they do not belong together.
 * An unknown address takes as long as a wrong password.
 */
export async function signIn(
  ctx: Context,
  sessions: Sessions,
  input: { email: string; password: string; clientAddress: string; device: string | null },
): Promise<Cookie | null> {
  const email = normalisedEmail(input.email);
  if (email === null || input.password.length > PASSWORD_MAX_LENGTH) return null;
  const by = { email, clientAddress: input.clientAddress };
  await limitAttempts(ctx, 'password', by);
  const [account] = await ctx.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.email, email));
  const passwordHash = account?.passwordHash ?? null;
  const matches = await checkPassword(passwordHash, input.password, () =>
    inTransaction(ctx, (tx) => forgiveAttempt(tx, 'password', by)),
  );
  if (account === undefined || passwordHash === null || !matches) return null;
  return inTransaction(ctx, async (tx) => {
    // Hashing took its time: password and account must still be the same.
    const [still] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.id, account.id), eq(accounts.passwordHash, passwordHash), isNull(accounts.deactivatedAt)));
    if (still === undefined) return null;
    await forgiveAttempt(tx, 'password', by);
    return startSession(tx, sessions, account.id, { method: 'password', device: input.device });
  });
}
