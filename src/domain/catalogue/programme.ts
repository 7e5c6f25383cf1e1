import { z } from 'zod';
import { slug } from './key.ts';

const step = z.union([
  /** `units: all` or a list of slugs of the module. */
  z.strictObject({ units: z.union([z.literal('all'), z.array(slug).min(1)]) }),
  /** A session of the module. */
  z.strictObject({ session: slug }),
]);

/** `content/programmes/<id>.yaml`: which modules, in which order, with which sessions. */
export const programmeSchema = z.strictObject({
  title: z.string().min(1),
  /** One sentence below the title. */
  tagline: z.string().min(1),
  /** What it is, in a few sentences; a blank line starts a new paragraph. */
  summary: z.string().min(1),
  /** For whom. */
  audience: z.array(z.string().min(1)).min(1),
  /** What one holds at the end. */
  outcome: z.array(z.string().min(1)).min(1),
  /** What it costs, in time and money. */
  effort: z.string().min(1),
  /** Modules in order; without `steps`: all units, then all sessions. */
  modules: z.array(z.strictObject({ module: slug, steps: z.array(step).min(1).optional() })).min(1),
  certificate: z.strictObject({
    /** `competence` certificate or certificate of `attendance`. */
    kind: z.enum(['competence', 'attendance']),
    /** Share of the sessions that must be attended, 0..1. */
    sessionShare: z.number().min(0).max(1),
    /** Transfer tasks that must be accepted. */
    transferTasks: z.number().int().min(0).default(0),
  }),
});
export type ProgrammeSpec = z.infer<typeof programmeSchema>;

/** A station of a programme's line, before anybody has been there. */
export type ProgrammeStation = { kind: 'unit'; key: string } | { kind: 'session'; key: string };

/** A programme with its line worked out: for each module its stations in order. */
export interface Programme extends ProgrammeSpec {
  id: string;
  line: { moduleId: string; stations: ProgrammeStation[] }[];
}
