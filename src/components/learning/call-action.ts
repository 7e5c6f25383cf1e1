import { isRecord } from './outbox-entries.ts';

/** The server's answer to an action: what it gave back, or its refusal in German words. */
export type ActionAnswer = { data: unknown } | { status: number; message: string };

/**
 * Calls an Astro action with a form's fields; throws when the server cannot be reached.
 * Instead of `actions` from `astro:actions`, whose client weighs 2.5 KB: a page of exercises may load 25 KB of script.
 */
export async function callAction(name: string, form: FormData): Promise<ActionAnswer> {
  const response = await fetch(`/_actions/${name}`, {
    method: 'POST',
    body: form,
    headers: { Accept: 'application/json' },
  });
  const text = await response.text();
  if (response.ok) return { data: text === '' ? null : unflatten(JSON.parse(text)) };
  return { status: response.status, message: messageIn(text) };
}

/**
 * The value in devalue's flat list, as Astro sends it: each object and array names its parts by their place in the list.
 * Only what our actions return: text, numbers, booleans, null, missing, plain objects and arrays.
 */
export function unflatten(list: unknown): unknown {
  const values: unknown[] = Array.isArray(list) ? list : [];
  const at = (index: unknown): unknown => {
    // Negative places stand for what JSON cannot say; -1 is undefined.
    if (typeof index !== 'number' || index < 0) return undefined;
    const value = values[index];
    if (Array.isArray(value)) return value.map(at);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, place]) => [name, at(place)]));
  };
  return at(0);
}

/** Of an error that is not ours (a proxy's page, Astro's English one about fields) nothing is shown. */
function messageIn(text: string): string {
  try {
    const error: unknown = JSON.parse(text);
    return isRecord(error) && error['type'] === 'AstroActionError' && typeof error['message'] === 'string'
      ? error['message']
      : '';
  } catch {
    return '';
  }
}
