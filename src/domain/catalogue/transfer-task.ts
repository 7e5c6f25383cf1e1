import { z } from 'zod';

/** `courses/<module>/transfer/<id>.yaml`: what a learner does in the own company and hands in. */
export const transferTaskSchema = z.strictObject({
  title: z.string().min(1),
  /** The task; a blank line starts a new paragraph. */
  task: z.string().min(1),
  /** The same for people without a company. */
  withoutCompany: z.string().min(1),
  /** What is handed in. */
  handIn: z.array(z.string().min(1)).min(1),
  /** By what a trainer accepts it. */
  criteria: z.array(z.string().min(1)).min(2),
  /** Hours that it takes in the company. */
  hours: z.number().positive().max(40),
});
export type TransferTask = z.infer<typeof transferTaskSchema> & { key: string };
