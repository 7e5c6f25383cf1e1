import { z } from 'zod';
import { slug } from './key.ts';

/** The four levels, from knowing to passing on. */
export const COMPETENCE_LEVELS = ['kennen', 'anwenden', 'umsetzen', 'weitergeben'] as const;

/** `content/competences.yaml`: the framework. */
export const competencesSchema = z.array(
  z.strictObject({
    id: slug,
    title: z.string().min(1),
    /** Area of DigComp 2.2 (European Commission, JRC 2022), by its number 1 to 5. */
    digcomp: z.number().int().min(1).max(5),
    /** What a person does at each level. */
    levels: z.strictObject({
      kennen: z.string().min(1),
      anwenden: z.string().min(1),
      umsetzen: z.string().min(1),
      weitergeben: z.string().min(1),
    }),
  }),
);
export type Competence = z.infer<typeof competencesSchema>[number];
