import { within } from '../../support/patience';

/** Runs named checks one after the other inside the extension host and prints a result for each; a failed one does not stop the others. */
export async function runChecks(checks: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (failed >= 1) return;
    let result: { name: string; error?: string } = { name };
    try {
      await Promise.race([check(), pause(within(40_000)).then(() => Promise.reject(new Error('took too long')))]);
    } catch (thrown) {
      failed++;
      result = { name, error: thrown instanceof Error ? (thrown.stack ?? thrown.message).slice(0, 1500) : typeof thrown };
    }
    console.log(`@@result ${JSON.stringify(result)}`);
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Polls until `ask` gives something; fails by name after `seconds`. */
export async function until<T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>, seconds = 30): Promise<T> {
  const end = Date.now() + within(seconds * 1000);
  for (;;) {
    const given = await ask();
    if (given !== undefined && given !== false) return given;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(50);
  }
}

export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}

export function ok(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}
