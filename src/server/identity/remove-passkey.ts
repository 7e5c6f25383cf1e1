import { and, eq } from 'drizzle-orm';
import { passkeysChangedMail } from '#text/identity-mails.ts';
import { paths } from '../../paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { ownAccount } from './account.ts';
import { auditAccount } from './audit-account.ts';
import { mailPerson } from './mail-person.ts';
import { passkeys } from './tables.ts';

/**
 * Nobody signs in with this passkey of the signed-in person any more, and a mail tells so. Where the centre demands
 * passkeys it takes a session that was opened by one: otherwise the mailbox alone could replace it.
 */
export async function removePasskey(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { accountId, personId, mustAddPasskey } = ownAccount(tx);
    if (mustAddPasskey) throw new Refusal('forbidden', 'passkey-first');
    const removed = await tx.db
      .delete(passkeys)
      .where(and(eq(passkeys.id, id), eq(passkeys.accountId, accountId)))
      .returning({ id: passkeys.id });
    if (removed.length === 0) throw new Refusal('not-found');
    await auditAccount(tx, { action: 'passkey-removed', personId });
    await mailPerson(tx, { personId }, passkeysChangedMail('removed', tx.origin + paths.account));
  });
}
