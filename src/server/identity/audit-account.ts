import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import type { Context } from '../context.ts';
import { persons } from './tables.ts';

/** That somebody changed the own access is on record, for the coordinators of the centre that brought the person in. */
export async function auditAccount(
  tx: Context,
  entry: { action: string; personId: string; detail?: Record<string, string> },
): Promise<void> {
  const { personId, ...rest } = entry;
  const [person] = await tx.db.select({ centreId: persons.centreId }).from(persons).where(eq(persons.id, personId));
  await recordAudit(tx, { ...rest, target: { kind: 'person', id: personId }, centreId: person?.centreId ?? null });
}
