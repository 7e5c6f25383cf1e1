import { eq } from 'drizzle-orm';
import type { ErasureObstacle } from '#domain/privacy/erasure-obstacle.ts';
import { after } from '#domain/privacy/period.ts';
import { PERSON_RULES } from '#domain/privacy/personal-data.ts';
import { dayIn, HOUSE_ZONE } from '#domain/cohorts/calendar.ts';
import { paths } from '#paths.ts';
import { erasureRequestedMail } from '#text/erasure-mails.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize, signedIn } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { mailPerson } from '../identity/mail-person.ts';
import { persons } from '../identity/tables.ts';
import { erasureObstacleOf } from './erasure-obstacle-of.ts';
import { holdsOf } from './hold-participation.ts';
import { erasureRequests } from './tables.ts';

/**
 * The actor's erasure is on the list and confirmed by mail; asked again, the first time limit stays. Or what stands
 * against it.
 */
export async function requestErasure(ctx: Context): Promise<{ dueAt: Date } | { obstacle: ErasureObstacle }> {
  return inTransaction(ctx, async (tx) => {
    const { personId } = authorize(tx, { action: 'account:manage', on: { personId: signedIn(tx).personId } });
    const obstacle = await erasureObstacleOf(tx, personId);
    if (obstacle !== null) return { obstacle };
    const dueAt = after(tx.now, PERSON_RULES.requested);
    const [known] = await tx.db.select().from(erasureRequests).where(eq(erasureRequests.personId, personId));
    if (known?.reason === 'request' && known.dueAt !== null) return { dueAt: known.dueAt };
    const request = { reason: 'request', requestedAt: tx.now, dueAt, keptAt: null } as const;
    await tx.db
      .insert(erasureRequests)
      .values({ personId, ...request })
      .onConflictDoUpdate({ target: erasureRequests.personId, set: request });
    const [person] = await tx.db.select({ centreId: persons.centreId }).from(persons).where(eq(persons.id, personId));
    await recordAudit(tx, {
      action: 'erasure-requested',
      target: { kind: 'person', id: personId },
      centreId: person?.centreId ?? null,
    });
    const holds = await holdsOf(tx, personId);
    const page = `${tx.origin}${paths.accountErasure}`;
    await mailPerson(tx, { personId }, erasureRequestedMail({ dueOn: dayIn(HOUSE_ZONE, dueAt), holds, page }));
    return { dueAt };
  });
}
