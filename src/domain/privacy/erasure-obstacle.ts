import type { RoleGrant } from '../identity/actor.ts';

/** Why a person cannot be erased yet: without it nobody could run a centre or the installation. */
export type ErasureObstacle = { kind: 'last-coordinator'; centreId: string } | { kind: 'last-operator' };

/**
 * What has to be settled before a person goes; null: nothing. `others` are active people beside this one: how many
 * coordinate each centre, how many operate the installation.
 */
export function erasureObstacle(
  person: { active: boolean; roles: readonly RoleGrant[] },
  others: { coordinators: ReadonlyMap<string, number>; operators: number },
): ErasureObstacle | null {
  // Who can do nothing any more is no loss.
  if (!person.active) return null;
  if (person.roles.some(({ role }) => role === 'operator') && others.operators === 0) return { kind: 'last-operator' };
  const alone = person.roles.find(
    ({ role, centreId }) => role === 'coordinator' && centreId !== null && !others.coordinators.get(centreId),
  );
  return alone?.centreId == null ? null : { kind: 'last-coordinator', centreId: alone.centreId };
}
