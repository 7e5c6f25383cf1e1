import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboxDraft, OutboxEntry } from '../../../src/components/learning/outbox-entries.ts';
import {
  createOutbox,
  outboxKey,
  type Outcome,
  type OutboxParts,
  type SendResult,
} from '../../../src/components/learning/outbox.ts';

const NOW = new Date('2027-02-01T08:00:00Z');
const SAVED: SendResult = { kind: 'saved', data: 'graded' };

const answer = (target: string, value = 'a'): OutboxDraft => ({
  kind: 'answer',
  target,
  label: `Übung ${target}`,
  cohort: 'herbst',
  fields: [
    ['exercise', target],
    ['answer', value],
  ],
});
const worksheet = (value: string): OutboxDraft => ({ ...answer('modul/blatt', value), kind: 'worksheet' });

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

/** An outbox whose server answers in turn; the last answer is repeated. */
function world(results: SendResult[] = [SAVED], parts: Partial<OutboxParts> = {}) {
  const sent: OutboxEntry[] = [];
  const storage = memoryStorage();
  let ids = 0;
  let left = results;
  const open = (more: Partial<OutboxParts> = {}) =>
    createOutbox({
      person: 'anna',
      storage,
      send: async (entry) => {
        sent.push(entry);
        const [result = SAVED, ...rest] = left;
        if (rest.length > 0) left = rest;
        return result;
      },
      now: () => NOW,
      random: () => 1,
      newId: () => `id-${++ids}`,
      locks: null,
      ...parts,
      ...more,
    });
  return { sent, storage, open, answers: (next: SendResult[]) => (left = next) };
}
const targets = (entries: readonly OutboxEntry[]) => entries.map(({ target }) => target);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('sending', () => {
  test('an entry is written down before the first send and forgotten after the answer', async () => {
    const { storage, open } = world();
    let keptWhileSending: string | null = null;
    const outbox = open({
      send: async () => {
        keptWhileSending = storage.getItem(outboxKey('anna'));
        return SAVED;
      },
    });
    outbox.submit(answer('m/eins'));
    await outbox.flush();
    expect(keptWhileSending).toContain('m/eins');
    expect(storage.items.size).toBe(0);
    expect(outbox.state()).toMatchObject({ pending: [], sending: false, storageOk: true });
  });

  test('entries go in order, one at a time', async () => {
    let underWay = 0;
    let most = 0;
    const seen: string[] = [];
    const outbox = world().open({
      send: async ({ target }) => {
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        underWay -= 1;
        seen.push(target);
        return SAVED;
      },
    });
    for (const target of ['m/1', 'm/2', 'm/3']) outbox.submit(answer(target));
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(seen).toEqual(['m/1', 'm/2', 'm/3']);
    expect(most).toBe(1);
  });

  test('a try that failed is sent again under the same id', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }, SAVED]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    await outbox.flush();
    await outbox.flush();
    expect(sent.map(({ id }) => id)).toEqual(['id-1', 'id-1']);
  });

  test('the same answer submitted twice while it waits counts once', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }, SAVED]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    await outbox.flush();
    expect(outbox.submit(answer('m/1'))?.id).toBe('id-1');
    outbox.submit(answer('m/1', 'b'));
    await vi.runAllTimersAsync();
    expect(sent.map(({ fields }) => fields[1]?.[1])).toEqual(['a', 'a', 'b']);
  });

  test('listeners hear what the server said', async () => {
    const heard: Outcome[] = [];
    const outbox = world().open({ tell: (outcome) => void heard.push(outcome) });
    outbox.onOutcome((outcome) => void heard.push(outcome));
    outbox.submit(answer('m/1'));
    await outbox.flush();
    expect(heard.map(({ result }) => result)).toEqual([SAVED, SAVED]);
  });

  test('one tab sends at a time, and a tab that holds the lock for ever does not stop the others', async () => {
    const { sent, open } = world();
    const names: string[] = [];
    const locked = open({ locks: { request: async (name, _options, work) => (names.push(name), work()) } });
    locked.submit(answer('m/1'));
    await locked.flush();
    expect(names).toEqual(['dm-outbox:anna']);
    const stuck = open({
      locks: {
        request: (_name, { signal }) =>
          new Promise(
            (_resolve, reject) => void signal.addEventListener('abort', () => reject(new Error('AbortError'))),
          ),
      },
    });
    stuck.submit(answer('m/2'));
    await vi.runAllTimersAsync();
    expect(targets(sent)).toEqual(['m/1', 'm/2']);
  });

  test('a send that never ends counts as unreachable', async () => {
    const outbox = world().open({ send: () => new Promise(() => undefined) });
    outbox.submit(answer('m/1'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(outbox.state()).toMatchObject({ sending: false, pending: [{ target: 'm/1' }] });
  });
});

