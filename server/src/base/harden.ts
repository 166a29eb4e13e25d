import { close as closeInspector } from 'node:inspector';

/**
 * Shuts what an inherited environment may have opened in this process (THREATS 36): a debugger's port (`--inspect` in NODE_OPTIONS, or opened by
 * SIGUSR1), and diagnostic reports, which print environment and heap to a file. Call first thing in a composition root.
 */
export function hardenProcess(): void {
  closeInspector();
  // A listener takes SIGUSR1 from Node, which would open the debugger.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => undefined);
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
}
