import { getActionContext } from 'astro:actions';
import { defineMiddleware } from 'astro:middleware';
import { randomUUID } from 'node:crypto';
import { log } from '#platform/log.ts';
import { contextOf } from '#server/context.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { Refusal } from '#server/refusal.ts';
import { faultText, refusalText } from '#text/refusals.ts';
import { paths } from './paths.ts';

/** Pages for which one has to be signed in. The check in each query is the first lock, this only saves a detour. */
const SIGNED_IN = /^\/(lernen|trainer|verwaltung|betrieb)(\/|$)/;

export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, request, url, cookies } = context;
  const runtime = locals.runtime ?? (import.meta.env.DEV ? await (await import('./dev-runtime.ts')).devRuntime() : undefined);
  if (runtime === undefined) throw new Error('locals.runtime is missing: the site runs behind server.mjs');
  locals.requestId = randomUUID();
  locals.demonstration = runtime.demonstration;
  locals.sessions = sessionsOf(runtime.database, runtime.settings.origin.startsWith('https:'));
  locals.ctx = contextOf(runtime, null, new Date());

  const problem = async (code: ConstructorParameters<typeof Refusal>[0], detail: string | null) => {
    locals.problem = refusalText(code, detail);
    if (url.pathname.startsWith('/_actions/')) return actionProblem(locals.problem);
    return context.rewrite(new Request(new URL('/fehler', url), { headers: request.headers }));
  };

  try {
    if (isForeignPost(request, runtime.settings.origin)) return await problem('forbidden', 'origin');
    const valid = await locals.sessions.validate(request.headers.get('cookie'), locals.ctx.now);
    if (valid) {
      locals.ctx = { ...locals.ctx, actor: valid.actor };
      if (valid.cookie) cookies.set(valid.cookie.name, valid.cookie.value, valid.cookie.attributes);
    } else if (SIGNED_IN.test(url.pathname) && request.method === 'GET') {
      return context.redirect(paths.signIn(url.pathname + url.search), 303);
    }
    const redirect = await plainFormAction(context);
    const response = redirect ?? (await next());
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.code === 'signed-out' && request.method === 'GET') return context.redirect(paths.signIn(url.pathname + url.search), 303);
      return problem(error.code, error.detail);
    }
    log('error', 'request-failed', { request: locals.requestId, path: url.pathname, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    locals.problem = faultText;
    if (url.pathname.startsWith('/_actions/')) return actionProblem(faultText);
    return context.rewrite(new Request(new URL('/fehler', url), { headers: request.headers }));
  }
});

/**
 * Whether a request that may change something comes from elsewhere. Browsers send Origin with every post;
 * Sec-Fetch-Site tells even where Origin is hidden. Neither: no browser, no post.
 */
function isForeignPost(request: Request, origin: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return true;
  return request.headers.get('origin') !== origin;
}

/** A form sent without JavaScript: after success the browser goes on by GET, so that reloading sends nothing twice. */
async function plainFormAction(context: Parameters<Parameters<typeof defineMiddleware>[0]>[0]): Promise<Response | null> {
  const { action, setActionResult, serializeActionResult } = getActionContext(context);
  if (action?.calledFrom !== 'form') return null;
  const result = await action.handler();
  if (result.error) {
    if (result.error.code === 'UNAUTHORIZED') throw new Refusal('signed-out', 'form-signed-out');
    setActionResult(action.name, serializeActionResult(result));
    return null;
  }
  const again = typeof result.data === 'object' && result.data !== null && 'again' in result.data;
  if (again) {
    setActionResult(action.name, serializeActionResult(result));
    return null;
  }
  const target = new URL(context.url);
  target.searchParams.delete('_action');
  return context.redirect(target.pathname + target.search, 303);
}

function actionProblem({ status, text }: { status: number; text: string }): Response {
  const code = { 400: 'BAD_REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 413: 'CONTENT_TOO_LARGE', 503: 'SERVICE_UNAVAILABLE' }[status];
  return Response.json({ type: 'AstroActionError', code: code ?? 'INTERNAL_SERVER_ERROR', status, message: text }, { status });
}
