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

/** Times that the larger text of `expectLinear` is as long as the smaller. */
const LONGER = 8;
/** Times that it may cost as much: 8 where the cost is linear, 64 where it is the square; as far from the one as from the other. */
const DEARER = 22;
/** Milliseconds that say nothing: what is compiled or collected meanwhile. */
const SLACK = 150;

/**
 * Fails where `work` grows with the square of its size in each of several attempts. Both sizes are taken anew in each, one after the other: a machine that
 * is busy for a while slows both.
 */
export function expectLinear(work: (size: number) => void, size = 100_000): void {
  work(size / 2);
  let last = { small: 0, large: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < ATTEMPTS && last.large >= last.small * DEARER + SLACK; attempt++) {
    const small = leastCost(() => work(size / 2), 0, 2);
    last = { small, large: costOf(() => work((size / 2) * LONGER)) };
  }
  expect(last.large, 'cost of a text eight times as long').toBeLessThan(last.small * DEARER + SLACK);
}
