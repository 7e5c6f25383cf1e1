import type { APIRoute } from 'astro';
import { paths } from '../paths.ts';

/** Ends the session of this browser; without one there is nothing to end. */
export const POST: APIRoute = async ({ locals, cookies, redirect }) => {
  const { actor } = locals.ctx;
  if (actor !== null) {
    const cookie = await locals.sessions.end(actor.sessionId);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
  }
  return redirect(paths.start, 303);
};

/** Signing out changes something, so an address alone does not do it. */
export const GET: APIRoute = ({ redirect }) => redirect(paths.start, 303);
