import { eq } from 'drizzle-orm';
import { pictureProblem, type PictureProblem } from '#domain/files/picture.ts';
import type { CentreDetails } from '#domain/identity/centre-details.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { storeFile } from '../files/store-file.ts';
import { storedFiles } from '../files/tables.ts';
import { Refusal } from '../refusal.ts';
import { centres } from './tables.ts';

/**
 * The centre is as given, or the answer says why not. `logo`: the bytes of a new one, `remove`, or null to keep it.
 */
export async function changeCentre(
  ctx: Context,
  input: { centreId: string; details: CentreDetails; logo: Uint8Array | 'remove' | null },
): Promise<{ changed: true } | { problem: PictureProblem }> {
  const { centreId, details, logo } = input;
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const problem = logo instanceof Uint8Array ? pictureProblem(logo) : null;
  if (problem !== null) return { problem };
  const name = logo instanceof Uint8Array ? await ctx.files.put(logo) : null;
  let mayPointAtNew = false;
  try {
    const replaced = await inTransaction(ctx, async (tx) => {
      authorize(tx, { action: 'centre:manage', on: { centreId } });
      const [before] = await tx.db.select().from(centres).where(eq(centres.id, centreId));
      if (before === undefined) throw new Refusal('not-found');
      if (name !== null && logo instanceof Uint8Array) await storeFile(tx, { name, bytes: logo, access: 'public' });
      const logoFileId = logo === 'remove' ? null : (name ?? before.logoFileId);
      const after = { ...details, logoFileId };
      await tx.db.update(centres).set(after).where(eq(centres.id, centreId));
      const old = before.logoFileId !== logoFileId ? before.logoFileId : null;
      if (old !== null) await tx.db.delete(storedFiles).where(eq(storedFiles.id, old));
      const changed = Object.entries(after).flatMap(([key, value]) => (Reflect.get(before, key) === value ? [] : key));
      if (changed.length > 0)
        await recordAudit(tx, {
          action: 'centre-changed',
          target: { kind: 'centre', id: centreId },
          centreId,
          detail: { fields: changed.join(' ') },
        });
      // From here on it may be stored, even if that is never confirmed: rather a file too many than a row without one.
      mayPointAtNew = true;
      return old;
    });
    // After the commit: what the row pointed at must be there as long as the row is.
    if (replaced !== null) await ctx.files.delete(replaced);
    return { changed: true };
  } finally {
    if (name !== null && !mayPointAtNew) await ctx.files.delete(name);
  }
}
