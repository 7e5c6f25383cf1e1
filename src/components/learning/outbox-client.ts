/** The outbox in the page: real storage, real network, one for each person whatever chunk asks for it. */
import { callAction } from './call-action.ts';
import { createOutbox, outboxKey, type Outbox, type Outcome, type SendResult } from './outbox.ts';
import type { Solution } from '#domain/learning/exercise-state.ts';
import { isRecord, type OutboxEntry } from './outbox-entries.ts';

const ALL = Symbol.for('digital-maker.outboxes');
const NOT_READ =
  'Das ließ sich nicht speichern. Ihre Angaben stehen noch im Formular. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.';

/** How often, and for how long at most, the islands are waited for. */
const ISLANDS_PAUSE_MS = 200;
const ISLANDS_MAX_MS = 6_000;

/** Statuses after which the server itself asks to come back later. */
const COME_BACK = [408, 425, 429, 502, 503, 504];

const ACTIONS = {
  answer: 'learning.submitAnswer',
  worksheet: 'learning.saveWorksheet',
  completion: 'learning.completeUnit',
} as const;

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
export async function fetchSolution(cohort: string, exercise: string): Promise<Solution | string> {
  const form = new FormData();
  form.append('cohort', cohort);
  form.append('exercise', exercise);
  try {
    const answer = await callAction('learning.showSolution', form);
    if (!('data' in answer)) return answer.message || NOT_READ;
    const solution = isRecord(answer.data) ? answer.data['solution'] : null;
    return isSolution(solution) ? solution : NOT_READ;
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
  addEventListener('pageshow', (event) => event.persisted && retry());
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
  // Islands subscribe first and so hear what comes back of what waited.
  const begin = (): void => {
    const early = document.querySelector('astro-island[ssr]') !== null && performance.now() < ISLANDS_MAX_MS;
    if (early) setTimeout(begin, ISLANDS_PAUSE_MS);
    else retry();
  };
  setTimeout(begin);
  return outbox;
}

async function send(entry: OutboxEntry): Promise<SendResult> {
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  form.set('attempt', entry.id);
  form.set('person', entry.person);
  form.set('written', String(Date.parse(entry.at)));
  try {
    const answer = await callAction(ACTIONS[entry.kind], form);
    if ('data' in answer) return { kind: 'saved', data: answer.data };
    const { status, message } = answer;
    if (status === 401) return { kind: 'signed-out' };
    if (COME_BACK.includes(status)) return { kind: 'unreachable' };
    return status >= 500 ? { kind: 'failed' } : { kind: 'refused', message: message || NOT_READ };
  } catch {
    return { kind: 'unreachable' };
  }
}

function storageOrNull(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** 128 random bits; `randomUUID` is there in secure contexts only, and a trial in the house may run without https. */
const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const isSolution = (value: unknown): value is Solution => isRecord(value) && Array.isArray(value['lines']);

const isOutbox = (value: unknown): value is Outbox => isRecord(value) && typeof value['flush'] === 'function';

const isOutcome = (value: unknown): value is Outcome =>
  isRecord(value) &&
  isRecord(value['entry']) &&
  isRecord(value['result']) &&
  typeof value['result']['kind'] === 'string';
