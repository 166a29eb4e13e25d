import type { TextEdit } from '../base/document';
import type { Span } from '../base/span';
import { parseStrictJson } from '../project/configuration/strictJson';
import { ON_INSTALL, PLAIN_COMMAND } from '../protocol/commandLines';

/** Why a command cannot be prefixed. */
export type NotPrefixed =
  /** A line that a shell reads: `a && b`, `X=1 a`, quotes. What of it needs the values, only its author knows. */
  | 'shell-line'
  /** A task that says more than a command and its arguments, which a `tacit` task cannot. */
  | 'more-than-a-command';

/** A command of a project that can be started by `tacit run`. */
export interface StartCommand {
  /** The script's name, or the task's label. Foreign text. */
  readonly name: string;
  /** Where it stands, for the cursor. */
  readonly span: Span;
  readonly change: { readonly edits: readonly TextEdit[] } | { readonly refused: NotPrefixed };
}

const STARTED = /^(?:\S*[\\/])?tacit(?:\.cmd)?(?: +run\b|$)/;
const PREFIX = `${['tacit', 'run', '--'].join(' ')} `;

/** Longest way between the name of a script and its line, in UTF-16 code units: looked for no further, so that many names cost no more than the text. */
const MOST_BETWEEN = 64;

type Fields = Readonly<Record<string, unknown>>;
type SpanOf = (path: readonly PropertyKey[]) => Span;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });
const replace = (span: Span, newText: string): TextEdit => ({ span, newText });

/** Where a document with this name may hold commands: `package.json`, or `tasks.json` in `.vscode`. */
export function holdsCommands(path: string): boolean {
  return /(?:^|[\\/])package\.json$|[\\/]\.vscode[\\/]tasks\.json$/.test(path);
}

/** The commands of a document that are not started by `tacit run` yet. Pure; linear in the text; none where it cannot be parsed. */
export function startCommandsOf(path: string, text: string): readonly StartCommand[] {
  const parsed = parseStrictJson(text);
  if ('fault' in parsed || !isRecord(parsed.value)) return [];
  const { value, spanOf } = parsed;
  return path.endsWith('package.json') ? scripts(value.scripts, spanOf, text) : tasks(value.tasks, spanOf, text);
}

function scripts(found: unknown, spanOf: SpanOf, text: string): StartCommand[] {
  if (!isRecord(found)) return [];
  return Object.entries(found).flatMap(([name, command]) => {
    if (typeof command !== 'string' || ON_INSTALL.test(name) || STARTED.test(command.trim())) return [];
    const line = spanOf(['scripts', name]);
    // The cursor may stand on the name too, which is shortly before the line unless it is written with escapes.
    const quoted = JSON.stringify(name);
    const from = Math.max(0, line.start - quoted.length - MOST_BETWEEN);
    const key = text.slice(from, line.start).lastIndexOf(quoted);
    const span = { start: key === -1 ? line.start : from + key, end: line.end };
    return [{ name, span, change: PLAIN_COMMAND.test(command.trim()) ? { edits: [insert(line.start + 1, PREFIX)] } : { refused: 'shell-line' } }];
  });
}

function tasks(found: unknown, spanOf: SpanOf, text: string): StartCommand[] {
  if (!Array.isArray(found)) return [];
  return found.flatMap((task: unknown, index) => {
    if (!isRecord(task)) return [];
    const { type = 'process', command, label, taskName } = task;
    if ((type !== 'shell' && type !== 'process') || typeof command !== 'string' || command === '' || STARTED.test(command.trim())) return [];
    const at = (name: string): Span => spanOf(['tasks', index, name]);
    const name = typeof label === 'string' ? label : typeof taskName === 'string' ? taskName : command;
    const makes = type === 'shell' ? shellTask : processTask;
    return [{ name, span: spanOf(['tasks', index]), change: makes(task, command, at, text) }];
  });
}

const says = (task: Fields, names: readonly string[]): boolean => names.some((name) => task[name] !== undefined);

function shellTask(task: Fields, command: string, at: (name: string) => Span, text: string): StartCommand['change'] {
  // The command that one system overrides would be started as before there.
  if (says(task, ['windows', 'osx', 'linux'])) return { refused: 'more-than-a-command' };
  const { args = [] } = task;
  if (!Array.isArray(args)) return { refused: 'more-than-a-command' };
  if (args.length === 0) return PLAIN_COMMAND.test(command.trim()) ? { edits: [insert(at('command').start + 1, PREFIX)] } : { refused: 'shell-line' };
  // With arguments the command is one word, which the editor quotes where it has blanks: so it becomes an argument itself.
  const [from, list] = [at('command'), at('args')];
  return { edits: [replace(from, '"tacit"'), insert(list.start + 1, `"run", "--", ${text.slice(from.start, from.end)}, `)] };
}

/** A program without a shell is found on the editor's own PATH, where `tacit` need not be: a task of Tacit's type knows it. */
function processTask(task: Fields, _command: string, at: (name: string) => Span): StartCommand['change'] {
  const { args = [] } = task;
  if (task.type === undefined || says(task, ['windows', 'osx', 'linux', 'options']) || !Array.isArray(args) || args.some((each) => typeof each !== 'string'))
    return { refused: 'more-than-a-command' };
  return { edits: [replace(at('type'), '"tacit"')] };
}
