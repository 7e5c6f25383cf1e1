import { and, eq, isNull, lt } from 'drizzle-orm';
import { newSignInCode, newToken, sha256Hex } from '#platform/random.ts';
import { signInCodeMail } from '#text/identity-mails.ts';
import { inTransaction, type Context } from '../context.ts';
import { limitAttempts } from './limit-attempts.ts';
import { mailPerson } from './mail-person.ts';
import { accounts, signInCodes } from './tables.ts';

export const CODE_LIFETIME_MS = 10 * 60_000;
export const CODE_TRIES = 5;

/**
 * A code is on its way to the owner of the address, if there is one; the returned token stands for it in the browser
 * that asked. For an unknown address everything is done alike but for the mail, which nobody waits for.
 * The code that this browser asked for before is worth nothing any more; one of another browser stays, or a stranger
 * could take it away from the owner.
 */
export async function requestSignInCode(
  ctx: Context,
  input: { email: string; clientAddress: string; earlierToken: string | null },
): Promise<{ token: string }> {
  const token = newToken();
  const code = newSignInCode();
  const { email, clientAddress, earlierToken } = input;
  return inTransaction(ctx, async (tx) => {
    const { db, now } = tx;
    await limitAttempts(tx, 'mail', { email, clientAddress });
    const [account] = await db
      .select({ id: accounts.id, personId: accounts.personId })
      .from(accounts)
      .where(and(eq(accounts.email, email), isNull(accounts.deactivatedAt)));
    await db.delete(signInCodes).where(lt(signInCodes.expiresAt, now));
    if (earlierToken !== null) await db.delete(signInCodes).where(eq(signInCodes.id, sha256Hex(earlierToken)));
    await db.insert(signInCodes).values({
      id: sha256Hex(token),
      accountId: account?.id ?? null,
      codeHash: signInCodeHash({ token, email, code }),
      triesLeft: CODE_TRIES,
      expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
    });
    if (account !== undefined) await mailPerson(tx, { personId: account.personId, to: email }, signInCodeMail(code));
    return { token };
  });
}

/** With the address in it, wrong tries are counted for the address that the code was sent to and no other. */
export function signInCodeHash({ token, email, code }: { token: string; email: string; code: string }): string {
  return sha256Hex(`${token}\n${email}\n${code}`);
}
