import { passwordProblem, type PasswordProblem } from '#domain/identity/password.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accountOwner, passwordOwner } from './account.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { consumeLink, findLink } from './links.ts';
import { storePassword } from './store-password.ts';

/** The owner of the link has a new password and no open session; the link is used up. Not so with a password that cannot be taken. */
export async function resetPassword(
  ctx: Context,
  input: { token: string; password: string },
): Promise<{ problem: PasswordProblem } | { done: true }> {
  const link = await findLink(ctx, input.token, ['password-reset']);
  const owner = link?.accountId == null ? null : await accountOwner(ctx, link.accountId);
  if (owner === null) throw new Refusal('expired', 'link');
  const problem = passwordProblem(input.password, passwordOwner(owner));
  if (problem !== null) return { problem };
  const passwordHash = await hashNewPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    await consumeLink(tx, input.token, ['password-reset']);
    await storePassword(tx, { ...owner, passwordHash });
    return { done: true };
  });
}
