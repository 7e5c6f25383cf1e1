import { ActionError, type ActionAPIContext, type ActionErrorCode } from 'astro:actions';
import type { RefusalCode } from '#domain/identity/refusal-code.ts';
import { faultDetails, log } from '#platform/log.ts';
import type { Context } from '#server/context.ts';
import { busyRefusal, Refusal } from '#server/refusal.ts';
import { faultText, refusalText } from '#text/refusals.ts';

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
    // Astro would send an error's own message to the browser; Drizzle's holds the statement and its values.
    if (refusal === null) {
      log('error', 'action-failed', { request: context.locals.requestId, ...faultDetails(error) });
      throw new ActionError({ code: 'INTERNAL_SERVER_ERROR', message: faultText.text });
    }
    throw new ActionError({
      code: codes[refusal.code],
      message: refusalText(refusal.code, refusal.detail, refusal.retryAfterSeconds).text,
    });
  }
}
