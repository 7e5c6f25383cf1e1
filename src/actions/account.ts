import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { CONSENTS } from '#text/consents.ts';
import { addPasskey as add } from '#server/identity/add-passkey.ts';
import { changeConsents as change } from '#server/identity/change-consents.ts';
import { changeName as rename } from '#server/identity/change-name.ts';
import { changePassword as setPassword } from '#server/identity/change-password.ts';
import { endSession as end } from '#server/identity/end-session.ts';
import { removePasskey as forget } from '#server/identity/remove-passkey.ts';
import { removePassword as clearPassword } from '#server/identity/remove-password.ts';
import { renamePasskey as callPasskey } from '#server/identity/rename-passkey.ts';
import { requestEmailChange } from '#server/identity/request-email-change.ts';
import { startAddingPasskey } from '#server/identity/start-adding-passkey.ts';
import { paths } from '../paths.ts';
import { shortCookieName, shortCookieOptions } from '../short-cookie.ts';
import { readFields, textFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

const done = (notice: string): FormResult => ({ goTo: `${paths.account}?meldung=${notice}` });
const again = (problem: string, values: Record<string, string> = {}): FormResult => ({ again: true, problem, values });

const name = z
  .string()
  .max(100)
  .transform((text) => text.trim());
/** Credential ids may be as long as 1,023 bytes (WebAuthn, 4). */
const passkeyId = z.string().regex(/^[\w-]{1,1400}$/);

export const changeName = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const values = readFields(z.object({ givenName: name, familyName: name }), form);
      if (values.givenName === '' || values.familyName === '') return again('name-missing', values);
      await rename(ctx, values);
      return done('name-geaendert');
    }),
});

export const changeEmail = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const { email } = readFields(z.object({ email: z.string().max(300) }), form);
      const clientAddress = context.locals.clientAddress ?? '';
      const result = await requestEmailChange(ctx, { email, clientAddress });
      return 'problem' in result ? again(`email-${result.problem}`, { email }) : done('adresse-angefordert');
    }),
});

export const changePassword = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const { current = '', password } = readFields(
        z.object({ current: z.string().optional(), password: z.string() }),
        form,
      );
      const result = await setPassword(ctx, { current, password });
      return 'problem' in result ? again(result.problem) : done('passwort-geaendert');
    }),
});

export const removePassword = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const { current = '' } = readFields(z.object({ current: z.string().optional() }), form);
      const result = await clearPassword(ctx, { current });
      return 'problem' in result ? again(result.problem) : done('passwort-entfernt');
    }),
});

/** For the page's script: what the browser makes a passkey from. */
export const startPasskey = defineAction({
  accept: 'form',
  handler: (_form: FormData, context) =>
    run(context, async (ctx) => {
      const { origin } = context.locals.settings;
      const { options, token } = await startAddingPasskey(ctx);
      context.cookies.set(shortCookieName(origin, 'passkey'), token, shortCookieOptions(origin));
      return { options };
    }),
});

/** For the page's script, which has the browser's answer. */
export const addPasskey = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const { origin } = context.locals.settings;
      const input = readFields(z.object({ answer: z.string().max(20_000), name }), form);
      const cookie = shortCookieName(origin, 'passkey');
      const token = context.cookies.get(cookie)?.value ?? '';
      context.cookies.set(cookie, '', { ...shortCookieOptions(origin), maxAge: 0 });
      await add(ctx, { token, response: input.answer, name: input.name || 'Passkey' });
      return done('passkey-neu');
    }),
});

export const renamePasskey = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const input = readFields(z.object({ id: passkeyId, name }), form);
      if (input.name === '') return again('passkey-name-missing', input);
      await callPasskey(ctx, input);
      return done('passkey-umbenannt');
    }),
});

export const removePasskey = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      await forget(ctx, readFields(z.object({ id: passkeyId }), form).id);
      return done('passkey-entfernt');
    }),
});

export const endSession = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const { id } = readFields(z.object({ id: z.string().regex(/^([0-9a-f]{64}|others)$/) }), form);
      await end(ctx, id === 'others' ? id : { id });
      return done(id === 'others' ? 'sitzungen-beendet' : 'sitzung-beendet');
    }),
});

export const changeConsents = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const fields = textFields(form);
      await change(
        ctx,
        CONSENTS.map(({ id }) => id).filter((id) => fields[`zustimmung-${id}`] !== undefined),
      );
      return done('gespeichert');
    }),
});
