import { z } from 'zod';

/** A name inside a module or a folder: small letters, digits and hyphens. It is for ever. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** `module/slug`: the key on which progress and answers hang. */
export const keyOf = (moduleId: string, id: string): string => `${moduleId}/${id}`;

/** An id that was released and is used no more. */
export const retiredSchema = z.strictObject({
  /** What it was. */
  kind: z.enum(['unit', 'exercise', 'worksheet', 'transfer', 'session']),
  /** Its id inside the module. */
  id: slug,
  /** The day from which it is gone, YYYY-MM-DD. */
  since: z.iso.date(),
  /** Why, for those who ask later. */
  reason: z.string().min(1),
});
