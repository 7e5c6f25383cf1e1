import { hasRole, hasRoleFor, type Actor, type Role } from './actor.ts';

/** A learner's way through a cohort; `personId` null: nobody's, as a trainer sees the units. */
interface Learning {
  personId: string | null;
  cohort: { id: string; centreId: string };
}

/** What can be asked for, with the thing it is asked of. */
export type Request =
  /** Read units and the line of a cohort. */
  | { action: 'learning:read'; on: Learning }
  /** Answer, write, complete. */
  | { action: 'learning:record'; on: Learning }
  /** Open the working pages of a role. */
  | { action: 'workplace:open'; on: { role: Role } }
  /** See and change one's own account, sessions, data. */
  | { action: 'account:manage'; on: { personId: string } }
  /** Create centres and their coordinators; see jobs, mail and audit log of the whole installation. */
  | { action: 'installation:manage'; on: Record<string, never> }
  /** Change a centre's details, invite people, read its mail and audit log. */
  | { action: 'centre:manage'; on: { centreId: string } }
  /** See and change a person as a coordinator: `centreIds` are the centres that know the person. */
  | { action: 'person:manage'; on: { centreIds: string[] } }
  /** Have a mail that failed tried again; `centreId` null: it is the installation's own. */
  | { action: 'mail:retry'; on: { centreId: string | null } }
  /** Close or open a person's account, which is one for all centres: nobody decides over another centre's people or an operator. */
  | { action: 'person:close'; on: { centreIds: string[]; isOperator: boolean } };

export type Action = Request['action'];

/**
 * `yes`; `no`: it may be seen but not done (403); `hidden`: for this actor it does not exist (404).
 * The only place where rights are decided.
 */
export function can(actor: Actor, request: Request): 'yes' | 'no' | 'hidden' {
  const answer = byRole(actor, request);
  return answer === 'yes' && actor.mustAddPasskey && NEEDS_PASSKEY.has(request.action) ? 'no' : answer;
}

/** What a staff member may not do before a passkey is set up, where the centre asks for one. */
const NEEDS_PASSKEY: ReadonlySet<Action> = new Set([
  'workplace:open',
  'installation:manage',
  'centre:manage',
  'person:manage',
  'person:close',
]);

function byRole(actor: Actor, request: Request): 'yes' | 'no' | 'hidden' {
  switch (request.action) {
    case 'learning:read':
      return isOwn(actor, request.on) || teaches(actor, request.on) ? 'yes' : 'hidden';
    case 'learning:record':
      if (isOwn(actor, request.on)) return 'yes';
      return teaches(actor, request.on) ? 'no' : 'hidden';
    case 'workplace:open':
      return hasRole(actor, request.on.role) ? 'yes' : 'no';
    case 'account:manage':
      return actor.personId === request.on.personId ? 'yes' : 'hidden';
    case 'installation:manage':
      return hasRole(actor, 'operator') ? 'yes' : 'no';
    case 'centre:manage':
      return coordinates(actor, request.on.centreId) ? 'yes' : 'hidden';
    case 'person:manage':
      return request.on.centreIds.some((centreId) => coordinates(actor, centreId)) ? 'yes' : 'hidden';
    case 'mail:retry': {
      const { centreId } = request.on;
      return hasRole(actor, 'operator') || (centreId !== null && coordinates(actor, centreId)) ? 'yes' : 'hidden';
    }
    case 'person:close':
      if (!request.on.centreIds.some((centreId) => coordinates(actor, centreId))) return 'hidden';
      return !request.on.isOperator && request.on.centreIds.every((centreId) => coordinates(actor, centreId))
        ? 'yes'
        : 'no';
  }
}

const isOwn = (actor: Actor, learning: Learning) => learning.personId === actor.personId;

const coordinates = (actor: Actor, centreId: string) =>
  actor.roles.some((grant) => grant.role === 'coordinator' && grant.centreId === centreId);

/** A trainer sees the units of a cohort, never by this another person's answers. */
const teaches = (actor: Actor, learning: Learning) =>
  learning.personId === null && hasRoleFor(actor, 'trainer', learning.cohort);
