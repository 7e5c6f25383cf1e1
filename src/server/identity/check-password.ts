import { HashQueueFullError, verifyPassword } from '#platform/password-hash.ts';
import { Refusal } from '../refusal.ts';

/**
 * Whether the password belongs to the hash; null takes as long and is never right. When too many wait for theirs,
 * `unchecked` runs and the caller is refused: that was no wrong try.
 */
export async function checkPassword(
  passwordHash: string | null,
  password: string,
  unchecked: () => Promise<void>,
): Promise<boolean> {
  try {
    return await verifyPassword(passwordHash, password);
  } catch (error) {
    if (!(error instanceof HashQueueFullError)) throw error;
    await unchecked();
    throw new Refusal('busy');
  }
}
