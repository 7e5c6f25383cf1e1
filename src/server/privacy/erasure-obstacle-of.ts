import { and, eq, isNull, ne, count } from 'drizzle-orm';
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
  const coordinators = new Map<string, number>();
  for (const centreId of centreIds) {
    const [found] = await ctx.db
      .select({ number: count() })
      .from(roles)
      .innerJoin(accounts, eq(accounts.personId, roles.personId))
      .where(and(eq(roles.centreId, centreId), eq(roles.role, 'coordinator'), others));
    coordinators.set(centreId, found?.number ?? 0);
  }
  const [operators] = await ctx.db
    .select({ number: count() })
    .from(roles)
    .innerJoin(accounts, eq(accounts.personId, roles.personId))
    .where(and(isNull(roles.centreId), eq(roles.role, 'operator'), others));
  return erasureObstacle(
    { active: account !== undefined, roles: grants },
    { coordinators, operators: operators?.number ?? 0 },
  );
}
