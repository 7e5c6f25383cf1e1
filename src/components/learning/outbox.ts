/**
 * Nothing is lost: what a learner sends is written down in the browser first, then sent, and forgotten only when the
 * server has answered. No DOM and no bundler here; `outbox-client.ts` puts it into the page.
 */

import {
  parseStored,
  placeOf,
  type OutboxDraft,
  type OutboxEntry,
  type RefusedEntry,
  type Stored,
} from './outbox-entries.ts';

const ENTRY_MAX_BYTES = 64 * 1024;
const SEND_TIMEOUT_MS = 20_000;
/** A suspended tab can hold the lock for ever (iOS); sending twice counts once, so after this we go on without it. */
const LOCK_WAIT_MS = 5_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_LAST_MS = 60_000;
const REFUSED_KEPT = 20;

export interface OutboxState {
  pending: readonly OutboxEntry[];
  refused: readonly RefusedEntry[];
  sending: boolean;
  /** The server does not know the person any more; entries wait for the next sign-in. */
  signedOut: boolean;
  /** False while the browser refuses to store: entries then live as long as this page. */
  storageOk: boolean;
}

/** `unreachable`: nothing gets through now. `failed`: this one failed, others may pass. Both are tried again. */
export type SendResult =
  | { kind: 'saved'; data: unknown }
  | { kind: 'signed-out' | 'unreachable' | 'failed' }
  | { kind: 'refused'; message: string };

/** How the sending of an entry ended for good. */
export interface Outcome {
  entry: OutboxEntry;
  result: Extract<SendResult, { kind: 'saved' | 'refused' }>;
}

export interface OutboxParts {
  person: string;
  /** Null when the browser denies it. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  send: (entry: OutboxEntry) => Promise<SendResult>;
  now: () => Date;
  /** 0..1, for the jitter of retries. */
  random: () => number;
  newId: () => string;
  /** navigator.locks, or null where there is none. */
  locks: {
    request: (name: string, options: { signal: AbortSignal }, work: () => Promise<void>) => Promise<unknown>;
  } | null;
  /** Tells the person's other tabs how an entry ended. */
  tell?: (outcome: Outcome) => void;
}

export interface Outbox {
  /** Writes the entry down and begins to send; null when it is too large, which is then told as an outcome. */
  submit: (draft: OutboxDraft) => OutboxEntry | null;
  /** Tries to send everything now; settles when this round is over. */
  flush: () => Promise<void>;
  /** Calls back at once and at every change, as long as the page lives. */
  subscribe: (listener: (state: OutboxState) => void) => void;
  /** Calls back for each entry that was saved or refused, as long as the page lives. */
  onOutcome: (listener: (outcome: Outcome) => void) => void;
  /** Another tab has told an outcome. */
  hear: (outcome: Outcome) => void;
  /** Another tab has changed the storage. */
  refresh: () => void;
  /** Forgets a refused entry. */
  dismiss: (id: string) => void;
  /** Forgets everything of this person, also in storage. */
  discard: () => void;
  state: () => OutboxState;
}

/** Where a person's entries are kept; each person has a key of their own and never sees another's. */
export const outboxKey = (person: string): string => `dm-outbox:${person}`;

