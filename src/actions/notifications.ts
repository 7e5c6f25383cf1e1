import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { retryMail as retry } from '#server/notifications/retry-mail.ts';
import { paths } from '../paths.ts';
import { readFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

export const retryMail = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      await retry(ctx, readFields(z.object({ mailId: z.string().max(64) }), form));
      const page = context.url.pathname === paths.mail ? paths.mail : paths.centreMail;
      return { goTo: `${page}?meldung=post-noch-einmal` };
    }),
});
