import { eq } from 'drizzle-orm';
import { passwordChangedMail } from '#text/identity-mails.ts';
import { paths } from '../../paths.ts';
import type { Context } from '../context.ts';
import { auditAccount } from './audit-account.ts';
import { endSessions } from './end-sessions.ts';
import { endLinks } from './links.ts';
import { mailPerson } from './mail-person.ts';
import { accounts } from './tables.ts';

/** The account has this password, or none; sessions but one have ended, all its links are dead, and a mail tells the owner. */
export async function storePassword(
  tx: Context,
  account: { accountId: string; personId: string; passwordHash: string | null },
  kept: { except?: string } = {},
): Promise<void> {
  const { accountId, personId, passwordHash } = account;
  await tx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
  await endSessions(tx, accountId, kept);
  await endLinks(tx, accountId);
  const what = passwordHash === null ? 'removed' : 'set';
  await auditAccount(tx, { action: `password-${what}`, personId });
  await mailPerson(tx, { personId }, passwordChangedMail(what, tx.origin + paths.forgotten));
}
