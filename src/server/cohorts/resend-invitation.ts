import { and, asc, eq } from 'drizzle-orm';
import { accountState } from '#domain/identity/account-state.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { inTransaction, type Context } from '../context.ts';
import { mailInvitation } from '../identity/invite-person.ts';
import { centres, roles } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { personOfCentre } from './membership.ts';
import { cohorts, enrolments } from './tables.ts';

/** Somebody who has not accepted yet has a new link by mail, and older ones are dead; `not-invited` when there is nothing to accept. */
export async function resendInvitation(
  ctx: Context,
  { personId, centreId }: { personId: string; centreId: string },
): Promise<{ sent: true } | { problem: 'not-invited' }> {
  return inTransaction(ctx, async (tx) => {
    const { account } = await personOfCentre(tx, personId, centreId);
    if (account === null || accountState(account) !== 'invited') return { problem: 'not-invited' };
    await mailInvitation(tx, account, await invitedTo(tx, personId, centreId));
    await recordAudit(tx, { action: 'invitation-resent', target: { kind: 'person', id: personId }, centreId });
    return { sent: true };
  });
}

/** What the person was invited to at this centre: a role goes before a place, the newest before older ones. */
async function invitedTo(tx: Context, personId: string, centreId: string) {
  const [centre] = await tx.db.select({ name: centres.name }).from(centres).where(eq(centres.id, centreId));
  if (centre === undefined) throw new Refusal('not-found');
  const held = await tx.db
    .select({ role: roles.role, centreId: roles.centreId, cohort: cohorts.title, cohortCentreId: cohorts.centreId })
    .from(roles)
    .leftJoin(cohorts, eq(cohorts.id, roles.cohortId))
    .where(eq(roles.personId, personId))
    .orderBy(asc(roles.since));
  const role = held.findLast((each) => each.centreId === centreId || each.cohortCentreId === centreId);
  if (role !== undefined) return { centre: centre.name, centreId, role: role.role, cohort: role.cohort };
  const [place] = await tx.db
    .select({ cohort: cohorts.title })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(eq(enrolments.personId, personId), eq(cohorts.centreId, centreId)));
  return { centre: centre.name, centreId, role: 'learner' as const, cohort: place?.cohort ?? null };
}
