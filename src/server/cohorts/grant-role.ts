import type { Assignment } from '#domain/identity/assignment.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { inTransaction, type Context } from '../context.ts';
import { mailInvitation } from '../identity/invite-person.ts';
import { assign, assignmentDetail, placeOf } from './assign.ts';
import { personOfCentre } from './membership.ts';

/** A person of the centre has a further role or place there, and a mail about it; false, and nothing happens, when it was there already. */
export async function grantRole(
  ctx: Context,
  input: { personId: string; centreId: string; assignment: Assignment },
): Promise<boolean> {
  const { personId, centreId, assignment } = input;
  return inTransaction(ctx, async (tx) => {
    const { account } = await personOfCentre(tx, personId, centreId);
    const place = await placeOf(tx, centreId, assignment);
    const isNew = await assign(tx, { personId, accountId: account?.id ?? null }, centreId, assignment);
    if (!isNew) return false;
    await recordAudit(tx, {
      action: 'role-granted',
      target: { kind: 'person', id: personId },
      centreId,
      detail: assignmentDetail(assignment),
    });
    if (account !== null) await mailInvitation(tx, account, place);
    return true;
  });
}
