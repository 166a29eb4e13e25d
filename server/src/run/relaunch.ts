import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { systemCode } from '../base/errors';
import { hardenProcess } from '../base/system/harden';
import { t } from '../base/l10n';
import { ASIDE, asideEnvironment, isSteered } from './userEnvironment';

/** Signals that are handed on; and those of them that a terminal sends to the whole group, so that the other process has them already. */
const HANDED_ON = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;
const FROM_TERMINAL: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);

/** The descriptor of the language server's private channel (DESIGN §4): handed on where there is one. */
const PRIVATE_DESCRIPTOR = 3;

/**
 * Starts `program`, which was started directly and not by the launcher, once more in a Node that nothing of the environment steers (THREATS 36): Node
 * reads those variables before our first line, and `NODE_DEBUG=child_process` alone would print every value that `tacit run` hands to its child.
 * Gives false at once where nothing steers this Node. Else this process does no more than to wait, and ends as the other one does. Where what steers it
 * throws, it says nothing and ends with `crashed`, and the other one with it.
 */
export function relaunched(program: string, parameters: readonly string[], crashed: number): boolean {
  if (!isSteered(process.env)) return false;
  hardenProcess();
  // What Node prints of its own work from here on is the environment of the user.
  const say = process.stderr.write.bind(process.stderr);
  process.stderr.write = () => true;
  const child = spawn(process.execPath, [program, ...parameters], {
    env: asideEnvironment(process.env),
    stdio: ['inherit', 'inherit', 'inherit', ...(isOpen(PRIVATE_DESCRIPTOR) ? [PRIVATE_DESCRIPTOR] : [])],
    shell: false,
  });
  const crash = (): void => {
    child.kill('SIGTERM');
    process.exit(crashed);
  };
  process.on('uncaughtException', crash).on('unhandledRejection', crash);
  const inTerminal = isatty(0);
  for (const signal of HANDED_ON) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (!(inTerminal && FROM_TERMINAL.has(signal))) child.kill(signal);
    });
  }
  child.once('error', (thrown) => {
    say(
      `tacit: ${t('Node could not be started once more without {0} ({1}).', ASIDE.filter((name) => process.env[name] !== undefined).join(', '), systemCode(thrown) ?? '?')}\n`,
    );
    process.exit(crashed);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  return true;
}

function isOpen(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isSocket() || stats.isFIFO();
  } catch {
    return false;
  }
}
