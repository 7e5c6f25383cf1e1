import { and, eq } from 'drizzle-orm';
import { inTransaction, type Context } from '../context.ts';
import { ownAccount } from './account.ts';
import { endSessions } from './end-sessions.ts';
import { sessions } from './tables.ts';

/** One of the signed-in person's own sessions has ended; `others`: all but this one. Another person's is not there. */
export async function endSession(ctx: Context, which: { id: string } | 'others'): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { accountId, sessionId } = ownAccount(tx);
    if (which === 'others') return endSessions(tx, accountId, { except: sessionId });
    await tx.db.delete(sessions).where(and(eq(sessions.id, which.id), eq(sessions.accountId, accountId)));
  });
}
