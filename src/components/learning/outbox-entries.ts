/** What an outbox keeps, and how it is read back from a storage that anything may have happened to. */

/** Where an entry belongs. */
export interface OutboxPlace {
  kind: 'answer' | 'worksheet' | 'completion';
  /** Key of the exercise, worksheet or unit. */
  target: string;
  /** Slug of the cohort. */
  cohort: string;
}

/** What a form hands over. */
export interface OutboxDraft extends OutboxPlace {
  /** German, for lists of what waits. */
  label: string;
  /** The form's fields as they will be sent. */
  fields: [name: string, value: string][];
}

export interface OutboxEntry extends OutboxDraft {
  /** Also the attempt's id: sent twice, it counts once. */
  id: string;
  /** Opaque id of the person whose entry this is. */
  person: string;
  /** ISO instant. */
  at: string;
}

/** An entry that the server will never take, and its German reason. */
export interface RefusedEntry {
  entry: OutboxEntry;
  message: string;
}

export interface Stored {
  pending: OutboxEntry[];
  refused: RefusedEntry[];
}

/** The place as one text, to compare. */
export const placeOf = ({ kind, cohort, target }: OutboxPlace): string => `${kind} ${cohort} ${target}`;

/** For people: what was entered more than once at a place is one thing, and only the newest of it is told. */
export const newestOf = (entries: readonly OutboxEntry[]): OutboxEntry[] => [
  ...new Map(entries.map((entry) => [placeOf(entry), entry])).values(),
];

/** What a storage held, without anything broken or foreign. */
export function parseStored(text: string | null, person: string): Stored {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    // Broken by hand or by a crash: begin anew.
  }
  const own = (entry: unknown): entry is OutboxEntry => isEntry(entry) && entry.person === person;
  const list = (name: 'pending' | 'refused'): unknown[] => {
    const found: unknown = isRecord(value) ? value[name] : null;
    return Array.isArray(found) ? found : [];
  };
  return {
    pending: list('pending').filter(own),
    refused: list('refused').filter(
      (item): item is RefusedEntry => isRecord(item) && typeof item['message'] === 'string' && own(item['entry']),
    ),
  };
}

const KINDS: readonly unknown[] = ['answer', 'worksheet', 'completion'] satisfies OutboxDraft['kind'][];

function isEntry(value: unknown): value is OutboxEntry {
  return (
    isRecord(value) &&
    ['id', 'person', 'target', 'label', 'cohort', 'at'].every((name) => typeof value[name] === 'string') &&
    KINDS.includes(value['kind']) &&
    Array.isArray(value['fields']) &&
    value['fields'].every(
      (field: unknown) => Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string'),
    )
  );
}

/** Whether a value is an object with named parts. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
