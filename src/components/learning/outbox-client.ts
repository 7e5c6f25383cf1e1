/** The outbox in the page: real storage, real network, one for each person whatever chunk asks for it. */
import { actions } from 'astro:actions';
import { createOutbox, outboxKey, type Outbox, type Outcome, type SendResult } from './outbox.ts';
import { isRecord, type OutboxEntry } from './outbox-entries.ts';

const ALL = Symbol.for('digital-maker.outboxes');
const NOT_READ =
  'Das ließ sich nicht speichern. Ihre Angaben stehen noch im Formular. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.';

/** Codes after which the server itself asks to come back later. */
const COME_BACK = [
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'BAD_GATEWAY',
  'GATEWAY_TIMEOUT',
  'REQUEST_TIMEOUT',
  'TOO_EARLY',
];

const senders = {
  answer: (form: FormData) => actions.learning.submitAnswer(form),
  worksheet: (form: FormData) => actions.learning.saveWorksheet(form),
  completion: (form: FormData) => actions.learning.completeUnit(form),
};

/** The outbox of a person; the same one for every island on the page. Only in the browser. */
export function outboxFor(person: string): Outbox {
  const found: unknown = Reflect.get(globalThis, ALL);
  const outboxes = found instanceof Map ? found : new Map<unknown, unknown>();
  if (outboxes !== found) Reflect.set(globalThis, ALL, outboxes);
  const known: unknown = outboxes.get(person);
  if (isOutbox(known)) return known;
  const outbox = openOutbox(person);
  outboxes.set(person, outbox);
  return outbox;
}

/** The solution of an exercise, or the German reason why it cannot be shown now. */
export async function fetchSolution(
  cohort: string,
  exercise: string,
): Promise<{ lines: string[]; explanation: string | null } | string> {
  const form = new FormData();
  form.append('cohort', cohort);
  form.append('exercise', exercise);
  try {
    const { data, error } = await actions.learning.showSolution(form);
    return error === undefined ? data.solution : reasonOf(error);
  } catch {
    return 'Die Lösung ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal, sobald die Verbindung wieder da ist.';
  }
}

function openOutbox(person: string): Outbox {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(outboxKey(person)) : null;
  const outbox = createOutbox({
    person,
    storage: storageOrNull(),
    send,
    now: () => new Date(),
    random: Math.random,
    newId,
    locks: 'locks' in navigator ? navigator.locks : null,
    tell: (outcome) => channel?.postMessage(outcome),
  });
  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isOutcome(event.data)) outbox.hear(event.data);
  });
  const retry = () => void outbox.flush();
  addEventListener('online', retry);
  addEventListener('pageshow', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') retry();
  });
  addEventListener('storage', (event) => {
    if (event.key === null || event.key === outboxKey(person)) outbox.refresh();
  });
  addEventListener('beforeunload', (event) => {
    const { pending, storageOk } = outbox.state();
    if (pending.length > 0 && !storageOk) event.preventDefault();
  });
  // Islands that hydrate in the same moment subscribe first and so hear what comes back.
  setTimeout(retry);
  return outbox;
}

async function send(entry: OutboxEntry): Promise<SendResult> {
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  form.set('attempt', entry.id);
  form.set('person', entry.person);
  form.set('written', String(Date.parse(entry.at)));
  try {
    const { data, error } = await senders[entry.kind](form);
    if (error === undefined) return { kind: 'saved', data };
    if (error.code === 'UNAUTHORIZED') return { kind: 'signed-out' };
    if (COME_BACK.includes(error.code)) return { kind: 'unreachable' };
    return error.status >= 500 ? { kind: 'failed' } : { kind: 'refused', message: reasonOf(error) };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Astro's own message about fields that do not fit is English JSON, not for learners. */
const reasonOf = (error: { type: string; message: string }): string =>
  error.type === 'AstroActionInputError' || error.message === '' ? NOT_READ : error.message;

function storageOrNull(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** randomUUID is there in secure contexts only; a test installation in the house may run without https. */
function newId(): string {
  if (globalThis.isSecureContext) return crypto.randomUUID();
  const bytes = [...new Uint8Array(crypto.getRandomValues(new Uint8Array(16)))];
  const hex = bytes
    .map((byte, index) => (index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const isOutbox = (value: unknown): value is Outbox => isRecord(value) && typeof value['flush'] === 'function';

const isOutcome = (value: unknown): value is Outcome =>
  isRecord(value) &&
  isRecord(value['entry']) &&
  isRecord(value['result']) &&
  typeof value['result']['kind'] === 'string';
