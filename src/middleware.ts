import { getActionContext } from 'astro:actions';
import { defineMiddleware } from 'astro:middleware';
import { randomUUID } from 'node:crypto';
import { server as actions } from './actions/index.ts';
import { faultDetails, log } from '#platform/log.ts';
import { contextOf } from '#server/context.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { busyRefusal, Refusal } from '#server/refusal.ts';
import { faultText, refusalText } from '#text/refusals.ts';
import { paths } from './paths.ts';

/** Pages for which one has to be signed in. The check in each query is the first lock, this only saves a detour. */
const SIGNED_IN = /^\/(lernen|trainer|verwaltung|betrieb|konto)(\/|$)/;

/** Pages of staff; where the centre asks for passkeys they open once there is one. Here too `can` is the first lock. */
const WORKING = /^\/(trainer|verwaltung|betrieb)(\/|$)/;

/** Sent with 503: a database that is locked, or that starts again, is back by then. */
const RETRY_AFTER_SECONDS = 5;

type MiddlewareContext = Parameters<Parameters<typeof defineMiddleware>[0]>[0];

/** All actions take forms. */
const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, request, url, cookies } = context;
  // The error page of a request that was looked at already: a database that failed once would fail it again.
  if (locals.problem !== undefined && locals.ctx !== undefined) return unstored(await next());
  const runtime =
    locals.runtime ?? (import.meta.env.DEV ? await (await import('./dev-runtime.ts')).devRuntime() : undefined);
  if (runtime === undefined) throw new Error('locals.runtime is missing: the site runs behind server.mjs');
  locals.runtime = runtime;
  if (locals.noted) locals.noted.route = isAction(url) ? actionRoute(context) : context.routePattern;
  locals.requestId = randomUUID();
  locals.demonstration = runtime.demonstration;
  locals.settings = runtime.settings;
  locals.clientAddress ??= context.clientAddress;
  locals.sessions = sessionsOf(runtime.database, runtime.settings.origin.startsWith('https:'));
  locals.ctx = contextOf(runtime, null, new Date());

  const problem = async (
    code: ConstructorParameters<typeof Refusal>[0],
    detail: string | null,
    retryAfterSeconds: number | null = null,
  ) => {
    locals.problem = refusalText(code, detail, retryAfterSeconds);
    if (isAction(url)) return actionProblem(locals.problem);
    const page = await context.rewrite(new Request(new URL('/fehler', url), { headers: request.headers }));
    if (locals.problem.status === 503) page.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
    return page;
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
    if (locals.ctx.actor?.mustAddPasskey && WORKING.test(url.pathname) && request.method === 'GET')
      return context.redirect(`${paths.account}?meldung=passkey-noetig`, 303);
    refuseUnreadableAction(context);
    const redirect = await plainFormAction(context);
    const response = redirect ?? (await next());
    if (response.status === 503) response.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
    if (isAction(url) && !response.ok) return await inWords(response);
    return unstored(response);
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.code === 'signed-out' && request.method === 'GET')
        return context.redirect(paths.signIn(url.pathname + url.search), 303);
      return problem(error.code, error.detail, error.retryAfterSeconds);
    }
    const busy = busyRefusal(error);
    if (busy !== null) {
      log('warn', 'database-busy', { request: locals.requestId, fault: busy.detail ?? 'locked' });
      return problem(busy.code, busy.detail);
    }
    log('error', 'request-failed', {
      request: locals.requestId,
      // The pattern, never the address: that may hold a token or what somebody typed.
      route: context.routePattern,
      ...faultDetails(error),
    });
    locals.problem = faultText;
    if (isAction(url)) return actionProblem(faultText);
    return context.rewrite(new Request(new URL('/fehler', url), { headers: request.headers }));
  }
});

/** What belongs to a person is stored nowhere on the way. */
function unstored(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

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
async function plainFormAction(context: MiddlewareContext): Promise<Response | null> {
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
  const goTo = isObject(result.data) ? Reflect.get(result.data, 'goTo') : undefined;
  if (typeof goTo === 'string') return context.redirect(goTo, 303);
  const target = new URL(context.url);
  target.searchParams.delete('_action');
  return context.redirect(target.pathname + target.search, 303);
}

/** Astro would run into a fault of its own with JSON that is broken and with names that are no actions. */
function refuseUnreadableAction(context: MiddlewareContext): void {
  const { action } = getActionContext(context);
  if (action === undefined) return;
  if (!isKnownAction(action.name)) throw new Refusal('not-found');
  if (!FORM_TYPE.test(context.request.headers.get('content-type') ?? '')) throw new Refusal('invalid');
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The name of a known action; others are one route, or anybody could make up ever more of them. */
function actionRoute(context: MiddlewareContext): string {
  const { action } = getActionContext(context);
  return action !== undefined && isKnownAction(action.name) ? `/_actions/${action.name}` : '/_actions/[unknown]';
}

function isKnownAction(name: string): boolean {
  const found = name
    .split('.')
    .reduce<unknown>(
      (group, part) => (isObject(group) && Object.hasOwn(group, part) ? Reflect.get(group, part) : null),
      actions,
    );
  return typeof found === 'function';
}

const isAction = (url: URL): boolean => url.pathname.startsWith('/_actions/');

/** Astro's own refusals of an action have no words: it knows no such action, or cannot read what it was sent. */
async function inWords(response: Response): Promise<Response> {
  const error: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (isObject(error) && 'message' in error && error.message !== '') return response;
  return actionProblem(refusalText(response.status === 404 ? 'not-found' : 'invalid'));
}

function actionProblem({ status, text }: { status: number; text: string }): Response {
  const code = {
    400: 'BAD_REQUEST',
    401: 'UNAUTHORIZED',
    403: 'FORBIDDEN',
    404: 'NOT_FOUND',
    413: 'CONTENT_TOO_LARGE',
    429: 'TOO_MANY_REQUESTS',
    503: 'SERVICE_UNAVAILABLE',
  }[status];
  return Response.json(
    { type: 'AstroActionError', code: code ?? 'INTERNAL_SERVER_ERROR', status, message: text },
    { status, headers: status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {} },
  );
}
