import { Script } from 'node:vm';

/** What work is that took too long. */
export const TOO_SLOW = Symbol('too slow');

const WORK = Symbol.for('tacit.limitedWork');
const holder = globalThis as { [WORK]?: (() => void) | undefined };
let script: Script | undefined;

/**
 * What synchronous work gives, or `TOO_SLOW` where it takes longer than some milliseconds: then it was ended half way, wherever it was, and no `finally` of it
 * ran. So whoever asks must not trust what the work had in its hands. A thread of the runtime watches; it costs less than a tenth of a millisecond.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T | typeof TOO_SLOW {
  let result: T | typeof TOO_SLOW = TOO_SLOW;
  holder[WORK] = () => {
    result = work();
  };
  // The limit counts for what the script itself does, and not for what is left for later: so the work is called by it.
  script ??= new Script("globalThis[Symbol.for('tacit.limitedWork')]()");
  try {
    script.runInThisContext({ timeout: Math.ceil(milliseconds), displayErrors: false });
    return result;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return TOO_SLOW;
    throw thrown;
  } finally {
    holder[WORK] = undefined;
  }
}
