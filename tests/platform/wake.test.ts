import { expect, it } from 'vitest';
import { newWake } from '#platform/wake.ts';

/** Whether the work ends before a tenth of a second is over. */
const endsSoon = (work: Promise<void>) =>
  Promise.race([work.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 100))]);

it('a sleeper is woken', async () => {
  const wake = newWake();
  const sleep = wake.wait(60_000);
  wake.notify();
  expect(await endsSoon(sleep)).toBe(true);
});

it('one that is told while at work does not sleep the next time, and then sleeps again', async () => {
  const wake = newWake();
  wake.notify();
  expect(await endsSoon(wake.wait(60_000))).toBe(true);
  const sleep = wake.wait(200);
  expect(await endsSoon(sleep)).toBe(false);
  await sleep;
});
