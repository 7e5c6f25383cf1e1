import { inTransaction, type Context } from '../context.ts';
import { confirmPassword } from './confirm-password.ts';
import { storePassword } from './store-password.ts';

/** The signed-in person has no password any more, having given it once again; codes and passkeys remain. */
export async function removePassword(
  ctx: Context,
  input: { current: string },
): Promise<{ problem: 'wrong' } | { done: true }> {
  const confirmed = await confirmPassword(ctx, input.current);
  if (confirmed === null) return { problem: 'wrong' };
  return inTransaction(ctx, async (tx) => {
    const { accountId, personId, sessionId } = await confirmed.still(tx);
    await storePassword(tx, { accountId, personId, passwordHash: null }, { except: sessionId });
    return { done: true };
  });
}