/** The outbox of one person. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { person, storage, send, now, random, locks } = parts;
  const key = outboxKey(person);
  const listeners = new Set<(state: OutboxState) => void>();
  const outcomeListeners = new Set<(outcome: Outcome) => void>();
  /** What the storage did not take. */
  let memory: Stored = { pending: [], refused: [] };
  /** Ids that are over, in case the storage cannot forget them. */
  const over = new Set<string>();
  let storageOk = storage !== null;
  let signedOut = false;
  let running: Promise<void> | null = null;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const entries = (): Stored => {
    const stored = readStored();
    const both = <Item>(kept: Item[], extra: Item[], id: (item: Item) => string) => [
      ...new Map([...kept, ...extra].filter((item) => !over.has(id(item))).map((item) => [id(item), item])).values(),
    ];
    return {
      pending: both(stored.pending, memory.pending, (entry) => entry.id),
      refused: both(stored.refused, memory.refused, (item) => `refused:${item.entry.id}`),
    };
  };

  const readStored = (): Stored => {
    try {
      return parseStored(storage?.getItem(key) ?? null, person);
    } catch {
      storageOk = false;
      return { pending: [], refused: [] };
    }
  };

  const write = (next: Stored): void => {
    memory = next;
    try {
      if (storage === null) return;
      if (next.pending.length + next.refused.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(next));
      memory = { pending: [], refused: [] };
      storageOk = true;
    } catch {
      storageOk = false;
    }
  };

  const state = (): OutboxState => ({ ...entries(), sending: running !== null, signedOut, storageOk });

  const changed = (): void => {
    const current = state();
    for (const listener of listeners) listener(current);
  };

  const settle = (outcome: Outcome): void => {
    const { pending, refused } = entries();
    over.add(outcome.entry.id);
    const { entry, result } = outcome;
    write({
      pending: pending.filter(({ id }) => id !== entry.id),
      refused:
        result.kind === 'refused' ? [...refused, { entry, message: result.message }].slice(-REFUSED_KEPT) : refused,
    });
    for (const listener of outcomeListeners) listener(outcome);
    parts.tell?.(outcome);
    changed();
  };

  /** One pass through the queue, in order; an entry that fails holds back only what follows for the same target. */
  const round = async (): Promise<void> => {
    const heldBack = new Set<string>();
    for (;;) {
      const entry = entries().pending.find((candidate) => !heldBack.has(placeOf(candidate)));
      if (entry === undefined) break;
      const result = await inTime(send(entry));
      if (over.has(entry.id)) continue;
      if (result.kind !== 'unreachable') signedOut = result.kind === 'signed-out';
      if (result.kind === 'saved' || result.kind === 'refused') {
        failures = heldBack.size;
        settle({ entry, result });
        continue;
      }
      if (result.kind === 'signed-out') return;
      failures += 1;
      if (result.kind === 'unreachable') break;
      heldBack.add(placeOf(entry));
    }
    if (entries().pending.length > 0) retryLater();
  };

  const retryLater = (): void => {
    const pause = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** Math.max(0, failures - 1));
    clearTimeout(retry);
    retry = setTimeout(() => void flush(), pause * (0.75 + random() / 4));
  };

  /** One tab at a time where the browser has locks. */
  const alone = async (work: () => Promise<void>): Promise<void> => {
    if (locks === null) return work();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOCK_WAIT_MS);
    let begun = false;
    try {
      await locks.request(key, { signal: patience.signal }, () => {
        begun = true;
        clearTimeout(timer);
        return work();
      });
    } catch {
      clearTimeout(timer);
      if (!begun) await work();
    }
  };

  const flush = (): Promise<void> => {
    if (running !== null) return running;
    clearTimeout(retry);
    retry = undefined;
    if (entries().pending.length === 0) return Promise.resolve();
    running = alone(round).finally(() => {
      running = null;
      changed();
      // Submitted in the moment between the last look and now.
      if (retry === undefined && !signedOut && entries().pending.length > 0) void flush();
    });
    changed();
    return running;
  };

  const submit = (draft: OutboxDraft): OutboxEntry | null => {
    const entry: OutboxEntry = { ...draft, id: parts.newId(), person, at: now().toISOString() };
    if (new TextEncoder().encode(JSON.stringify(entry.fields)).length > ENTRY_MAX_BYTES) {
      const message = 'Das ist zu lang, um es zu speichern. Bitte kürzen Sie den Text; er steht noch im Formular.';
      for (const listener of outcomeListeners) listener({ entry, result: { kind: 'refused', message } });
      return null;
    }
    const { pending, refused } = entries();
    const sameAgain = pending.find((other) => placeOf(other) === placeOf(entry) && sameFields(other, entry));
    if (sameAgain !== undefined && draft.kind !== 'worksheet') {
      void flush();
      return sameAgain;
    }
    const replaced = draft.kind === 'worksheet' ? pending.filter((other) => placeOf(other) === placeOf(entry)) : [];
    for (const { id } of replaced) over.add(id);
    write({
      pending: [...pending.filter((other) => !replaced.includes(other)), entry],
      refused: refused.filter((other) => placeOf(other.entry) !== placeOf(entry)),
    });
    changed();
    void flush();
    return entry;
  };

  return {
    submit,
    flush,
    state,
    refresh: changed,
    subscribe: (listener) => {
      listeners.add(listener);
      listener(state());
    },
    onOutcome: (listener) => void outcomeListeners.add(listener),
    hear: (outcome) => {
      over.add(outcome.entry.id);
      for (const listener of outcomeListeners) listener(outcome);
      changed();
    },
    dismiss: (id) => {
      const { pending, refused } = entries();
      over.add(`refused:${id}`);
      write({ pending, refused: refused.filter(({ entry }) => entry.id !== id) });
      changed();
    },
    discard: () => {
      clearTimeout(retry);
      for (const { id } of entries().pending) over.add(id);
      for (const { entry } of entries().refused) over.add(`refused:${entry.id}`);
      write({ pending: [], refused: [] });
      changed();
    },
  };

  function inTime(sending: Promise<SendResult>): Promise<SendResult> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'unreachable' }), SEND_TIMEOUT_MS);
      const done = (result: SendResult) => {
        clearTimeout(timer);
        resolve(result);
      };
      sending.then(done, () => done({ kind: 'unreachable' }));
    });
  }
}

const sameFields = (a: OutboxDraft, b: OutboxDraft): boolean => JSON.stringify(a.fields) === JSON.stringify(b.fields);
