import { eq } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { HashQueueFullError, verifyPassword } from '#platform/password-hash.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { Sessions } from './sessions.ts';
import { accounts } from './tables.ts';

/** Longest password that is hashed, in UTF-16 units; longer ones only cost time. */
const PASSWORD_MAX_LENGTH = 256;
const EMAIL_MAX_LENGTH = 254;

/**
 * A session for the owner of address and password, or null if they do not belong together.
 * An unknown address takes as long as a wrong password.
 */
export async function signIn(
  ctx: Context,
  sessions: Sessions,
  input: { email: string; password: string },
): Promise<Cookie | null> {
  const email = input.email.trim().toLowerCase();
  if (email.length > EMAIL_MAX_LENGTH || input.password.length > PASSWORD_MAX_LENGTH) return null;
  const [account] = await ctx.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.email, email));
  const matches = await verify(account?.passwordHash ?? null, input.password);
  return account !== undefined && matches
    ? sessions.start(account.id, ctx.now, { method: 'password', device: null })
    : null;
}

async function verify(passwordHash: string | null, password: string): Promise<boolean> {
  try {
    return await verifyPassword(passwordHash, password);
  } catch (error) {
    if (error instanceof HashQueueFullError) throw new Refusal('busy');
    throw error;
  }
}
