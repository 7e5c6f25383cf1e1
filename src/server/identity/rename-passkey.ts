import { and, eq } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { ownAccount } from './account.ts';
import { passkeys } from './tables.ts';

/** One of the signed-in person's passkeys is called so from now on. */
export async function renamePasskey(ctx: Context, input: { id: string; name: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { accountId } = ownAccount(tx);
    const renamed = await tx.db
      .update(passkeys)
      .set({ name: input.name })
      .where(and(eq(passkeys.id, input.id), eq(passkeys.accountId, accountId)))
      .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new Refusal('not-found');
  });
}
