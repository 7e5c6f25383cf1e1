import { eq } from 'drizzle-orm';
import { newPasskeyOptions } from '#platform/passkeys.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { ownAccount } from './account.ts';
import { keepChallenge } from './challenges.ts';
import { passkeys } from './tables.ts';

/**
 * What the signed-in person's browser is asked to make a passkey from, and the token that it keeps meanwhile.
 * Where the centre demands passkeys a session without one adds only the first: otherwise the mailbox alone were enough.
 */
export async function startAddingPasskey(ctx: Context): Promise<{ options: string; token: string }> {
  const actor = ownAccount(ctx);
  const has = await ctx.db
    .select({ id: passkeys.id, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.accountId, actor.accountId));
  if (actor.mustAddPasskey && has.length > 0) throw new Refusal('forbidden', 'passkey-first');
  const { accountId, email } = actor;
  const name = `${actor.givenName} ${actor.familyName}`;
  const { options, challenge } = await newPasskeyOptions(ctx.origin, { accountId, email, name, has });
  const token = await inTransaction(ctx, (tx) => keepChallenge(tx, { challenge, accountId }));
  return { options, token };
}
