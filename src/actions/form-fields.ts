import type { z } from 'zod';
import { Refusal } from '#server/refusal.ts';

/** The named text fields of a form in their shape; refuses what no form of ours sends. */
export function readFields<Shape>(schema: z.ZodType<Shape>, form: FormData): Shape {
  const parsed = schema.safeParse(textFields(form));
  if (!parsed.success) throw new Refusal('invalid');
  return parsed.data;
}

/** The text fields of a form, the last of each name. */
export const textFields = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));

/** The text fields of a page's own form; refuses what no form of ours sends. */
export async function postedFields(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(() => {
    throw new Refusal('invalid');
  });
  return textFields(form);
}

/** What an action of a plain form returns: go on elsewhere, or show the form again with what is wrong. */
export type FormResult = { goTo: string } | { again: true; problem: string; values: Record<string, string> };

/** The form is shown again with what was typed and a code for what is wrong; a file has to be chosen again. */
export const again = (form: FormData, problem: string): FormResult => ({
  again: true,
  problem,
  values: textFields(form),
});
