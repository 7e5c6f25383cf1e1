import { defineAction } from 'astro:actions';
import { z } from 'zod';
import type { Fields } from '#domain/catalogue/exercise-types/exercise-type.ts';
import type { Context } from '#server/context.ts';
import { newId } from '#platform/random.ts';
import { completeUnit as complete } from '#server/learning/complete-unit.ts';
import { solutionFor } from '#server/learning/queries.ts';
import { recordVisit as record } from '#server/learning/record-visit.ts';
import { saveWorksheet as save } from '#server/learning/save-worksheet.ts';
import { submitAnswer as submit } from '#server/learning/submit-answer.ts';
import { Refusal } from '#server/refusal.ts';
import { readFields } from './form-fields.ts';
import { run } from './run.ts';

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const key = z.string().regex(/^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/);
/** Made in the browser; a plain form has none and gets one here. */
const entryId = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional();

/** Whose page it was; another person may have signed in meanwhile, who must not get the first one's answers. */
const person = z.string().max(64).optional();

/** Most fields that a form of ours has. */
const MAX_FIELDS = 60;

export const submitAnswer = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const input = readFields(z.object({ cohort: slug, exercise: key, attempt: entryId, person }), form);
      isOwn(ctx, input.person);
      const fields = fieldsOf(form);
      const result = await submit(ctx, { ...input, attemptId: input.attempt ?? newId(), fields });
      const given = [...fields].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
      return 'incomplete' in result ? { again: true as const, exercise: input.exercise, given } : result;
    }),
});

export const showSolution = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => ({
      solution: await solutionFor(ctx, readFields(z.object({ cohort: slug, exercise: key }), form)),
    })),
});

export const saveWorksheet = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const input = readFields(
        z.object({
          cohort: slug,
          worksheet: key,
          attempt: entryId,
          person,
          written: z.coerce.number().int().positive().optional(),
        }),
        form,
      );
      isOwn(ctx, input.person);
      const values: Record<string, string> = {};
      for (const [name, texts] of fieldsOf(form))
        if (name.startsWith('field-')) values[name.slice('field-'.length)] = texts[0] ?? '';
      const writtenAt = new Date(input.written ?? ctx.now.getTime());
      return save(ctx, {
        cohort: input.cohort,
        worksheet: input.worksheet,
        entryId: input.attempt ?? newId(),
        values,
        writtenAt,
      });
    }),
});

export const completeUnit = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      const input = readFields(z.object({ cohort: slug, unit: key, person }), form);
      isOwn(ctx, input.person);
      const result = await complete(ctx, input);
      return result.completed ? result : { ...result, again: true as const };
    }),
});

export const recordVisit = defineAction({
  accept: 'form',
  handler: (form: FormData, context) =>
    run(context, async (ctx) => {
      await record(
        ctx,
        readFields(z.object({ cohort: slug, unit: key, anchor: z.string().regex(/^[a-z0-9-]{1,120}$/) }), form),
      );
      return {};
    }),
});

function isOwn(ctx: Context, personId: string | undefined): void {
  if (personId !== undefined && personId !== ctx.actor?.personId) throw new Refusal('signed-out');
}

function fieldsOf(form: FormData): Fields {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of form) {
    if (typeof value !== 'string' || ++count > MAX_FIELDS) throw new Refusal('invalid');
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}
