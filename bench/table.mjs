// What every bench says: rows of what was measured and what it may cost.

/** `limit` is the most it may be, or with `least: true` the least. */
export const row = (what, value, unit, limit, least = false) => ({ what, value, unit, limit, least });

export function print({ what, value, unit, limit, least }) {
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
  const verdict =
    limit === undefined ? '' : `budget ${least ? '>=' : '<='} ${limit} ${unit}   ${(least ? value >= limit : value <= limit) ? 'kept' : 'MISSED'}`;
  console.log(`${what.padEnd(62)} ${shown.padStart(8)} ${unit.padEnd(6)} ${verdict}`.trimEnd());
}

export const sorted = (values) => [...values].sort((a, b) => a - b);
/** The value that a share of all lies below: 0.5 is the median. */
export const percentile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
export const median = (values) => percentile(values, 0.5);

export function clock(work) {
  const from = performance.now();
  work();
  return performance.now() - from;
}
