import { eq } from 'drizzle-orm';
import { normalisedEmail } from '#domain/identity/email-address.ts';
import { emailChangeNewMail, emailChangeOldMail } from '#text/identity-mails.ts';
import { paths } from '../../paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { ownAccount } from './account.ts';
import { limitAttempts } from './limit-attempts.ts';
import { createLink } from './links.ts';
import { mailPerson } from './mail-person.ts';
import { accounts } from './tables.ts';

/**
 * Two links are on their way, to the address of the account and to the new one; nothing has changed yet.
 * A new address that belongs to another account gets no mail, and the caller is not told: it would tell who has an account.
 */
export async function requestEmailChange(
  ctx: Context,
  input: { email: string; clientAddress: string },
): Promise<{ problem: 'invalid' | 'same' } | { done: true }> {
  const newEmail = normalisedEmail(input.email);
  if (newEmail === null) return { problem: 'invalid' };
  return inTransaction(ctx, async (tx) => {
    const { personId, accountId, email } = ownAccount(tx);
    if (newEmail === email) return { problem: 'same' };
    await limitAttempts(tx, 'mail', { email: newEmail, clientAddress: input.clientAddress });
    const [taken] = await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, newEmail));
    const old = await createLink(tx, { kind: 'email-change-old', accountId, newEmail });
    await mailPerson(tx, { personId, to: email }, emailChangeOldMail(newEmail, tx.origin + paths.emailChange(old)));
    const fresh = await createLink(tx, { kind: 'email-change-new', accountId, newEmail });
    if (taken === undefined)
      await mailPerson(tx, { personId, to: newEmail }, emailChangeNewMail(tx.origin + paths.emailChange(fresh)));
    return { done: true };
  });
}
