import type { Assignment } from '#domain/identity/assignment.ts';
import type { Invitee } from '#domain/identity/invitation-list.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { invitePerson } from '../identity/invite-person.ts';
import { assign, assignmentDetail, placeOf } from './assign.ts';

/**
 * All of these people have the place or the role at the centre, and a mail each; or none of them, if one fails.
 * The same happens, and the same is answered, whether an address was known or not.
 */
export async function invitePeople(
  ctx: Context,
  input: { centreId: string; assignment: Assignment; invitees: readonly Invitee[] },
): Promise<void> {
  const { centreId, assignment, invitees } = input;
  await inTransaction(ctx, async (tx) => {
    authorize(tx, { action: 'centre:manage', on: { centreId } });
    const place = await placeOf(tx, centreId, assignment);
    for (const invitee of invitees) {
      const person = await invitePerson(tx, invitee, place);
      await assign(tx, person, centreId, assignment);
      await recordAudit(tx, {
        action: 'person-invited',
        target: { kind: 'person', id: person.personId },
        centreId,
        detail: assignmentDetail(assignment),
      });
    }
  });
}
