import { eq } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { passwordProblem, type PasswordProblem } from '#domain/identity/password.ts';
import { CONSENTS } from '#text/consents.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accountOwner, passwordOwner, type AccountOwner } from './account.ts';
import { auditAccount } from './audit-account.ts';
import { giveConsent } from './give-consent.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { consumeLink, endLinks, findLink } from './links.ts';
import type { Sessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { accounts } from './tables.ts';

/** Who is invited by the link; null for a link that is worth nothing. */
export async function invitedOwner(ctx: Context, token: string): Promise<AccountOwner | null> {
  const link = await findLink(ctx, token, ['invitation']);
  return link?.accountId == null ? null : accountOwner(ctx, link.accountId);
}

/**
 * The invited person has taken note of what is required, may have a password, and is signed in; the link is used up.
 * Not so without the required texts, or with a password that cannot be taken.
 */
export async function acceptInvitation(
  ctx: Context,
  sessions: Sessions,
  input: { token: string; password: string | null; agreed: readonly string[]; device: string | null },
): Promise<{ problem: PasswordProblem | 'consent-missing' } | { cookie: Cookie }> {
  const { token, password, agreed, device } = input;
  const owner = await invitedOwner(ctx, token);
  if (owner === null) throw new Refusal('expired', 'link');
  if (CONSENTS.some(({ id, isRequired }) => isRequired && !agreed.includes(id))) return { problem: 'consent-missing' };
  const problem = password === null ? null : passwordProblem(password, passwordOwner(owner));
  if (problem !== null) return { problem };
  const passwordHash = password === null ? null : await hashNewPassword(password);
  return inTransaction(ctx, async (tx) => {
    await consumeLink(tx, token, ['invitation']);
    const { accountId, personId } = owner;
    if (passwordHash !== null) await tx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
    await endLinks(tx, accountId);
    for (const text of agreed) await giveConsent(tx, { personId, text });
    await auditAccount(tx, { action: 'invitation-accepted', personId });
    return { cookie: await startSession(tx, sessions, accountId, { method: 'link', device }) };
  });
}
