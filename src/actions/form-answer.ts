import type { ActionErrorCode } from 'astro:actions';
import type { RefusalCode } from '#domain/identity/refusal-code.ts';
import { Refusal } from '#server/refusal.ts';
import type { FormResult } from './form-fields.ts';

const codes: Partial<Record<ActionErrorCode, RefusalCode>> = {
  UNAUTHORIZED: 'signed-out',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not-found',
  CONFLICT: 'conflict',
  GONE: 'expired',
  BAD_REQUEST: 'invalid',
  CONTENT_TOO_LARGE: 'too-large',
  TOO_MANY_REQUESTS: 'too-many',
  SERVICE_UNAVAILABLE: 'busy',
};

/**
 * What is wrong with the form that was sent to this page, and what was typed; null when none was sent.
 * An action that was refused refuses the page too.
 */
export function formAnswer(
  result: { data?: FormResult | undefined; error?: { code: ActionErrorCode } | undefined } | undefined,
): { problem: string; values: Record<string, string> } | null {
  if (result?.error) throw new Refusal(codes[result.error.code] ?? 'invalid');
  return result?.data && 'again' in result.data ? result.data : null;
}
