import { and, eq, exists, gt, isNull, lte, not } from 'drizzle-orm';
import { before } from '#domain/privacy/period.ts';
import { PERSON_RULES } from '#domain/privacy/personal-data.ts';
import { attendances, enrolments } from '../cohorts/tables.ts';
import { inTransaction, type Context } from '../context.ts';
import { accounts, oneTimeLinks } from '../identity/tables.ts';
import { carryOutErasure } from './carry-out-erasure.ts';

/**
 * Accounts that nobody accepted in time are gone: with the person, or alone if the person takes part without one.
 * Returns how many.
 */
export async function expireInvitations(ctx: Context): Promise<number> {
  const cutoff = before(ctx.now, PERSON_RULES.neverAccepted);
  const invitedAgain = ctx.db
    .select({ is: oneTimeLinks.id })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.accountId, accounts.id),
        eq(oneTimeLinks.kind, 'invitation'),
        gt(oneTimeLinks.createdAt, cutoff),
      ),
    );
  const due = and(isNull(accounts.acceptedAt), lte(accounts.createdAt, cutoff), not(exists(invitedAgain)));
  const found = await ctx.db.select({ id: accounts.id, personId: accounts.personId }).from(accounts).where(due);
  for (const { id, personId } of found)
    await inTransaction(ctx, async (tx) => {
      // Accepted in the last moment.
      const still = await tx.db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(eq(accounts.id, id), isNull(accounts.acceptedAt)));
      if (still.length === 0) return;
      if (await takesPart(tx, personId)) await tx.db.delete(accounts).where(eq(accounts.id, id));
      else await carryOutErasure(tx, { personId, reason: 'retention', farewell: false });
    });
  return found.length;
}

async function takesPart({ db }: Context, personId: string): Promise<boolean> {
  const places = await db.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.personId, personId));
  const attended = await db
    .select({ id: attendances.liveSessionId })
    .from(attendances)
    .where(eq(attendances.personId, personId));
  return places.length > 0 || attended.length > 0;
}
