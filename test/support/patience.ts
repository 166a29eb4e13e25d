import { availableParallelism, loadavg } from 'node:os';

/** Programs that want a core, for each core, beyond which steps take longer than people are used to. */
const CROWDED = 2;
/** However crowded: something that takes longer hangs. */
const MOST = 6;

/** How long a step may take, in milliseconds: what is enough on a machine that has little else to do, and more on one that is crowded just now. */
export function within(milliseconds: number): number {
  const crowd = (loadavg()[0] ?? 0) / availableParallelism() / CROWDED;
  return Math.round(milliseconds * Math.min(MOST, Math.max(1, crowd)));
}

/**
 * How many times longer work takes now than if it had a core for itself: measured by doing some. For times that are promised to people, who do not
 * run a dozen other tests meanwhile.
 */
export function slowdown(): number {
  const [before, from] = [process.cpuUsage(), performance.now()];
  const used = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  while (used() < 400);
  return Math.max(1, (performance.now() - from) / used());
}
