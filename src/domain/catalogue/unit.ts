import { z } from 'zod';

/** Front matter of `courses/<module>/units/<NN>-<slug>.mdx` */
export const unitSchema = z.strictObject({
  title: z.string().min(1).max(90),
  /** What a person can do afterwards; completes "Danach können Sie …". */
  objective: z.string().min(1),
  /** `vertieft`: for people who know the basics. */
  level: z.enum(['grundlagen', 'vertieft']).default('grundlagen'),
});

/** A heading of second rank in a unit, where a learner can come back to. */
export interface UnitHeading {
  id: string;
  text: string;
}

/** One e-learning unit; its prose is rendered by the site, everything else stands here. */
export interface Unit extends z.infer<typeof unitSchema> {
  /** `module/slug` */
  key: string;
  moduleId: string;
  slug: string;
  /** The number of the file name; it only orders. */
  position: number;
  /** File below the project, to find the compiled prose. */
  file: string;
  headings: UnitHeading[];
  /** Keys of exercises in the order of the text. */
  exercises: string[];
  /** Keys of worksheets in the order of the text. */
  worksheets: string[];
  /** Words of prose. */
  words: number;
  /** Words / 180 + minutes of exercises and worksheets, rounded. */
  minutes: number;
}

/** Words that a person reads in a minute when learning (product.md). */
export const WORDS_PER_MINUTE = 180;
/** Range of a unit's minutes. */
export const UNIT_MINUTES = { min: 10, max: 20 };

/** Minutes of a unit, rounded to whole ones. */
export function unitMinutes(words: number, exerciseMinutes: number): number {
  return Math.round(words / WORDS_PER_MINUTE + exerciseMinutes);
}
