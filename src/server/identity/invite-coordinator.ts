import { eq } from 'drizzle-orm';
import type { Invitee } from '#domain/identity/invitation-list.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { addRole } from './add-role.ts';
import { invitePerson } from './invite-person.ts';
import { centres } from './tables.ts';

/** An operator gives a centre a further coordinator, who is invited by mail; the way out when a centre has lost its last one. */
export async function inviteCoordinator(
  ctx: Context,
  { centreId, coordinator }: { centreId: string; coordinator: Invitee },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    authorize(tx, { action: 'installation:manage', on: {} });
    const [centre] = await tx.db.select({ name: centres.name }).from(centres).where(eq(centres.id, centreId));
    if (centre === undefined) throw new Refusal('not-found');
    const invited = { centre: centre.name, centreId, role: 'coordinator', cohort: null } as const;
    const person = await invitePerson(tx, coordinator, invited);
    await addRole(tx, person, { role: 'coordinator', centreId, cohortId: null });
    await recordAudit(tx, {
      action: 'person-invited',
      target: { kind: 'person', id: person.personId },
      centreId,
      detail: { role: 'coordinator' },
    });
  });
}
