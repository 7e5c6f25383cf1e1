import { eq } from 'drizzle-orm';
import { erasedMail } from '#text/erasure-mails.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Context } from '../context.ts';
import { accounts, centres, persons } from '../identity/tables.ts';
import { queueMail } from '../notifications/queue-mail.ts';
import { eraseRows } from './erase-rows.ts';
import { holdParticipation, type Hold } from './hold-participation.ts';
import { erasures, type ERASURE_REASONS } from './tables.ts';

/** What a mail is called that comes from no centre. */
const PLATFORM_NAME = 'Digital Maker';

/**
 * The person is erased from all rows, as part of the open transaction; what must be kept for the funder is held. With
 * `farewell` a last mail tells so. May the caller? Is the person needed? That is asked before. `forgetTraces` does the
 * rest outside the transaction. False: there is no such person (any more).
 */
export async function carryOutErasure(
  tx: Context,
  erasure: { personId: string; reason: (typeof ERASURE_REASONS)[number]; farewell: boolean },
): Promise<boolean> {
  const { personId, reason, farewell } = erasure;
  const [person] = await tx.db
    .select({ centreId: persons.centreId, contactEmail: persons.contactEmail, email: accounts.email })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(eq(persons.id, personId));
  if (person === undefined) return false;
  const holds = await holdParticipation(tx, personId);
  const leftovers = await eraseRows(tx, personId);
  await tx.db
    .insert(erasures)
    .values({ personId, erasedAt: tx.now, reason, leftovers })
    // Erased before, and back by a backup.
    .onConflictDoUpdate({ target: erasures.personId, set: { leftovers, tracesGoneAt: null } });
  await recordAudit(tx, {
    action: 'person-erased',
    target: { kind: 'person', id: personId },
    centreId: person.centreId,
    detail: { reason },
  });
  const to = person.email ?? person.contactEmail;
  if (farewell && to !== null) await sayFarewell(tx, to, person.centreId, holds);
  return true;
}

/** Without person and name: the address is all that is left, until `forgetTraces` finds the mail sent. */
async function sayFarewell(tx: Context, to: string, centreId: string | null, holds: Hold[]): Promise<void> {
  const [centre] = centreId === null ? [] : await tx.db.select().from(centres).where(eq(centres.id, centreId));
  const contactLines = [centre?.contactName, centre?.contactPhone, centre?.contactEmail].filter((line) => line != null);
  const frame = { recipientName: null, senderName: centre?.name ?? PLATFORM_NAME, contactLines };
  await queueMail(tx, { to, personId: null, centreId, frame }, erasedMail(holds));
}
