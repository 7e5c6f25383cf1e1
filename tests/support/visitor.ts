import { DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import type { TestServer } from './server.ts';

/** Somebody who talks to the server without a browser; keeps the session's cookie as one would. */
export interface Visitor {
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** As a form of ours sends it, unless the headers say otherwise. */
  post: (path: string, body: BodyInit | null, headers?: Record<string, string>) => Promise<Response>;
  /** A form's fields to an action, as the islands send them. */
  act: (action: string, fields: readonly (readonly [string, string])[]) => Promise<Response>;
}

/** A visitor who is not signed in; `cookie` is sent with every request. */
export function visitor(server: TestServer, cookie = ''): Visitor {
  const own = { ...(cookie === '' ? {} : { cookie }) };
  const post: Visitor['post'] = (path, body, headers = {}) =>
    fetch(server.origin + path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { origin: server.origin, ...own, ...headers },
    });
  return {
    get: (path, headers = {}) => fetch(server.origin + path, { redirect: 'manual', headers: { ...own, ...headers } }),
    post,
    act: (action, fields) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      return post(`/_actions/${action}`, form);
    },
  };
}

/** A visitor who has signed in with a sign-in of the demonstration. */
export async function signedIn(server: TestServer, who = 'teilnehmerin'): Promise<Visitor> {
  return visitor(server, await sessionCookie(server, who));
}

/** The cookie of a new session, as a browser sends it back. */
export async function sessionCookie(server: TestServer, who = 'teilnehmerin'): Promise<string> {
  const response = await visitor(server).post(
    '/anmelden',
    new URLSearchParams({ email: `${who}@demo.example`, password: DEMO_PASSWORD }),
  );
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (response.status !== 303 || cookie === undefined)
    throw new Error(`signing in was answered with ${response.status}`);
  return cookie;
}
