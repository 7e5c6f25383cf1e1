import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TRIES, waitAfterTry } from '#domain/notifications/backoff.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const tries = fc.integer({ min: 1, max: MAX_TRIES - 1 });
/** Half way between shortest and longest. */
const middle = (count: number) => waitAfterTry(count, 0.5);

describe('how long a mail waits after a failed try', () => {
  it.each([
    [1, 0.5 * MINUTE_MS],
    [2, MINUTE_MS],
    [3, 2 * MINUTE_MS],
    [7, 32 * MINUTE_MS],
    [8, HOUR_MS],
    [9, HOUR_MS],
    [MAX_TRIES - 1, HOUR_MS],
  ])('after try %i', (count, wait) => expect(middle(count)).toBe(wait));

  it('is up to a fifth shorter or longer', () =>
    fc.assert(
      fc.property(tries, chance, (count, by) => {
        const [wait, usual] = [waitAfterTry(count, by) ?? 0, middle(count) ?? 0];
        expect(wait).toBeGreaterThanOrEqual(Math.floor(0.8 * usual));
        expect(wait).toBeLessThanOrEqual(Math.ceil(1.2 * usual));
      }),
    ));

  it('never gets shorter, and never longer than an hour and a fifth', () =>
    fc.assert(
      fc.property(tries, chance, (count, by) => {
        expect(middle(count + 1) ?? Infinity).toBeGreaterThanOrEqual(middle(count) ?? 0);
        expect(waitAfterTry(count, by)).toBeLessThanOrEqual(1.2 * HOUR_MS);
      }),
    ));

  it('ends after about three days, whatever chance says', () =>
    fc.assert(
      fc.property(fc.array(chance, { minLength: MAX_TRIES, maxLength: MAX_TRIES }), (chances) => {
        const waits = chances.map((by, index) => waitAfterTry(index + 1, by));
        expect(waits.indexOf(null)).toBe(MAX_TRIES - 1);
        const days = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / (24 * HOUR_MS);
        expect(days).toBeGreaterThan(2.4);
        expect(days).toBeLessThan(3.7);
      }),
    ));
});
