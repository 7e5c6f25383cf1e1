import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { PICTURE_MAX_BYTES } from '#domain/files/picture.ts';
import { readCentreDetails } from '#domain/identity/centre-details.ts';
import { readInvitee, readName } from '#domain/identity/invitation-list.ts';
import { changeCentre as change } from '#server/identity/change-centre.ts';
import { createCentre as create } from '#server/identity/create-centre.ts';
import { inviteCoordinator as invite } from '#server/identity/invite-coordinator.ts';
import { atCentre, paths } from '../paths.ts';
import { again, readFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

const id = z.string().min(1).max(64);
const line = z.string().max(300);
const person = { givenName: line, familyName: line, email: line };

export const changeCentre = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(
        z.object({
          centre: id,
          name: line,
          contactName: line,
          contactEmail: line,
          contactPhone: line,
          mailSenderName: line,
          mailReplyTo: line,
          requiresPasskeys: z.literal('on').optional(),
          removeLogo: z.literal('on').optional(),
        }),
        form,
      );
      const details = readCentreDetails({ ...input, requiresPasskeys: input.requiresPasskeys !== undefined });
      if (typeof details === 'string') return again(form, details);
      const uploaded = form.get('logo');
      // A file field that was left empty is sent as a file without name and content.
      const isChosen = uploaded instanceof File && (uploaded.name !== '' || uploaded.size > 0);
      if (isChosen && uploaded.size > PICTURE_MAX_BYTES) return again(form, 'logo-too-large');
      const bytes = isChosen ? new Uint8Array(await uploaded.arrayBuffer()) : null;
      const result = await change(ctx, {
        centreId: input.centre,
        details,
        logo: bytes ?? (input.removeLogo === undefined ? null : 'remove'),
      });
      if ('problem' in result) return again(form, result.problem);
      return { goTo: `${atCentre(paths.centre, input.centre)}&meldung=gespeichert` };
    }),
});

export const createCentre = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(z.object({ name: line, ...person }), form);
      const name = readName(input.name);
      if (name === null) return again(form, 'centre-name');
      const coordinator = readInvitee(input);
      if (typeof coordinator === 'string') return again(form, coordinator);
      await create(ctx, { name, coordinator });
      return { goTo: `${paths.centres}?meldung=zentrum-angelegt` };
    }),
});

export const inviteCoordinator = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(z.object({ centre: id, ...person }), form);
      const coordinator = readInvitee(input);
      if (typeof coordinator === 'string') return again(form, coordinator);
      await invite(ctx, { centreId: input.centre, coordinator });
      return { goTo: `${paths.centres}?meldung=eingeladen` };
    }),
});
