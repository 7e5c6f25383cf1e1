import { ActionError, type ActionAPIContext, type ActionErrorCode } from 'astro:actions';
import type { RefusalCode } from '#domain/identity/refusal-code.ts';
import type { Context } from '#server/context.ts';
import { busyRefusal, Refusal } from '#server/refusal.ts';
import { refusalText } from '#text/refusals.ts';

const codes: Record<RefusalCode, ActionErrorCode> = {
  'signed-out': 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  expired: 'GONE',
  invalid: 'BAD_REQUEST',
  'too-large': 'CONTENT_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  busy: 'SERVICE_UNAVAILABLE',
};

/** Runs a query or a command for an action; a refusal becomes an ActionError with German words. */
export async function run<Result>(context: ActionAPIContext, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  try {
    return await work(context.locals.ctx);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : busyRefusal(error);
    if (refusal === null) throw error;
    throw new ActionError({ code: codes[refusal.code], message: refusalText(refusal.code, refusal.detail).text });
  }
}
