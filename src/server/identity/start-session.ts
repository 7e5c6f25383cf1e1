import { and, eq, isNull } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import type { Context } from '../context.ts';
import type { SignInProof, Sessions } from './sessions.ts';
import { accounts, sessions as sessionTable } from './tables.ts';

/** The owner is signed in by a new session, the one that this browser had has ended; the first time accepts an invitation. */
export async function startSession(
  tx: Context,
  sessions: Sessions,
  accountId: string,
  how: SignInProof,
): Promise<Cookie> {
  if (tx.actor !== null) await tx.db.delete(sessionTable).where(eq(sessionTable.id, tx.actor.sessionId));
  await tx.db
    .update(accounts)
    .set({ acceptedAt: tx.now })
    .where(and(eq(accounts.id, accountId), isNull(accounts.acceptedAt)));
  return sessions.start(tx, accountId, how);
}
