import { pictureTypeOf } from '#domain/files/picture.ts';
import { sha256Hex } from '#platform/random.ts';
import type { Context } from '../context.ts';
import { storedFiles } from './tables.ts';

/**
 * A picture that is on disk under `name` gets its row, in the transaction that points at it.
 * Who put the file there takes it away again when the transaction fails.
 */
export async function storeFile(
  tx: Context,
  file: { name: string; bytes: Uint8Array; access: (typeof storedFiles.$inferInsert)['access'] },
): Promise<void> {
  const mediaType = pictureTypeOf(file.bytes);
  if (mediaType === null) throw new Error('only pictures are stored');
  await tx.db.insert(storedFiles).values({
    id: file.name,
    mediaType,
    sizeBytes: file.bytes.length,
    sha256: sha256Hex(file.bytes),
    access: file.access,
    storedAt: tx.now,
    storedBy: tx.actor?.personId ?? null,
  });
}
