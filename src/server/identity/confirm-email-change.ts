import { and, eq, isNotNull } from 'drizzle-orm';
import { emailChangedMail } from '#text/identity-mails.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { auditAccount } from './audit-account.ts';
import { endSessions } from './end-sessions.ts';
import { consumeLink, endLinks, type Link } from './links.ts';
import { mailPerson } from './mail-person.ts';
import { accounts, oneTimeLinks, persons } from './tables.ts';

const KINDS = ['email-change-old', 'email-change-new'] as const;

/**
 * One of the two addresses has agreed. With the second the new address counts, other sessions and all links have
 * ended, and the former address is told.
 */
export async function confirmEmailChange(ctx: Context, token: string): Promise<{ changed: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const link = await consumeLink(tx, token, KINDS);
    const { accountId, newEmail } = link;
    if (accountId === null || newEmail === null) throw new Refusal('expired', 'link');
    if (!(await otherAgreed(tx, link))) return { changed: false };
    const [taken] = await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, newEmail));
    if (taken !== undefined) throw new Refusal('conflict', 'email-taken');
    const [former] = await tx.db
      .select({ email: accounts.email, personId: accounts.personId })
      .from(accounts)
      .where(eq(accounts.id, accountId));
    if (former === undefined) throw new Refusal('expired', 'link');
    const { email, personId } = former;
    await tx.db.update(accounts).set({ email: newEmail }).where(eq(accounts.id, accountId));
    await tx.db
      .update(persons)
      .set({ contactEmail: newEmail })
      .where(and(eq(persons.id, personId), eq(persons.contactEmail, email)));
    await endSessions(tx, accountId, tx.actor?.accountId === accountId ? { except: tx.actor.sessionId } : {});
    await endLinks(tx, accountId);
    await auditAccount(tx, { action: 'email-changed', personId });
    await mailPerson(tx, { personId, to: email }, emailChangedMail());
    return { changed: true };
  });
}

/** The two links are of one request: a later one would have replaced both. */
async function otherAgreed({ db, now }: Context, { kind, accountId, newEmail }: Link): Promise<boolean> {
  const other = kind === 'email-change-old' ? 'email-change-new' : 'email-change-old';
  const rows = await db
    .select({ expiresAt: oneTimeLinks.expiresAt, newEmail: oneTimeLinks.newEmail })
    .from(oneTimeLinks)
    .where(
      and(eq(oneTimeLinks.accountId, accountId ?? ''), eq(oneTimeLinks.kind, other), isNotNull(oneTimeLinks.usedAt)),
    );
  return rows.some((row) => row.newEmail === newEmail && row.expiresAt > now);
}
