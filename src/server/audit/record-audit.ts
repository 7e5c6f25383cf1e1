import type { Context } from '../context.ts';
import { auditEntries } from './tables.ts';

export type AuditTarget = { kind: (typeof auditEntries.$inferSelect)['targetKind']; id: string };

/** Who did what is on record, in the transaction of the deed. `detail` holds ids and codes, never names or addresses. */
export async function recordAudit(
  tx: Context,
  entry: { action: string; target: AuditTarget; centreId: string | null; detail?: Record<string, string> },
): Promise<void> {
  await tx.db.insert(auditEntries).values({
    at: tx.now,
    actorId: tx.actor?.personId ?? null,
    action: entry.action,
    targetKind: entry.target.kind,
    targetId: entry.target.id,
    centreId: entry.centreId,
    detail: entry.detail ?? null,
  });
}
