import type { Invitee } from '#domain/identity/invitation-list.ts';
import { newId } from '#platform/random.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { inviteCoordinator } from './invite-coordinator.ts';
import { centres } from './tables.ts';

/** A centre is there, and its first coordinator is invited: a centre without one could do nothing. Returns its id. */
export async function createCentre(ctx: Context, input: { name: string; coordinator: Invitee }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    authorize(tx, { action: 'installation:manage', on: {} });
    const id = newId();
    await tx.db.insert(centres).values({ id, name: input.name });
    await recordAudit(tx, { action: 'centre-created', target: { kind: 'centre', id }, centreId: id });
    await inviteCoordinator(tx, { centreId: id, coordinator: input.coordinator });
    return id;
  });
}
