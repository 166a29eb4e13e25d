import { close as closeInspector } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

/**
 * Shuts what an inherited environment may have opened in this process (THREATS 36): a debugger's port (`--inspect` in NODE_OPTIONS, or opened by
 * SIGUSR1), snapshots of the heap on a signal, core dumps of an abort, and diagnostic reports, which print environment and heap to a file. Call
 * first thing in a composition root: whatever listens to a signal by then was put there by Node's own options.
 */
export function hardenProcess(): void {
  closeInspector();
  setFlagsFromString('--no-abort-on-uncaught-exception');
  for (const event of process.eventNames())
    if (String(event).startsWith('SIG')) {
      process.removeAllListeners(event);
      process.on(event, () => undefined);
    }
  // A listener takes SIGUSR1 from Node, which would open the debugger.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => undefined);
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
}
