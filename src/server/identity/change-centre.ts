import { eq } from 'drizzle-orm';
import { pictureProblem, type PictureProblem } from '#domain/files/picture.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize } from '../authorize.ts';
import { inTransaction, type Context } from '../context.ts';
import { storeFile } from '../files/store-file.ts';
import { storedFiles } from '../files/tables.ts';
import { Refusal } from '../refusal.ts';
import { centres, passkeys } from './tables.ts';

/** What a coordinator says about the centre; null: nothing. */
export interface CentreDetails {
  name: string;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  mailSenderName: string | null;
  mailReplyTo: string | null;
  requiresPasskeys: boolean;
}

/**
 * The centre is as given, or the answer says why not. `logo`: the bytes of a new one, `remove`, or null to keep it.
 * Passkeys are asked of staff only by somebody who has one, or the centre would lock its coordinator out.
 */
export async function changeCentre(
  ctx: Context,
  input: { centreId: string; details: CentreDetails; logo: Uint8Array | 'remove' | null },
): Promise<{ changed: true } | { problem: PictureProblem | 'passkey-first' }> {
  const { centreId, details, logo } = input;
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const problem = logo instanceof Uint8Array ? pictureProblem(logo) : null;
  if (problem !== null) return { problem };
  const name = logo instanceof Uint8Array ? await ctx.files.put(logo) : null;
  let keepsNew = false;
  try {
    const result = await inTransaction(ctx, async (tx) => {
      const actor = authorize(tx, { action: 'centre:manage', on: { centreId } });
      const [before] = await tx.db.select().from(centres).where(eq(centres.id, centreId));
      if (before === undefined) throw new Refusal('not-found');
      if (details.requiresPasskeys && !before.requiresPasskeys && !(await hasPasskey(tx, actor.accountId)))
        return { problem: 'passkey-first' } as const;
      if (name !== null && logo instanceof Uint8Array) await storeFile(tx, { name, bytes: logo, access: 'public' });
      const logoFileId = logo === 'remove' ? null : (name ?? before.logoFileId);
      const after = { ...details, logoFileId };
      await tx.db.update(centres).set(after).where(eq(centres.id, centreId));
      const replaced = before.logoFileId !== logoFileId ? before.logoFileId : null;
      if (replaced !== null) await tx.db.delete(storedFiles).where(eq(storedFiles.id, replaced));
      const changed = Object.entries(after).flatMap(([key, value]) => (Reflect.get(before, key) === value ? [] : key));
      if (changed.length > 0)
        await recordAudit(tx, {
          action: 'centre-changed',
          target: { kind: 'centre', id: centreId },
          centreId,
          detail: { fields: changed.join(' ') },
        });
      return { changed: true, replaced } as const;
    });
    if ('problem' in result) return result;
    keepsNew = true;
    // After the commit: what the row pointed at must be there as long as the row is.
    if (result.replaced !== null) await ctx.files.delete(result.replaced);
    return { changed: true };
  } finally {
    if (name !== null && !keepsNew) await ctx.files.delete(name);
  }
}

async function hasPasskey(tx: Context, accountId: string): Promise<boolean> {
  const found = await tx.db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .limit(1);
  return found.length > 0;
}
