import { join } from 'node:path';
import { hardenProcess } from '../base/system/harden';
import { systemCode } from '../base/errors';
import { t } from '../base/l10n';
import { describeCrash } from '../base/log';
import { userEnvironment } from '../run/userEnvironment';
import { type CommandContext, EXIT } from './context';
import { runCli } from './program';

/** Runs this process as `tacit`: composes the context of its commands, and ends with the command's exit code. `distribution` holds the bundles. */
export async function start(distribution: string, version: string): Promise<void> {
  hardenProcess();
  const interruption = new AbortController();
  const context: CommandContext = {
    cwd: process.cwd(),
    environment: userEnvironment(process.env),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    distribution,
    version,
    signal: interruption.signal,
  };

  // What throws past every catch is described by class and our own frames: its message could quote a value (THREATS 10).
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      const { name, frames } = describeCrash(thrown);
      process.stderr.write(`tacit: ${name} ${frames.join(' ')}\n`);
      process.exit(2);
    });
  }
  // A pipe that is closed early (`| head`) is no mistake, and says nothing of what was found: the command ends as it would have.
  const output = { isUnwritten: false };
  process.stdout.on('error', (thrown) => {
    if (output.isUnwritten || systemCode(thrown) === 'EPIPE') return;
    output.isUnwritten = true;
    process.stderr.write(`tacit: ${t('The output could not be written.')}\n`);
  });
  process.stderr.on('error', () => undefined);

  const launchedByCommand = ['run', 'lsp'].includes(process.argv[2] ?? '');
  if (!launchedByCommand) {
    process.once('SIGINT', () => {
      interruption.abort();
      process.once('SIGINT', () => process.exit(130));
    });
  }

  const code = await runCli(process.argv.slice(2), context, join(distribution, 'server.js'));
  // A write that failed is told in the next turn.
  await new Promise((done) => setImmediate(done));
  const ended = output.isUnwritten && process.argv[2] !== 'run' ? EXIT.failure : code;
  process.exitCode = ended;
  // Whatever a library left open must not keep a finished command alive.
  setTimeout(() => process.exit(ended), 200).unref();
}
