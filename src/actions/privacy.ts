import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { withdrawConsent as withdraw } from '#server/identity/withdraw-consent.ts';
import { erasePerson as erase } from '#server/privacy/erase-person.ts';
import { requestErasure as request } from '#server/privacy/request-erasure.ts';
import { withdrawErasure as stay } from '#server/privacy/withdraw-erasure.ts';
import { atCentre, paths } from '../paths.ts';
import { readFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

const id = z.string().regex(/^[\w-]{1,64}$/);

export const requestErasure = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const { sure } = readFields(z.object({ sure: z.string().max(10).optional() }), form);
      if (sure !== 'ja') return { again: true, problem: 'not-sure', values: {} };
      const result = await request(ctx);
      if ('obstacle' in result) return { again: true, problem: result.obstacle.kind, values: {} };
      return { goTo: `${paths.accountErasure}?meldung=loeschung-beantragt` };
    }),
});

export const withdrawErasure = defineAction({
  accept: 'form',
  handler: (_form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      await stay(ctx);
      return { goTo: `${paths.accountErasure}?meldung=loeschung-zurueckgezogen` };
    }),
});

export const withdrawConsent = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      await withdraw(ctx, readFields(z.object({ text: id }), form));
      return { goTo: `${paths.accountData}?meldung=einwilligung-widerrufen` };
    }),
});

/** A coordinator carries out what a person asked for. */
export const erasePerson = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const { person, centre } = readFields(z.object({ person: id, centre: id }), form);
      await erase(ctx, { personId: person, dataDir: context.locals.settings.dataDir });
      return { goTo: `${atCentre(paths.erasures, centre)}&meldung=geloescht` };
    }),
});
