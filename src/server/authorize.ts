import type { Actor } from '#domain/identity/actor.ts';
import { can, type Request } from '#domain/identity/can.ts';
import type { Context } from './context.ts';
import { Refusal } from './refusal.ts';

/** The signed-in actor, after `can` said yes; refuses otherwise. Every query and command begins here. */
export function authorize(ctx: Context, request: Request): Actor {
  const actor = signedIn(ctx);
  const answer = can(actor, request);
  if (answer === 'hidden') throw new Refusal('not-found');
  if (answer === 'no') throw new Refusal('forbidden');
  return actor;
}

/** The signed-in actor; refuses when there is none. */
export function signedIn(ctx: Context): Actor {
  if (ctx.actor === null) throw new Refusal('signed-out');
  return ctx.actor;
}
