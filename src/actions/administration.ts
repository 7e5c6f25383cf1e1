import { defineAction } from 'astro:actions';
import { z } from 'zod';
import { readAssignment, type Assignment } from '#domain/identity/assignment.ts';
import { readInvitationList, readInvitee } from '#domain/identity/invitation-list.ts';
import { deactivateAccount as deactivate } from '#server/cohorts/deactivate-account.ts';
import { grantRole as grant } from '#server/cohorts/grant-role.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { reactivateAccount as reactivate } from '#server/cohorts/reactivate-account.ts';
import { resendInvitation as resend } from '#server/cohorts/resend-invitation.ts';
import { revokeRole as revoke } from '#server/cohorts/revoke-role.ts';
import { atCentre, paths } from '../paths.ts';
import { again, readFields, type FormResult } from './form-fields.ts';
import { run } from './run.ts';

const id = z.string().min(1).max(64);
const person = { givenName: z.string().max(300), familyName: z.string().max(300), email: z.string().max(300) };
const assignment = { role: z.string().max(40), cohort: z.string().max(64).default('') };

export const invitePerson = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(z.object({ centre: id, ...person, ...assignment }), form);
      const invitee = readInvitee(input);
      const given = readAssignment(input.role, input.cohort);
      if (typeof invitee === 'string') return again(form, invitee);
      if (!isAssignment(given)) return again(form, given ?? 'role');
      await invitePeople(ctx, { centreId: input.centre, assignment: given, invitees: [invitee] });
      return done(paths.people, input.centre, 'eingeladen');
    }),
});

/** First `check`, which shows what was read, then `send`; nobody is invited while a line is wrong. */
export const inviteList = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(
        z.object({ centre: id, step: z.enum(['check', 'send', 'mend']), list: z.string().max(50_000), ...assignment }),
        form,
      );
      const { invitees, problems } = readInvitationList(input.list);
      const given = readAssignment(input.role, input.cohort);
      if (input.step === 'mend') return again(form, 'mend');
      if (problems.length > 0) return again(form, 'lines');
      if (invitees.length === 0) return again(form, 'list-empty');
      if (!isAssignment(given)) return again(form, given ?? 'role');
      if (input.step === 'check') return again(form, 'check');
      await invitePeople(ctx, { centreId: input.centre, assignment: given, invitees });
      return done(paths.people, input.centre, 'mehrere-eingeladen');
    }),
});

const onPerson = z.object({ centre: id, person: id });

export const grantRole = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(onPerson.extend(assignment), form);
      const given = readAssignment(input.role, input.cohort);
      if (!isAssignment(given)) return again(form, given ?? 'role');
      const isNew = await grant(ctx, { personId: input.person, centreId: input.centre, assignment: given });
      return done(paths.person(input.person), input.centre, isNew ? 'rolle-gegeben' : 'rolle-schon-da');
    }),
});

export const revokeRole = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(onPerson.extend({ roleId: id }), form);
      const result = await revoke(ctx, { roleId: input.roleId });
      if ('problem' in result) return again(form, result.problem);
      // The person may no longer be one of the centre, so not to its page.
      return done(paths.people, input.centre, 'rolle-entzogen');
    }),
});

export const deactivateAccount = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(onPerson, form);
      const result = await deactivate(ctx, { personId: input.person });
      if ('problem' in result) return again(form, result.problem);
      return done(paths.person(input.person), input.centre, 'konto-deaktiviert');
    }),
});

export const reactivateAccount = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(onPerson, form);
      await reactivate(ctx, { personId: input.person });
      return done(paths.person(input.person), input.centre, 'konto-reaktiviert');
    }),
});

export const resendInvitation = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx): Promise<FormResult> => {
      const input = readFields(onPerson, form);
      const result = await resend(ctx, { personId: input.person, centreId: input.centre });
      if ('problem' in result) return again(form, result.problem);
      return done(paths.person(input.person), input.centre, 'eingeladen');
    }),
});

const done = (path: string, centreId: string, notice: string): FormResult => ({
  goTo: `${atCentre(path, centreId)}&meldung=${notice}`,
});

function isAssignment(given: Assignment | 'cohort' | null): given is Assignment {
  return given !== null && given !== 'cohort';
}
