import { z } from 'zod';
import { slug } from './key.ts';

const field = z.strictObject({
  /** Kept for ever: what a learner wrote hangs on it. */
  id: slug,
  label: z.string().min(1),
  /** What to write, with an example. */
  help: z.string().min(1).optional(),
  /** `line`: one line · `text`: several · `choice`: one of `options`. */
  kind: z.enum(['line', 'text', 'choice']).default('text'),
  options: z.array(z.string().min(1)).min(2).optional(),
  /** Instead of label and help for people without a company: about the running case. */
  withoutCompany: z.strictObject({ label: z.string().min(1), help: z.string().min(1).optional() }).optional(),
});

/** `courses/<module>/worksheets/<id>.yaml`: fields that a learner fills in for the own company. */
export const worksheetSchema = z.strictObject({
  title: z.string().min(1),
  /** What it is good for and what becomes of it. */
  intro: z.string().min(1),
  minutes: z.number().positive().max(15),
  fields: z.array(field).min(1).max(12),
});
export type Worksheet = z.infer<typeof worksheetSchema> & { key: string };
