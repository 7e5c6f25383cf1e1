import { z } from 'zod';
import { slug } from './key.ts';

/** Front matter of `courses/<module>/sessions/<id>.mdx`; its text is what participants read beside. */
export const sessionSchema = z.strictObject({
  title: z.string().min(1).max(90),
  /** What the session is for, in one or two sentences. */
  purpose: z.string().min(1),
  /** Who should come. */
  audience: z.string().min(1),
  /** How it can be held. */
  modes: z.array(z.enum(['onsite', 'online', 'hybrid', 'visit'])).min(1),
  /** Slugs of units of the same module that prepare it. */
  prepare: z.array(slug).default([]),
  /** What to bring. */
  bring: z.array(z.string().min(1)).default([]),
  /** For those who could not prepare: what to read or think of in five minutes. */
  fiveMinutes: z.string().min(1),
  /** Parts in order; at least half of the minutes in groups or alone (content.md). */
  agenda: z
    .array(
      z.strictObject({
        minutes: z.number().int().positive(),
        what: z.string().min(1),
        /** `plenum` all together · `group` small groups · `alone` · `break` */
        form: z.enum(['plenum', 'group', 'alone', 'break']),
      }),
    )
    .min(2),
  /** What each participant takes home. */
  result: z.string().min(1),
});
export type SessionSpec = z.infer<typeof sessionSchema>;

/** A live session as a module describes it; its dates belong to a cohort. */
export interface Session extends SessionSpec {
  /** `module/id` */
  key: string;
  moduleId: string;
  file: string;
}

/** Front matter of `courses/<module>/sessions/<id>.guide.mdx`; for trainers only. */
export const guideSchema = z.strictObject({ title: z.string().min(1) });

/** Headings that a guide must have, so that a stranger can run the session. */
export const GUIDE_HEADINGS = [
  'Minutenplan',
  'Material',
  'Was oft schiefgeht',
  'Online',
  'Mit sechs Personen',
  'Mit zwanzig Personen',
];

/** Length of a session in minutes, breaks included. */
export function sessionMinutes(session: SessionSpec): number {
  return session.agenda.reduce((sum, part) => sum + part.minutes, 0);
}

/** Share of the time without breaks that is spent in groups or alone, 0..1. */
export function ownWorkShare(session: SessionSpec): number {
  const working = session.agenda.filter((part) => part.form !== 'break');
  const own = working.filter((part) => part.form !== 'plenum');
  const minutes = (parts: typeof working) => parts.reduce((sum, part) => sum + part.minutes, 0);
  return minutes(own) / Math.max(1, minutes(working));
}
