import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { SECRET_COMMANDS, SECRET_FILES, SHOWS_NONE } from '../tables/secretCommands';

const ECHO = /(?:^|[\s;&|({`"'])(?:echo|printf|print|cat\s*<<-?\s*\w+|Write-(?:Host|Output))(?=[\s"'])/;
const VARIABLE = /\$env:([A-Za-z_]\w{0,100})|\$\{?([A-Za-z_]\w{0,100})/gi;
/** A variable of Azure Pipelines, put in before the shell begins. */
const MACRO = /\$\(([A-Za-z_][\w.-]{0,100})\)/g;
/** What the shell does with a name that gives little or nothing of it: its length, whether it is there, a few characters. */
const HARMLESS = /^\$\{(?:#|\w+:?\+|\w+:\s*\d{1,2}\s*:\s*[0-7]\}|\w+\/\/[?.])/;

/** True for a variable that is a secret by its name. Configuration that deals with a token of any kind means one that lets somebody in. */
export const isSecretVariable = (name: string): boolean => {
  const judged = judgeName(name);
  return judged === 'secret' || (judged === 'weak' && /(?:token|_pin|cookie)$/i.test(name));
};

/** What is told of a secret between two places. */
export const leak = (start: number, end: number, subject: string, rule: LoggingCandidate['rule'] = 'logging.secret'): LoggingCandidate => ({
  rule,
  grade: 'likely',
  subject,
  span: { start, end },
});

/** Behind a pipe, these print what they read, the value with it in this or another form. */
const PRINTERS = /^\s*(?:(?:tee|cat|sed|rev|tr|fold|fmt|column|nl|tac|xxd|hexdump|od|sort|uniq|base32)\b|base64\b(?!\s+(?:-d|-D|--decode)))/;

/** True where what a command prints goes to a file, a pipe or a variable. `from`: the end of the value. */
export function leadsAway(line: string, from: number, start = 0): boolean {
  const after = line.slice(from).replace(/2>\s{0,20}&?\s{0,20}[\w/.]+/g, '');
  const stop = /;|&&|\|\|/.exec(after)?.index ?? after.length;
  const rest = after.slice(0, stop);
  // What is shown on the page of the run.
  if (/>>?\s{0,20}["']?\$\{?(?:\{\s*env\.)?GITHUB_STEP_SUMMARY\b/.test(rest)) return false;
  if (/&>>?\s{0,20}[\w"'$/.~{]/.test(rest)) return true;
  if (/(?:^|[^0-9&>-])>>?\s{0,20}(?!\s{0,20}(?:&|\/dev\/std(?:out|err)))[\w"'$/.~{]/.test(rest)) return true;
  if (
    rest
      .split('|')
      .slice(1)
      .some((program) => !PRINTERS.test(program))
  )
    return true;
  // `x=$(echo …)`
  const before = line.slice(start, from);
  return before.lastIndexOf('$(') > before.lastIndexOf(')') && /\$\(\s*(?:echo|printf)\b/.test(before);
}

/** Where what a command prints goes, if that is a file. */
const INTO_FILE = />>?\s{0,20}["']?([\w./~-]{1,200})/;

export interface Echoes {
  /** `$(name)` is a variable, as in Azure. */
  readonly macros?: boolean;
  /** Files into which secrets were written are added here. */
  readonly written?: Set<string>;
}

/** Where a command line prints a variable that is a secret: by its name, or because `isSecret` knows so. `offset`: of the line in the text. */
export function echoes(line: string, offset: number, isSecret: (name: string) => boolean, { macros = false, written }: Echoes = {}): LoggingCandidate[] {
  const echo = ECHO.exec(line);
  if (echo === null || /^\s*#/.test(line)) return [];
  // `::add-mask::` hides what follows it.
  if (/::add-mask::|task\.setvariable[^\]]*issecret=true/i.test(line)) return [];
  const found: LoggingCandidate[] = macros ? macrosIn(line, echo.index, offset) : [];
  VARIABLE.lastIndex = echo.index;
  // The quote in which the whole command stands: `- 'echo $X'`, `sh 'echo $X'`.
  const from = /["'`]/.test(line.charAt(echo.index)) ? echo.index + 1 : echo.index;
  for (let match = VARIABLE.exec(line); match !== null && found.length < 20; match = VARIABLE.exec(line)) {
    const name = match[1] ?? match[2] ?? '';
    const start = match.index;
    if (line.charAt(start - 1) === '\\' || HARMLESS.test(line.slice(start, start + 120)) || inSingleQuotes(line, from, start)) continue;
    if (/(?:IsNullOr(?:Empty|WhiteSpace)\(|\[bool\])\s*$/i.test(line.slice(0, start)) || /^\.Length\b/i.test(line.slice(start + match[0].length))) continue;
    if (!isSecret(name) && !isSecretVariable(name)) continue;
    const close = line.charAt(start + 1) === '{' ? line.indexOf('}', start) + 1 : start + match[0].length;
    const end = close === 0 ? start + match[0].length : close;
    if (!leadsAway(line, end, echo.index)) found.push(leak(offset + start, offset + end, name));
    else {
      const file = INTO_FILE.exec(line.slice(end))?.[1];
      if (file !== undefined) written?.add(file);
    }
  }
  return found;
}

function macrosIn(line: string, from: number, offset: number): LoggingCandidate[] {
  return [...line.matchAll(MACRO)].flatMap((match) => {
    const name = (match[1] ?? '').split('.').at(-1) ?? '';
    const end = match.index + match[0].length;
    if (match.index < from || !isSecretVariable(name) || leadsAway(line, end, from)) return [];
    return [leak(offset + match.index, offset + end, name)];
  });
}

/** A file that holds a secret, printed: `cat /run/secrets/x`, or one into which the script itself wrote a secret. */
export function mounted(line: string, offset: number, written: ReadonlySet<string> = NO_FILES): LoggingCandidate[] {
  const found = /\b(?:cat|more|head|tail|type)\s+(["']?[\w./~${}-]{1,200}["']?)/.exec(line);
  const path = found?.[1];
  if (found === null || path === undefined || !(SECRET_FILES.test(path) || written.has(path.replace(/["']/g, '')))) return [];
  const end = found.index + found[0].length;
  if (/[$`]\(?\s*$|<\(\s*$/.test(line.slice(0, found.index)) || leadsAway(line, end)) return [];
  return [leak(offset + end - path.length, offset + end, /[\w.-]+(?=["']?$)/.exec(path)?.[0] ?? '')];
}

const NO_FILES: ReadonlySet<string> = new Set();

/** Where a command begins in a line of a script. */
const BEGINS = /^\s*(?:-\s+)?(?:(?:run|script|command|cmd|inlineScript)\s*:\s*)?["']{0,3}(?:sudo\s+)?$|(?:&&|;)\s*(?:sudo\s+)?$/;

/** A command that fetches a secret, and prints it because nothing takes it: `vault kv get secret/app`. */
export function fetched(line: string, offset: number): LoggingCandidate[] {
  const found = SECRET_COMMANDS.exec(line);
  if (found === null || !BEGINS.test(line.slice(0, found.index)) || SHOWS_NONE.test(line)) return [];
  const end = found.index + found[0].length;
  // What goes on in the next line may lead away there.
  return line.endsWith('\\') || leadsAway(line, end) ? [] : [leak(offset + found.index, offset + end, found[0].split(/\s/)[0] ?? '')];
}

/** Commands that list the environment, at the beginning of a command, with nothing behind them that takes what they print. */
const LISTS =
  /(?:^\s*(?:-\s+)?(?:(?:run|script|command|cmd|inlineScript|powershell|pwsh|bash)\s*:\s*|(?:sh|bat|powershell|pwsh)\s*\(?\s*)?["']{0,3}|^\s*RUN\s+(?:--\S+\s+)*|&&\s*|;\s*)((?:sudo\s+)?(?:env|printenv)|export(?:\s+-p)?|set|declare\s+-[px]+|(?:Get-ChildItem|gci|dir|ls)\s+env:\*?)\s*(?:\|\s*(?:sort|cat|tee|Format-\w+|Out-String|Sort-Object)\b[^|;&>]{0,60})?(?=["']{0,3}\s*\)?\s*(?:$|&&|;|\|\||\\\s*$))/i;

/** Where a command line lists all variables. */
export function listings(line: string, offset: number): LoggingCandidate[] {
  const listed = LISTS.exec(line);
  const command = listed?.[1];
  if (listed === null || command === undefined) return [];
  const start = offset + listed.index + listed[0].indexOf(command);
  return [leak(start, start + command.length, 'env', 'logging.secret-object')];
}

function inSingleQuotes(line: string, from: number, at: number): boolean {
  let quote = '';
  for (let index = from; index < at; index++) {
    const unit = line.charAt(index);
    if (quote === '' && (unit === "'" || unit === '"')) quote = unit;
    else if (unit === quote) quote = '';
  }
  return quote === "'";
}

/** The lines of a text with their offsets. */
export function* linesOf(text: string): Generator<{ readonly text: string; readonly start: number }> {
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    yield { text: text.slice(start, Math.min(end, start + 4_000)).replace(/\r$/, ''), start };
    start = end + 1;
  }
}

/** A name that a line of a script gives the value of a variable, or what a command fetched. */
const GIVEN_VARIABLE =
  /(?:^|[\s;'"-])(?:export\s+|local\s+|readonly\s+)?\$?([A-Za-z_]\w{0,100})\s?=\s?["']?(?:Bearer\s|Basic\s)?\$\{?(?:env:)?([A-Za-z_]\w{0,100})\}?["']?\s*(?:$|;|&&)/;
const GIVEN_COMMAND = /(?:^|[\s;'"-])(?:export\s+|local\s+|readonly\s+)?\$?([A-Za-z_]\w{0,100})\s?=\s?["']?\$?[(`](.{1,300})/;

/** The name that a line gives a secret, whatever it is called; undefined where it gives none. */
export function givenSecret(line: string, isSecret: (name: string) => boolean): string | undefined {
  const [, name, from = ''] = GIVEN_VARIABLE.exec(line) ?? [];
  if (name !== undefined && (isSecret(from) || isSecretVariable(from))) return name;
  const [, result, command = ''] = GIVEN_COMMAND.exec(line) ?? [];
  return result !== undefined && SECRET_COMMANDS.test(command) && !SHOWS_NONE.test(command) ? result : undefined;
}
