/** A mail is given up after that many tries; with the waits below that is about three days after the first. */
export const MAX_TRIES = 79;
const FIRST_WAIT_MS = 30_000;
/** An hour: after an outage of days nobody waits longer than that for a mail. */
const LONGEST_WAIT_MS = 3_600_000;
/** Mails that failed together are not tried together again. */
const JITTER_SHARE = 0.2;

/**
 * How long a mail waits after its `tries`-th failed try (1 is the first), in ms: each wait twice the one before, at
 * most an hour, up to a fifth shorter or longer by `chance` (0..1). Null: that was the last try.
 */
export function waitAfterTry(tries: number, chance: number): number | null {
  if (tries >= MAX_TRIES) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 - JITTER_SHARE + 2 * JITTER_SHARE * chance));
}
