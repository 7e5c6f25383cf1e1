import { HashQueueFullError, hashPassword } from '#platform/password-hash.ts';
import { Refusal } from '../refusal.ts';

/** The hash to keep of a password that passed the rules; refuses while too many wait for theirs. */
export async function hashNewPassword(password: string): Promise<string> {
  try {
    return await hashPassword(password);
  } catch (error) {
    if (error instanceof HashQueueFullError) throw new Refusal('busy');
    throw error;
  }
}
