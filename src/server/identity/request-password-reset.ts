import { and, eq, isNull } from 'drizzle-orm';
import { newToken, sha256Hex } from '#platform/random.ts';
import { passwordResetMail } from '#text/identity-mails.ts';
import { paths } from '../../paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { limitAttempts } from './limit-attempts.ts';
import { createLink } from './links.ts';
import { mailPerson } from './mail-person.ts';
import { accounts } from './tables.ts';

/**
 * A link to choose a new password is on its way to the owner of the address, if there is one. Nothing tells the caller
 * whether there is: an unknown address makes a token and its hash too, and nobody waits for the mail.
 */
export async function requestPasswordReset(
  ctx: Context,
  input: { email: string; clientAddress: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await limitAttempts(tx, 'mail', input);
    const [account] = await tx.db
      .select({ id: accounts.id, personId: accounts.personId })
      .from(accounts)
      .where(and(eq(accounts.email, input.email), isNull(accounts.deactivatedAt)));
    if (account === undefined) {
      sha256Hex(newToken());
      return;
    }
    const token = await createLink(tx, { kind: 'password-reset', accountId: account.id });
    await mailPerson(
      tx,
      { personId: account.personId, to: input.email },
      passwordResetMail(tx.origin + paths.newPassword(token)),
    );
  });
}
