import { z } from 'zod';
import { retiredSchema, slug } from './key.ts';

/** `courses/<module>/module.yaml` */
export const moduleSchema = z.strictObject({
  title: z.string().min(1).max(80),
  /** Two or three sentences for the public page: the trouble it helps with. */
  summary: z.string().min(1),
  /** What a person can do afterwards; each completes "Danach können Sie …". */
  objectives: z.array(z.string().min(1)).min(1),
  /** Ids from content/competences.yaml. */
  competences: z.array(slug).min(1),
  /** Who answers for the content; a function, not a private person. */
  contact: z.string().min(1),
  /** Licence of the text, for instance "CC BY-SA 4.0". */
  licence: z.string().min(1),
  /** `in-preparation`: stands on the line, needs only one session. */
  status: z.enum(['ready', 'in-preparation']).default('ready'),
  /** Number of the colour and emblem, 1 to 7. */
  hue: z.number().int().min(1).max(7),
  /** What changed in each release, newest first. */
  changes: z.array(z.strictObject({ date: z.iso.date(), text: z.string().min(1) })).default([]),
  /** Released ids that are used no more. */
  retired: z.array(retiredSchema).default([]),
});
export type ModuleSpec = z.infer<typeof moduleSchema>;
