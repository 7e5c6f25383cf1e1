import { eq } from 'drizzle-orm';
import { madePasskey } from '#platform/passkeys.ts';
import { passkeysChangedMail } from '#text/identity-mails.ts';
import { paths } from '../../paths.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { ownAccount } from './account.ts';
import { auditAccount } from './audit-account.ts';
import { takeChallenge } from './challenges.ts';
import { mailPerson } from './mail-person.ts';
import { passkeys, sessions } from './tables.ts';

/** The passkey that the browser made can sign in from now on, and a mail tells so. This session counts as opened by it. */
export async function addPasskey(
  ctx: Context,
  input: { token: string; response: string; name: string },
): Promise<void> {
  const { accountId, personId, sessionId, mustAddPasskey } = ownAccount(ctx);
  const challenge = await inTransaction(ctx, (tx) => takeChallenge(tx, { token: input.token, accountId }));
  if (challenge === null) throw new Refusal('expired', 'passkey');
  const made = await madePasskey(ctx.origin, { response: input.response, challenge });
  if (made === null) throw new Refusal('invalid', 'passkey');
  await inTransaction(ctx, async (tx) => {
    const known = await tx.db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.id, made.id));
    if (known.length > 0) throw new Refusal('conflict', 'passkey');
    const others = await tx.db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, accountId));
    if (mustAddPasskey && others.length > 0) throw new Refusal('forbidden', 'passkey-first');
    await tx.db.insert(passkeys).values({ ...made, accountId, name: input.name, createdAt: tx.now, lastUsedAt: null });
    await tx.db.update(sessions).set({ method: 'passkey' }).where(eq(sessions.id, sessionId));
    await auditAccount(tx, { action: 'passkey-added', personId });
    await mailPerson(tx, { personId }, passkeysChangedMail('added', tx.origin + paths.account));
  });
}
