import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { retryMail as retry } from '#server/notifications/retry-mail.ts';
import { atCentre, paths } from '../paths.ts';
import { readFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

export const retryMail = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const centreId = await retry(ctx, readFields(z.object({ mailId: z.string().max(64) }), form));
      const isOperators = context.url.pathname === paths.mail || centreId === null;
      const page = isOperators ? `${paths.mail}?` : `${atCentre(paths.centreMail, centreId)}&`;
      return { goTo: `${page}meldung=post-noch-einmal` };
    }),
});
