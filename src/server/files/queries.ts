import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { storedFiles } from './tables.ts';

/** A file that everybody may fetch, with its kind as found in its content; refuses for any other name. */
export async function publicFile(ctx: Context, name: string): Promise<{ mediaType: string; bytes: Buffer }> {
  const [row] = await ctx.db
    .select({ mediaType: storedFiles.mediaType })
    .from(storedFiles)
    .where(and(eq(storedFiles.id, name), eq(storedFiles.access, 'public')));
  const bytes = row === undefined ? null : await ctx.files.get(name);
  if (row === undefined || bytes === null) throw new Refusal('not-found');
  return { mediaType: row.mediaType, bytes };
}
