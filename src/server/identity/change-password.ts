import { passwordProblem, type PasswordProblem } from '#domain/identity/password.ts';
import { inTransaction, type Context } from '../context.ts';
import { passwordOwner } from './account.ts';
import { confirmPassword } from './confirm-password.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { storePassword } from './store-password.ts';

/**
 * The signed-in person has this password from now on; everybody else who was signed in with the account is so no more.
 * Who has a password already has to know it.
 */
export async function changePassword(
  ctx: Context,
  input: { current: string; password: string },
): Promise<{ problem: PasswordProblem | 'wrong' } | { done: true }> {
  const confirmed = await confirmPassword(ctx, input.current);
  if (confirmed === null) return { problem: 'wrong' };
  const problem = passwordProblem(input.password, passwordOwner(confirmed.owner));
  if (problem !== null) return { problem };
  const passwordHash = await hashNewPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const { accountId, personId, sessionId } = await confirmed.still(tx);
    await storePassword(tx, { accountId, personId, passwordHash }, { except: sessionId });
    return { done: true };
  });
}
