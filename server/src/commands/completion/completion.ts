import type { Command } from 'commander';
import { type CommandContext, EXIT } from '../context';
import { type Entry, entriesOf } from './entries';
import { fish } from './fish';
import { bash, zsh } from './posix';

export type Shell = 'bash' | 'zsh' | 'fish';

const SCRIPTS: Readonly<Record<Shell, (entries: readonly Entry[]) => string>> = { bash, zsh, fish };

/**
 * `tacit completion SHELL`: a script that completes commands, options and choices, and the names of the project's own vault (THREATS 24). All that
 * stands in it is known when it is printed. Names are asked for by `tacit secret list`, which reads the file in the project and connects to nothing;
 * those with other characters than `A-Za-z0-9._/@-` are left out, and no shell evaluates any.
 */
export function completionCommand(context: CommandContext, program: Command, shell: Shell): number {
  context.stdout.write(SCRIPTS[shell](entriesOf(program)));
  return EXIT.clean;
}
