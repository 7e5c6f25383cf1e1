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
  | { action: 'workplace:open'; on: { role: Role } };

export type Action = Request['action'];

/**
 * `yes`; `no`: it may be seen but not done (403); `hidden`: for this actor it does not exist (404).
 * The only place where rights are decided.
 */
export function can(actor: Actor, request: Request): 'yes' | 'no' | 'hidden' {
  switch (request.action) {
    case 'learning:read':
      return isOwn(actor, request.on) || teaches(actor, request.on) ? 'yes' : 'hidden';
    case 'learning:record':
      if (isOwn(actor, request.on)) return 'yes';
      return teaches(actor, request.on) ? 'no' : 'hidden';
    case 'workplace:open':
      return hasRole(actor, request.on.role) ? 'yes' : 'no';
  }
}

const isOwn = (actor: Actor, learning: Learning) => learning.personId === actor.personId;

/** A trainer sees the units of a cohort, never by this another person's answers. */
const teaches = (actor: Actor, learning: Learning) =>
  learning.personId === null && hasRoleFor(actor, 'trainer', learning.cohort);
