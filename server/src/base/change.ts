/** One stretch that differs: it ends at `end` in the newer text, and at `end - delta` in the older. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly delta: number;
}

/** The one stretch that covers every difference of two texts; undefined where they are the same. */
export function changeBetween(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const start = sameFor(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const behind = sameFor(
    shorter - start,
    (from, to) => before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from),
  );
  return { start, end: after.length - behind, delta: after.length - before.length };
}

/** How many units are the same, `length` at most: by comparing stretches, which the engine does many units at a time, and then halves of the last. */
function sameFor(length: number, same: (from: number, to: number) => boolean): number {
  let at = 0;
  let step = 16_384;
  while (at < length && step >= 1) {
    const to = Math.min(length, at + step);
    if (same(at, to)) at = to;
    else step = step === 1 ? 0 : Math.ceil(Math.min(step, to - at) / 2);
  }
  return at;
}

/** The same place in the newer text; a place within what was replaced is where that began. */
export const movedBy = ({ start, end, delta }: Change, offset: number): number => (offset <= start ? offset : offset >= end - delta ? offset + delta : start);
