import { eq } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { ownAccount } from './account.ts';
import { auditAccount } from './audit-account.ts';
import { persons } from './tables.ts';

/** The signed-in person is called so from now on. */
export async function changeName(ctx: Context, input: { givenName: string; familyName: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { personId } = ownAccount(tx);
    await tx.db.update(persons).set(input).where(eq(persons.id, personId));
    await auditAccount(tx, { action: 'name-changed', personId });
  });
}
