import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { endSessions } from '../identity/end-sessions.ts';
import { accounts, roles } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { cohorts } from './tables.ts';

/**
 * The role is gone and its holder is signed out everywhere. A centre keeps at least one coordinator who can sign in,
 * so the last one's role stays, be it the actor's own.
 */
export async function revokeRole(
  ctx: Context,
  { roleId }: { roleId: string },
): Promise<{ revoked: true } | { problem: 'last-coordinator' }> {
  return inTransaction(ctx, async (tx) => {
    const [held] = await tx.db
      .select({ role: roles, cohortCentreId: cohorts.centreId, accountId: accounts.id })
      .from(roles)
      .leftJoin(cohorts, eq(cohorts.id, roles.cohortId))
      .leftJoin(accounts, eq(accounts.personId, roles.personId))
      .where(eq(roles.id, roleId));
    const centreId = held?.role.centreId ?? held?.cohortCentreId;
    if (held === undefined || centreId == null) throw new Refusal('not-found');
    authorize(tx, { action: 'centre:manage', on: { centreId } });
    const { personId, role, cohortId } = held.role;
    if (role === 'coordinator' && !(await hasOtherCoordinator(tx, centreId, personId)))
      return { problem: 'last-coordinator' };
    await tx.db.delete(roles).where(eq(roles.id, roleId));
    if (held.accountId !== null) await endSessions(tx, held.accountId);
    await recordAudit(tx, {
      action: 'role-revoked',
      target: { kind: 'person', id: personId },
      centreId,
      detail: { role, ...(cohortId === null ? {} : { cohort: cohortId }) },
    });
    return { revoked: true };
  });
}

/** Whether somebody else coordinates the centre, has accepted it and may sign in. */
async function hasOtherCoordinator(tx: Context, centreId: string, personId: string): Promise<boolean> {
  const others = await tx.db
    .select({ id: roles.id })
    .from(roles)
    .innerJoin(accounts, eq(accounts.personId, roles.personId))
    .where(
      and(
        eq(roles.role, 'coordinator'),
        eq(roles.centreId, centreId),
        ne(roles.personId, personId),
        isNotNull(accounts.acceptedAt),
        isNull(accounts.deactivatedAt),
      ),
    )
    .limit(1);
  return others.length > 0;
}
