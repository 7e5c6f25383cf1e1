import { asc, count, eq, inArray, and, isNotNull, isNull } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accounts, centres, roles } from './tables.ts';

/** A centre by what pages call it. */
export interface CentreName {
  id: string;
  name: string;
}

/**
 * The centre that the actor works for on this page, of all that he coordinates; without `wanted` the first by name.
 * Refuses who coordinates none, and for a centre that is not his.
 */
export async function coordinatedCentre(
  ctx: Context,
  wanted: string | null,
): Promise<{ centre: CentreName; centres: CentreName[] }> {
  const actor = authorize(ctx, { action: 'workplace:open', on: { role: 'coordinator' } });
  const ids = actor.roles.flatMap(({ role, centreId }) =>
    role === 'coordinator' && centreId !== null ? centreId : [],
  );
  const mine = await ctx.db
    .select({ id: centres.id, name: centres.name })
    .from(centres)
    .where(inArray(centres.id, ids))
    .orderBy(asc(centres.name));
  const centre = wanted === null ? mine[0] : mine.find(({ id }) => id === wanted);
  if (centre === undefined) throw new Refusal('not-found');
  return { centre, centres: mine };
}

/** All that its coordinators say about a centre. */
export async function centreDetails(ctx: Context, centreId: string): Promise<typeof centres.$inferSelect> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const [centre] = await ctx.db.select().from(centres).where(eq(centres.id, centreId));
  if (centre === undefined) throw new Refusal('not-found');
  return centre;
}

/** All centres for an operator, with how many people coordinate each and have accepted that. */
export async function allCentres(ctx: Context): Promise<(CentreName & { coordinators: number })[]> {
  authorize(ctx, { action: 'installation:manage', on: {} });
  const [found, coordinators] = [
    await ctx.db.select({ id: centres.id, name: centres.name }).from(centres).orderBy(asc(centres.name)),
    await ctx.db
      .select({ centreId: roles.centreId, number: count() })
      .from(roles)
      .innerJoin(accounts, eq(accounts.personId, roles.personId))
      .where(and(eq(roles.role, 'coordinator'), isNull(accounts.deactivatedAt), isNotNull(accounts.acceptedAt)))
      .groupBy(roles.centreId),
  ];
  return found.map((centre) => ({
    ...centre,
    coordinators: coordinators.find(({ centreId }) => centreId === centre.id)?.number ?? 0,
  }));
}
