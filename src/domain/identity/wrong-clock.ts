/**
 * What seems to have been made further ahead than this, in ms, was made while the machine's clock was wrong, and would
 * live longer than it may: it is not trusted. A clock that is set back by some hours ends nothing.
 */
export const MADE_AHEAD_MAX_MS = 24 * 3_600_000;

/** So much may the clocks of several machines differ, in ms, for what lives a few minutes only. */
export const CLOCK_SLACK_MS = 60_000;