describe('retrying', () => {
  test('the pause doubles from two seconds up to a minute', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }]);
    open().submit(answer('m/1'));
    await vi.advanceTimersByTimeAsync(0);
    const pauses: number[] = [];
    for (let tries = 1; tries < 8; tries++) {
      let waited = 0;
      while (sent.length === tries) {
        await vi.advanceTimersByTimeAsync(500);
        waited += 500;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('jitter shortens a pause by a quarter at most', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }]);
    open({ random: () => 0 }).submit(answer('m/1'));
    await vi.advanceTimersByTimeAsync(1_499);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
  });

  test('an unreachable server is not asked for the rest of the queue', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    await outbox.flush();
    outbox.submit(answer('m/2'));
    await outbox.flush();
    expect(targets(sent)).toEqual(['m/1', 'm/1']);
  });

  test('an entry that fails by itself holds back only its own exercise', async () => {
    const { sent, open, answers } = world([{ kind: 'unreachable' }]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    outbox.submit(answer('m/1', 'b'));
    outbox.submit(answer('m/2'));
    await outbox.flush();
    sent.length = 0;
    answers([{ kind: 'failed' }, SAVED]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(targets(sent)).toEqual(['m/1', 'm/2']);
    expect(targets(outbox.state().pending)).toEqual(['m/1', 'm/1']);
  });
});

describe('signed out', () => {
  test('entries are kept, nothing is tried again by itself, and a later flush sends them', async () => {
    const { sent, open, answers } = world([{ kind: 'signed-out' }]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toHaveLength(1);
    expect(outbox.state()).toMatchObject({ signedOut: true, pending: [{ target: 'm/1' }] });
    answers([SAVED]);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ signedOut: false, pending: [] });
  });

  test('signing out forgets everything of the person', async () => {
    const { storage, sent, open } = world([{ kind: 'unreachable' }]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    await outbox.flush();
    outbox.discard();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(storage.items.size).toBe(0);
    expect(sent).toHaveLength(1);
    expect(outbox.state().pending).toEqual([]);
  });
});

test('what comes back after signing out leaves no trace', async () => {
  const { storage, open } = world();
  let release = (): void => undefined;
  const outbox = open({
    send: async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return { kind: 'refused', message: 'Nein.' };
    },
  });
  outbox.submit(answer('m/1'));
  const sending = outbox.flush();
  outbox.discard();
  release();
  await sending;
  expect(storage.items.size).toBe(0);
  expect(outbox.state()).toMatchObject({ pending: [], refused: [] });
});

describe('refusals', () => {
  test('a refused entry leaves the queue with the reason and the next one goes on', async () => {
    const { sent, open } = world([{ kind: 'refused', message: 'Der Durchgang ist beendet.' }, SAVED]);
    const outbox = open();
    outbox.submit(answer('m/1'));
    outbox.submit(answer('m/2'));
    await outbox.flush();
    expect(targets(sent)).toEqual(['m/1', 'm/2']);
    expect(outbox.state()).toMatchObject({
      pending: [],
      refused: [{ message: 'Der Durchgang ist beendet.', entry: { target: 'm/1' } }],
    });
  });

  test('it survives a reload with its answer, until it is dismissed or answered anew', async () => {
    const { open } = world([{ kind: 'refused', message: 'Nein.' }, { kind: 'refused', message: 'Nein.' }, SAVED]);
    const outbox = open();
    outbox.submit(answer('m/1', 'mein Text'));
    outbox.submit(answer('m/2'));
    await outbox.flush();
    const reopened = open();
    expect(reopened.state().refused.map(({ entry }) => entry.fields[1]?.[1])).toEqual(['mein Text', 'a']);
    reopened.submit(answer('m/1', 'besser'));
    reopened.dismiss('id-2');
    await reopened.flush();
    expect(open().state().refused).toEqual([]);
  });

  test('more than 64 kB is refused at once and never stored', () => {
    const { storage, sent, open } = world();
    const outbox = open();
    const heard: Outcome[] = [];
    outbox.onOutcome((outcome) => void heard.push(outcome));
    expect(outbox.submit(answer('m/1', 'ä'.repeat(32_800)))).toBeNull();
    expect(outbox.submit(answer('m/1', 'ä'.repeat(32_700)))).not.toBeNull();
    expect(heard.map(({ result }) => result.kind)).toEqual(['refused']);
    expect(storage.items.size).toBe(1);
    expect(sent).toHaveLength(1);
  });
});

