import type { Argument, Command, Option } from 'commander';

/** One command of the tree as the scripts need it. */
export interface Entry {
  /** The words that lead to it, `secret get`; empty for `tacit` itself. */
  readonly path: string;
  readonly description: string;
  readonly commands: readonly string[];
  readonly options: readonly Option[];
  /** Whether its argument is the name of a secret. */
  readonly takesSecret: boolean;
  /** Whether what follows is somebody else's command line. */
  readonly passes: boolean;
}

/** The tree of commands, each with what can stand behind it. */
export function entriesOf(program: Command): Entry[] {
  const entries: Entry[] = [];
  const visit = (command: Command, path: readonly string[]): void => {
    const given = command.registeredArguments;
    entries.push({
      path: path.join(' '),
      description: command.description(),
      commands: command.commands.map((child) => child.name()),
      options: command.options.filter(({ hidden }) => !hidden),
      takesSecret: path[0] === 'secret' && given.some((argument) => argument.name() === 'name'),
      passes: given.some((argument: Argument) => argument.variadic && argument.name() === 'command'),
    });
    for (const child of command.commands) visit(child, [...path, child.name()]);
  };
  visit(program, []);
  return entries;
}

/** `--format`, `-f`. */
export const flagsOf = ({ long, short }: Option): string[] => [long, short].filter((flag) => flag !== undefined);
export const takesValue = ({ required, optional }: Option): boolean => required || optional;
export const wordsOf = ({ commands, options }: Entry): string[] => [...commands, ...options.flatMap(flagsOf), '--help', '-h'];
