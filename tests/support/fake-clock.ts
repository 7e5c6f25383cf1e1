import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's package faketime. */
const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));

/** Whether processes can be given another clock here; else that is said aloud. */
export function canFakeClock(): boolean {
  if (LIBRARY === undefined) console.warn('SKIPPED: a wrong clock, this machine has no libfaketime.');
  return LIBRARY !== undefined;
}

/** A clock for processes that are started with `env`: the machine's, until it is set. Timers go on as they are. */
export interface FakeClock {
  env: Record<string, string>;
  /** From now on it is this instant, and time goes on from there. */
  set: (to: Date) => void;
  /** From now on it is so much later than now, in ms; earlier, when negative. */
  move: (ms: number) => void;
}

/** `folder` is where the clock's file is kept. */
export function fakeClock(folder: string): FakeClock {
  const file = join(folder, 'clock');
  let offsetMs = 0;
  const put = (ms: number) => {
    offsetMs = Math.round(ms / 1000) * 1000;
    writeFileSync(file, `${offsetMs < 0 ? '-' : '+'}${Math.abs(offsetMs) / 1000}\n`);
  };
  put(0);
  return {
    env: {
      LD_PRELOAD: LIBRARY ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    set: (to) => put(to.getTime() - Date.now()),
    move: (ms) => put(offsetMs + ms),
  };
}
