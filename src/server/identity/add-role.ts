import { newId } from '#platform/random.ts';
import type { RoleGrant } from '#domain/identity/actor.ts';
import type { Context } from '../context.ts';
import { endSessions } from './end-sessions.ts';
import { roles } from './tables.ts';

/**
 * The person has the role, and so signs in anew: a session that was opened for less is not worth more overnight.
 * Whoever gives a role to himself stays signed in. A role that was there is left as it is; returns whether it is new.
 */
export async function addRole(
  tx: Context,
  holder: { personId: string; accountId: string | null },
  grant: RoleGrant,
): Promise<boolean> {
  const added = await tx.db
    .insert(roles)
    .values({ id: newId(), personId: holder.personId, ...grant, since: tx.now, grantedBy: tx.actor?.personId ?? null })
    .onConflictDoNothing()
    .returning({ id: roles.id });
  if (added.length === 0) return false;
  if (holder.accountId !== null)
    await endSessions(tx, holder.accountId, tx.actor === null ? {} : { except: tx.actor.sessionId });
  return true;
}
