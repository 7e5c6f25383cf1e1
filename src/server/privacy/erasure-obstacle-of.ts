import { and, eq, isNull, ne, inArray, count } from 'drizzle-orm';
import { erasureObstacle, type ErasureObstacle } from '#domain/privacy/erasure-obstacle.ts';
import type { Context } from '../context.ts';
import { accounts, roles } from '../identity/tables.ts';

/** Why this person cannot be erased yet; null: nothing stands against it. */
export async function erasureObstacleOf(ctx: Context, personId: string): Promise<ErasureObstacle | null> {
  const grants = await ctx.db
    .select({ role: roles.role, centreId: roles.centreId, cohortId: roles.cohortId })
    .from(roles)
    .where(eq(roles.personId, personId));
  const [account] = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.personId, personId), isNull(accounts.deactivatedAt)));
  const centreIds = grants.flatMap(({ role, centreId }) =>
    role === 'coordinator' && centreId !== null ? centreId : [],
  );
  const others = and(ne(roles.personId, personId), isNull(accounts.deactivatedAt));
  const coordinators = await ctx.db
    .select({ centreId: roles.centreId, number: count() })
    .from(roles)
    .innerJoin(accounts, eq(accounts.personId, roles.personId))
    .where(and(inArray(roles.centreId, centreIds), eq(roles.role, 'coordinator'), others))
    .groupBy(roles.centreId);
  const [operators] = await ctx.db
    .select({ number: count() })
    .from(roles)
    .innerJoin(accounts, eq(accounts.personId, roles.personId))
    .where(and(isNull(roles.centreId), eq(roles.role, 'operator'), others));
  return erasureObstacle(
    { active: account !== undefined, roles: grants },
    {
      coordinators: new Map(coordinators.flatMap(({ centreId, number }) => (centreId ? [[centreId, number]] : []))),
      operators: operators?.number ?? 0,
    },
  );
}
