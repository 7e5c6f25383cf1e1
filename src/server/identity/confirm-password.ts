import type { Actor } from '#domain/identity/actor.ts';
import { PASSWORD_MAX_LENGTH } from '#domain/identity/password.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accountOwner, ownAccount, type AccountOwner } from './account.ts';
import { checkPassword } from './check-password.ts';
import { forgiveAttempt, limitAttempts } from './limit-attempts.ts';

/** What was confirmed; hashing took its time, so `still` asks inside the transaction whether nothing changed meanwhile. */
export interface Confirmed {
  owner: AccountOwner;
  still(tx: Context): Promise<Actor>;
}

/**
 * Whose account it is, once the signed-in person has given its password again; null for a wrong one.
 * Without a password there is nothing to give. So a browser left open does not hand the account over.
 */
export async function confirmPassword(ctx: Context, current: string): Promise<Confirmed | null> {
  const { accountId } = ownAccount(ctx);
  const owner = await accountOwner(ctx, accountId);
  if (owner === null) throw new Refusal('signed-out');
  if (owner.passwordHash !== null && !(await isRight(ctx, owner.passwordHash, { accountId, current }))) return null;
  return {
    owner,
    async still(tx) {
      const actor = authorize(tx, { action: 'account:manage', on: { personId: owner.personId } });
      if ((await accountOwner(tx, accountId))?.passwordHash !== owner.passwordHash) throw new Refusal('conflict');
      return actor;
    },
  };
}

async function isRight(
  ctx: Context,
  passwordHash: string,
  { accountId, current }: { accountId: string; current: string },
): Promise<boolean> {
  if (current.length > PASSWORD_MAX_LENGTH) return false;
  await limitAttempts(ctx, 'own-password', { accountId });
  const forgive = () => inTransaction(ctx, (tx) => forgiveAttempt(tx, 'own-password', { accountId }));
  const matches = await checkPassword(passwordHash, current, forgive);
  if (matches) await forgive();
  return matches;
}
