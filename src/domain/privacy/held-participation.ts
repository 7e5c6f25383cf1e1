import { z } from 'zod';
import { dayIn } from '../cohorts/calendar.ts';

/** What has to be shown of a participation: who, in what, when, how often there. No answers. */
export const heldParticipation = z.object({
  givenName: z.string(),
  familyName: z.string(),
  cohort: z.object({
    title: z.string(),
    programmeId: z.string(),
    /** The days below and the end of the hold are days in this zone. */
    zone: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
  }),
  enrolledAt: z.iso.datetime(),
  attendance: z.array(
    z.object({
      title: z.string().nullable(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      status: z.string(),
    }),
  ),
});
export type HeldParticipation = z.infer<typeof heldParticipation>;

/** Whether a hold is over: its last day (YYYY-MM-DD) has ended in its zone. */
export function holdIsOver(until: string, zone: string, now: Date): boolean {
  return dayIn(zone, now) > until;
}
