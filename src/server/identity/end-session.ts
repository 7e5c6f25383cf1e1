import { and, eq } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { endSessions } from './end-sessions.ts';
import { sessions } from './tables.ts';

/** One of the signed-in person's own sessions has ended; `others`: all but this one. Another person's is not there. */
export async function endSession(ctx: Context, which: { id: string } | 'others'): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { accountId, sessionId } = authorize(tx, {
      action: 'account:manage',
      on: { personId: tx.actor?.personId ?? '' },
    });
    if (which === 'others') return endSessions(tx, accountId, { except: sessionId });
    await tx.db.delete(sessions).where(and(eq(sessions.id, which.id), eq(sessions.accountId, accountId)));
  });
}
