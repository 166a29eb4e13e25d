import { expect } from 'vitest';

/** Attempts before a cost counts: a machine that does other things as well is no fault of the code, and what grows too fast does so every time. */
const ATTEMPTS = 4;

/** Milliseconds: the lesser of the clock's and of this process's processor time, which another process beside it does not lengthen. */
function costOf(work: () => void): number {
  const [from, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - from, (user + system) / 1000);
}

function leastCost(work: () => void, enough = 0, attempts = ATTEMPTS): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && least >= enough; attempt++) least = Math.min(least, costOf(work));
  return least;
}

/** Fails where `work` costs `bound` milliseconds or more in each of several attempts; synchronous work only. */
export function expectCostBelow(bound: number, work: () => void, message?: string): void {
  expect(leastCost(work, bound), message).toBeLessThan(bound);
}

/** Fails where `work` grows with the square of its size (16 times for 4, and more): a ratio with a wide margin, taken several times. */
export function expectLinear(work: (size: number) => void, size = 100_000): void {
  work(size);
  const small = leastCost(() => work(size), 0, 2);
  expectCostBelow(small * 10 + 150, () => work(size * 4));
}
