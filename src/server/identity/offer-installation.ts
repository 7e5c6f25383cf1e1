import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { createLink } from './links.ts';
import { accounts, roles } from './tables.ts';

/**
 * The token of a new link by which the first operator sets the installation up, or null when there is an operator
 * who can sign in. Links of earlier starts are dead. The token stands nowhere else.
 */
export async function offerInstallation(ctx: Context): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const operators = await tx.db
      .select({ id: roles.id })
      .from(roles)
      .innerJoin(accounts, eq(accounts.personId, roles.personId))
      .where(and(eq(roles.role, 'operator'), isNull(accounts.deactivatedAt)))
      .limit(1);
    return operators.length > 0 ? null : createLink(tx, { kind: 'installation', accountId: null });
  });
}
