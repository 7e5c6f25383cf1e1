import { passkeySignInOptions } from '#platform/passkeys.ts';
import { inTransaction, type Context } from '../context.ts';
import { keepChallenge } from './challenges.ts';
import { limitAttempts } from './limit-attempts.ts';

/** What a browser is asked to sign to sign somebody in, and the token that it keeps meanwhile. */
export async function startPasskeySignIn(
  ctx: Context,
  input: { clientAddress: string },
): Promise<{ options: string; token: string }> {
  const { options, challenge } = await passkeySignInOptions(ctx.origin);
  return inTransaction(ctx, async (tx) => {
    await limitAttempts(tx, 'passkey', input);
    return { options, token: await keepChallenge(tx, { challenge, accountId: null }) };
  });
}
