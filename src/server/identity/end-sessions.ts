import { and, eq, ne } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { sessions } from './tables.ts';

/** Whoever was signed in with the account is so no more, from the next request on; `except` names a session that stays. */
export async function endSessions(tx: Context, accountId: string, { except }: { except?: string } = {}): Promise<void> {
  await tx.db
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), except === undefined ? undefined : ne(sessions.id, except)));
}
