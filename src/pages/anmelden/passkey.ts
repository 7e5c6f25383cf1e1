import type { APIRoute } from 'astro';
import { deviceLabel } from '#domain/identity/device.ts';
import { signInWithPasskey } from '#server/identity/sign-in-with-passkey.ts';
import { startPasskeySignIn } from '#server/identity/start-passkey-sign-in.ts';
import { Refusal } from '#server/refusal.ts';
import { postedFields } from '../../actions/form-fields.ts';
import { paths } from '../../paths.ts';
import { shortCookieName, shortCookieOptions } from '../../short-cookie.ts';

/** Signing in by passkey, in two steps of a script: without an answer what to sign, with one the session. */
export const POST: APIRoute = async ({ request, locals, cookies }) => {
  const { ctx, sessions, settings, clientAddress = '' } = locals;
  const name = shortCookieName(settings.origin, 'passkey');
  const options = shortCookieOptions(settings.origin);
  const { answer } = await postedFields(request);
  if (answer === undefined) {
    const started = await startPasskeySignIn(ctx, { clientAddress });
    cookies.set(name, started.token, options);
    return new Response(started.options, { headers: { 'content-type': 'application/json' } });
  }
  const token = cookies.get(name)?.value ?? '';
  cookies.set(name, '', { ...options, maxAge: 0 });
  const device = deviceLabel(request.headers.get('user-agent'));
  const cookie = await signInWithPasskey(ctx, sessions, { token, response: answer, clientAddress, device });
  if (cookie === null) throw new Refusal('invalid', 'passkey');
  cookies.set(cookie.name, cookie.value, cookie.attributes);
  return new Response(null, { status: 204 });
};

/** Only scripts come here. */
export const GET: APIRoute = ({ redirect }) => redirect(paths.signIn(), 303);
