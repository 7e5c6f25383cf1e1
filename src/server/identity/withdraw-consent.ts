import { and, eq, isNull } from 'drizzle-orm';
import { authorize, signedIn } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { consents } from './tables.ts';

/** The actor's consent to a text, in whatever version, is withdrawn from now on; the rows stay as proof. */
export async function withdrawConsent(ctx: Context, input: { text: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { personId } = authorize(tx, { action: 'account:manage', on: { personId: signedIn(tx).personId } });
    await tx.db
      .update(consents)
      .set({ withdrawnAt: tx.now })
      .where(and(eq(consents.personId, personId), eq(consents.text, input.text), isNull(consents.withdrawnAt)));
  });
}
