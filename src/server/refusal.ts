import type { RefusalCode } from '#domain/identity/refusal-code.ts';
import { databaseFault } from '#platform/database-faults.ts';

/** The caller may not, or asks for what is not there. Its German words are in `text/refusals.ts`. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Chooses more exact words than the code alone. */
  readonly detail: string | null;
  /** When trying again can help; null: that is not known. */
  readonly retryAfterSeconds: number | null;

  constructor(code: RefusalCode, detail: string | null = null, retryAfterSeconds: number | null = null) {
    super(detail === null ? code : `${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What a person is told when the database could not do it now; null for any other error. */
export function busyRefusal(error: unknown): Refusal | null {
  const fault = databaseFault(error);
  if (fault === null) return null;
  return new Refusal('busy', fault === 'locked' ? null : fault);
}
