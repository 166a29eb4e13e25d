import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { SECRET_COMMANDS, SHOWS_NONE } from '../tables/secretCommands';
import { isSecretVariable, leadsAway, leak, linesOf } from './echo';

/** Lines of one task, at most. */
const LONGEST_TASK = 200;
const KEY = /^(\s*)(-\s+)?(?:["']?)([A-Za-z_][\w.-]{0,100})(?:["']?)\s*:(?:\s+(.*))?$/;
/** Keys of a task that are no arguments of its module. */
const TASK =
  /^(?:name|when|tags|register|become\w*|loop|loop_control|with_\w+|vars|no_log|notify|delegate_to|run_once|ignore_errors|changed_when|failed_when|until|retries|delay|environment|block|rescue|always|args|check_mode|diff|listen|any_errors_fatal|timeout|throttle|module_defaults|connection|remote_user|port|collections|debugger|poll|async)$/;
/** Arguments that the modules themselves keep out of their log; `user`'s password among them. They are only shown in loops, with the item. */
const LOOPS = /^(?:loop|with_\w+)$/;
const PRINTS = /^(?:ansible\.builtin\.)?(?:debug|fail|assert|pause)$/;

/** Modules that run a command line, which stands in the log with what it printed. */
const RUNS = /^(?:ansible\.builtin\.)?(?:shell|command|raw)$/;
const ECHO = /(?:^|[\s;&|("'])(?:echo|printf)\s/;
/** What a task leaves in the variable that it registers. */
const RESULT = /\.(?:stdout|stderr|stdout_lines|stderr_lines|content|msg)$/;

/** Says of such a variable that a task left it. */
const OF_TASK = /_(?:result|results|output|out|res|response|reg|register|raw)$/;

/** Modules that give what a command printed, or what a file holds. */
const READS = /^(?:ansible\.builtin\.)?(?:shell|command|raw|slurp)$/;
/** A file by whose name it holds a secret: `cat /etc/app/token`, `src: /root/.vault_pass`. */
const SECRET_FILE =
  /(?:^|\/)[\w.-]{0,40}(?:token|passw(?:or)?d|passphrase|secret|api[_-]?key|private[_-]?key|credentials?|vault[_-]pass)(?:\.(?:txt|key|pem|json))?["']?\s*$/i;
/** Modules whose arguments may stand behind their name: `debug: var=x`, `debug: { var: x }`. */
const INLINE_VAR = /(?:^|[\s{,])var\s{0,4}[=:]\s{0,4}["']?([\w.]{1,120})/;
/** Filters that leave nothing of it, a part of a few characters, and questions about it. */
const HIDES =
  /\|\s*(?:hash|password_hash|length|count|regex_replace|checksum|bool|type_debug|md5|sha1|ternary|truncate)\b|\bis\s+(?:not\s+)?(?:defined|none)\b|[!=]=|\[\s*-?\d?\s*:\s*-?[0-7]?\s*\]/;

const LISTS = /^(?:tasks|pre_tasks|post_tasks|handlers|block|rescue|always)$/;

/** A line that a play or a list of tasks has. No blank of it may be a line's end: a search from each line would go through all empty lines behind it. */
const PLAY =
  /^[ \t]{0,200}(?:-[ \t]{0,20})?(?:tasks|hosts|handlers|pre_tasks|post_tasks|roles)[ \t]{0,20}:|^[ \t]{0,200}-[ \t]{1,20}name[ \t]{0,20}:|^-[ \t]{1,20}(?:ansible\.builtin\.)?\w{1,100}[ \t]{0,20}:/m;
/** Plugins that fetch from a vault. */
const LOOKS_UP =
  /\b(?:lookup|query|q)\s{0,4}\(\s{0,4}["'](?:[\w.]{1,60}\.)?(?:hashi_vault|vault_(?:read|kv[12]_get)|password|passwordstore|onepassword(?:_raw)?|bitwarden|lastpass|keyring|aws_secret|secretsmanager_secret|aws_ssm|azure_keyvault_secret|conjur_variable|cyberarkpassword|gcp_secret_manager|tss|dsv|unvault)["']/;
/** An expression of a template. Its blanks are taken away afterwards. */
const TEMPLATE = /\{\{([^}]{1,300})\}\}/g;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly indent: number;
  readonly key?: string;
  readonly value?: string;
  readonly valueStart: number;
  readonly begins: boolean;
}

/** Plays and tasks of Ansible: a message that prints a secret, a loop over secrets without `no_log`. */
export function checkAnsible(text: string): readonly LoggingCandidate[] {
  if (!PLAY.test(text)) return [];
  const found: LoggingCandidate[] = [];
  const results = new Set<string>();
  for (const task of tasks(text)) {
    const module = task.find(({ key, indent }) => key !== undefined && indent === keyIndent(task) && !TASK.test(key));
    if (module?.key === undefined) continue;
    const registered = READS.test(module.key) && readsSecret(task) ? task.find(({ key }) => key === 'register')?.value : undefined;
    if (registered !== undefined) results.add(registered.trim());
    if (task.some(({ key, value }) => key === 'no_log' && !/^(?:false|no)$/i.test(value ?? ''))) continue;
    const isSecret = (name: string): boolean => (RESULT.test(name) && results.has(name.replace(RESULT, ''))) || results.has(name) || namesSecret(name);
    const inLoop = task.some(({ key }) => key !== undefined && LOOPS.test(key));
    for (const line of task) {
      if (PRINTS.test(module.key)) found.push(...printed(line, isSecret));
      else if (RUNS.test(module.key) && ECHO.test(line.text))
        found.push(...printed(line, isSecret).filter(({ span }) => !leadsAway(line.text, span.end - line.start)));
      else if (
        inLoop &&
        line.key !== undefined &&
        line.indent > module.indent &&
        judgeName(line.key) === 'secret' &&
        /\{\{[^}]*\bitem\b/.test(line.value ?? '')
      )
        found.push(inLine(line, line.valueStart, line.text.trimEnd().length, line.key));
    }
  }
  return found;
}

const inLine = ({ start }: Line, from: number, to: number, subject: string): LoggingCandidate => leak(start + from, start + to, subject);

/** By the name of a variable; of what a task left, its name says what the task printed. */
const namesSecret = (name: string): boolean => isSecretVariable(RESULT.test(name) ? name.replace(RESULT, '').replace(OF_TASK, '') : name);

/** True for a task that fetches a secret from a vault or out of its file. */
const readsSecret = (task: readonly Line[]): boolean =>
  task.some(
    ({ text, key }) =>
      key !== 'register' && ((SECRET_COMMANDS.test(text) && !SHOWS_NONE.test(text)) || (/\bcat\s|\bsrc\s*[:=]|^\s*slurp/.test(text) && SECRET_FILE.test(text))),
  );

/** `msg: "… {{ password }}"` and `var: password` of a module that prints. */
function printed(line: Line, isSecret: (name: string) => boolean): LoggingCandidate[] {
  const inline = line.key !== undefined && PRINTS.test(line.key) ? INLINE_VAR.exec(line.value ?? '') : null;
  if (inline?.[1] !== undefined && isSecret(inline[1])) {
    const end = line.valueStart + inline.index + inline[0].length;
    return [inLine(line, end - inline[1].length, end, inline[1])];
  }
  if (line.key === 'var' && line.value !== undefined) {
    const name = line.value.replace(/["']/g, '').trim();
    return /^[\w.]{1,120}$/.test(name) && isSecret(name) ? [inLine(line, line.valueStart, line.text.trimEnd().length, name)] : [];
  }
  if (line.key === 'when' || line.key === 'name' || line.key === 'that') return [];
  const found: LoggingCandidate[] = [];
  for (const match of line.text.matchAll(TEMPLATE)) {
    const expression = (match[1] ?? '').trim();
    if (HIDES.test(expression)) continue;
    if (LOOKS_UP.test(expression)) {
      found.push(inLine(line, match.index, match.index + match[0].length, 'lookup'));
      continue;
    }
    const name =
      /^[\w.[\]'"-]+/
        .exec(expression)?.[0]
        .replace(/\[?['"](\w+)['"]\]?/g, '.$1')
        .replace(/^\./, '') ?? '';
    if (isSecret(name)) found.push(inLine(line, match.index, match.index + match[0].length, name.slice(name.lastIndexOf('.') + 1)));
  }
  return found;
}

const keyIndent = (task: readonly Line[]): number => {
  const [first] = task;
  return first === undefined ? 0 : first.indent;
};

/** The items of lists that are tasks: each from its dash to the next of the same depth. Indents count without the dash. */
function* tasks(text: string): Generator<readonly Line[]> {
  let task: Line[] = [];
  let depth = -1;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const match = KEY.exec(line);
    const dash = /^\s*-\s/.test(line);
    const outer = line.search(/\S/);
    const indent = match === null ? outer : (match[1] ?? '').length + (match[2] ?? '').length;
    // A list of tasks within a play or a block; any other list belongs to its task.
    const last = task.at(-1);
    const nested = last?.key !== undefined && last.value === undefined && LISTS.test(last.key);
    const begins = dash && match !== null && (task.length === 0 || outer <= depth || nested);
    if ((begins || outer < depth || (outer === depth && !dash)) && task.length > 0) {
      yield task;
      task = [];
      depth = -1;
    }
    if (task.length === 0 && !(dash && match !== null)) continue;
    if (task.length === 0) depth = outer;
    const value = match?.[4];
    if (task.length < LONGEST_TASK)
      task.push({
        text: line,
        start,
        indent,
        begins: dash,
        valueStart: value === undefined ? line.length : line.length - value.length,
        ...(match?.[3] === undefined ? {} : { key: match[3] }),
        ...(value === undefined ? {} : { value }),
      });
  }
  if (task.length > 0) yield task;
}
