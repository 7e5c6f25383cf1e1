import { and, eq, isNull } from 'drizzle-orm';
import { CONSENTS } from '#text/consents.ts';
import { inTransaction, type Context } from '../context.ts';
import { ownAccount } from './account.ts';
import { giveConsent } from './give-consent.ts';
import { consents } from './tables.ts';

/** Of the texts that one is free to agree to, the signed-in person agrees to the given ones and to no other. */
export async function changeConsents(ctx: Context, agreed: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { personId } = ownAccount(tx);
    for (const { id } of CONSENTS.filter(({ isRequired }) => !isRequired)) {
      if (agreed.includes(id)) await giveConsent(tx, { personId, text: id });
      else
        await tx.db
          .update(consents)
          .set({ withdrawnAt: tx.now })
          .where(and(eq(consents.personId, personId), eq(consents.text, id), isNull(consents.withdrawnAt)));
    }
  });
}