describe('worksheets', () => {
  test('a newer state of a worksheet replaces an older unsent one', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }, SAVED]);
    const outbox = open();
    outbox.submit(worksheet('alt'));
    await outbox.flush();
    outbox.submit(worksheet('neu'));
    expect(outbox.state().pending.map(({ fields }) => fields[1]?.[1])).toEqual(['neu']);
    await outbox.flush();
    expect(sent.map(({ fields }) => fields[1]?.[1])).toEqual(['alt', 'neu']);
  });

  test('a newer state is sent although the older one was under way', async () => {
    const seen: (string | undefined)[] = [];
    let release = (): void => undefined;
    const outbox = world().open({
      send: async ({ fields }) => {
        seen.push(fields[1]?.[1]);
        if (seen.length === 1) await new Promise<void>((resolve) => (release = resolve));
        return SAVED;
      },
    });
    outbox.submit(worksheet('alt'));
    outbox.submit(worksheet('neu'));
    release();
    await outbox.flush();
    expect(seen).toEqual(['alt', 'neu']);
    expect(outbox.state().pending).toEqual([]);
  });
});

describe('storage', () => {
  test('nobody reads what another person left, not even under the own key', () => {
    const { storage, open } = world([{ kind: 'unreachable' }]);
    open().submit(answer('m/1'));
    expect(open({ person: 'bert' }).state().pending).toEqual([]);
    storage.items.set(outboxKey('bert'), storage.items.get(outboxKey('anna')) ?? '');
    expect(open({ person: 'bert' }).state().pending).toEqual([]);
    expect(open().state().pending).toHaveLength(1);
  });

  test('entries of a closed browser are sent at the next start', async () => {
    const { sent, open } = world([{ kind: 'unreachable' }, SAVED]);
    const first = open();
    first.submit(answer('m/1'));
    await first.flush();
    await open().flush();
    expect(sent.map(({ id }) => id)).toEqual(['id-1', 'id-1']);
  });

  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  test.each([
    ['is not there', null],
    ['is blocked', { getItem: denied, setItem: denied, removeItem: denied }],
    ['is full', { ...memoryStorage(), setItem: denied }],
  ])('when storage %s, entries live in memory and the state says so', async (_name, storage) => {
    const { sent, open } = world([{ kind: 'unreachable' }, SAVED], { storage });
    const outbox = open();
    outbox.submit(answer('m/1'));
    outbox.submit(answer('m/2'));
    expect(outbox.state()).toMatchObject({ storageOk: false, pending: [{ target: 'm/1' }, { target: 'm/2' }] });
    await vi.runAllTimersAsync();
    expect(targets(sent)).toEqual(['m/1', 'm/1', 'm/2']);
    expect(outbox.state().pending).toEqual([]);
  });

  test('once there is room again, what was in memory is stored', () => {
    const storage = memoryStorage();
    let full = true;
    const { open } = world([{ kind: 'unreachable' }], {
      storage: { ...storage, setItem: (key, value) => (full ? denied() : storage.setItem(key, value)) },
    });
    const outbox = open();
    outbox.submit(answer('m/1'));
    full = false;
    outbox.submit(answer('m/2'));
    expect(outbox.state().storageOk).toBe(true);
    expect(targets(open().state().pending)).toEqual(['m/1', 'm/2']);
  });

  test('entries of another tab are not overwritten', () => {
    const { open } = world([{ kind: 'unreachable' }]);
    const [one, other] = [open(), open()];
    one.submit(answer('m/1'));
    other.submit(answer('m/2'));
    expect(targets(one.state().pending)).toEqual(['m/1', 'm/2']);
  });

  test.each(['', '{', 'null', '[]', '{"pending":{}}', '{"pending":[null,{"id":"x"}],"refused":[{"entry":{}}]}'])(
    'broken storage %j is an empty outbox that works',
    (text) => {
      const { storage, open } = world([{ kind: 'unreachable' }]);
      storage.items.set(outboxKey('anna'), text);
      const outbox = open();
      expect(outbox.state()).toMatchObject({ pending: [], refused: [] });
      outbox.submit(answer('m/1'));
      expect(targets(open().state().pending)).toEqual(['m/1']);
    },
  );

  test('an outcome heard from another tab is told here too', () => {
    const { open } = world([{ kind: 'unreachable' }]);
    const outbox = open();
    const entry = outbox.submit(answer('m/1'));
    const heard: string[] = [];
    outbox.onOutcome(({ result }) => void heard.push(result.kind));
    if (entry !== null) outbox.hear({ entry, result: { kind: 'saved', data: null } });
    expect(heard).toEqual(['saved']);
    expect(outbox.state().pending).toEqual([]);
  });
});
