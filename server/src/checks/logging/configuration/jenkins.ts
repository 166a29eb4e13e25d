import type { LoggingCandidate } from '../model/candidate';
import { SECRET_COMMANDS, SHOWS_NONE } from '../tables/secretCommands';
import { echoes, isSecretVariable, leadsAway, leak, linesOf, listings, mounted } from './echo';
import { isVariable } from './script';

/** A variable that `withCredentials` or `environment` binds to a credential; of a user and password also `NAME_PSW`. */
const BOUND =
  /\b(?:variable|passwordVariable|keyFileVariable|passphraseVariable)\s*:\s*["']([A-Za-z_]\w{0,100})["']|\b([A-Za-z_]\w{0,100})\s*=\s*credentials\s*\(/g;
const PRINTS = /\b(?:println|print|echo|error|unstable)\b\s*\(?/;
/** A variable of the pipeline, or a part of what was read: `env.X`, `props['db.password']`, `found.data?.token`. */
const VARIABLE = /[A-Za-z_]\w{0,100}(?:\??\.[A-Za-z_]\w{0,100}(?![\w(])|\[["'][\w.-]{1,100}["']\]){0,8}/g;
/** Methods that give all of a value in this or another form. */
const CARRIES =
  /^(?:\??\.(?:toString|trim|reverse|toUpperCase|toLowerCase|bytes|getBytes|encodeBase64|encodeHex|encodeAsBase64|inspect|dump|stripIndent|replaceAll|plainText)\b(?:\([^)]{0,40}\))?){0,4}/;
/** Behind a value: a part of it, or a question. */
const ASKS = /^\s{0,4}(?:\??\.\w|\(|[!=]=|\?[^.]|&&|\|\||in\s|\[|:|=[^~])/;
/** What Groovy puts into a text. */
const INSERTED = /\$\{?$/;
const ALIAS = /(?:^|[\s;{])(?:def\s+|String\s+|final\s+|env\.)?([A-Za-z_]\w{0,100})\s?=\s?([^=~].{0,400})$/;
/** What a step of the shell printed is the step's result, and stands in no log. */
const RETURNED = /\breturnStdout\s{0,4}:\s{0,4}true\b/;
const WORDS = /^(?:println|print|echo|error|unstable|env|params|if|else|def|return|script|sh|bat|new|true|false|null|text|message|label)$/;
const SHELL = /\b(?:sh|bash|bat|cmd|powershell|pwsh)\b/;
const TRIPLE = /'''|"""/g;
/** A variable of Windows' shell. */
const WINDOWS = /%([A-Za-z_]\w{0,100})%/g;

/** Pipelines of Jenkins: what a step prints stands in the console of the build, where the credential is masked only as it was stored. */
export function checkJenkins(text: string): readonly LoggingCandidate[] {
  const bound = new Set<string>();
  const written = new Set<string>();
  for (const match of text.matchAll(BOUND)) {
    const name = match[1] ?? match[2] ?? '';
    bound.add(name);
    if (match[2] !== undefined) bound.add(`${name}_PSW`);
  }
  const isSecret = (name: string): boolean => bound.has(name) || isSecretVariable(name);
  const found: LoggingCandidate[] = [];
  // The quotes of a text over several lines in which a line begins: a script of a shell.
  let block = '';
  for (const { text: line, start } of linesOf(text)) {
    const inBlock = block;
    for (const [quotes] of line.matchAll(TRIPLE)) block = block === '' ? quotes : block === quotes ? '' : block;
    if (/^\s*(?:\/\/|\*|#)/.test(line)) continue;
    const alias = ALIAS.exec(line);
    if (inBlock === '' && alias?.[1] !== undefined && !bound.has(alias[1]) && givesSecret(line, line.length - (alias[2] ?? '').length, isSecret))
      bound.add(alias[1]);
    if (RETURNED.test(line)) continue;
    // `echo` is a step of Jenkins too.
    const isShell = inBlock !== '' || SHELL.test(line);
    const here = isShell ? [...echoes(line, start, (name) => bound.has(name), { written }), ...mounted(line, start, written)] : [];
    if (bound.size > 0) here.push(...listings(line, start));
    if (/\b(?:bat|cmd)\b.*\becho\b/i.test(line)) here.push(...windows(line, start, isSecret));
    const prints = PRINTS.exec(line);
    for (const each of prints === null ? [] : variables(line, prints.index, isSecret, inBlock)) {
      const span = { start: start + each.start, end: start + each.end };
      if (!here.some((known) => known.span.start <= span.end && known.span.end >= span.start)) here.push(leak(span.start, span.end, each.name));
    }
    found.push(...here);
  }
  return found;
}

interface Variable {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Secrets behind a place in a line, as Groovy reads it: bare, or put into a text in double quotes. */
function variables(line: string, from: number, isSecret: (name: string) => boolean, block = ''): readonly Variable[] {
  if (block === "'''") return [];
  return [...line.slice(from).matchAll(VARIABLE)].flatMap((match): Variable[] => {
    const start = from + match.index;
    const [path] = match;
    const parts = path.split(/\??\.(?![^[]*\])|[[\]"']+/).filter((part) => part !== '');
    const name = parts.at(-1) ?? '';
    if ((parts.length === 1 && WORDS.test(name)) || !isSecret(name)) return [];
    const before = line.slice(from, start);
    const inserted = INSERTED.test(before);
    // In single quotes Groovy puts nothing in; what a shell prints by its own variable is found there.
    if (
      inserted ? block === '' && !/"[^"]*$/.test(before) : block !== '' || !isVariable(line, 0, start) || /^\s{0,4}:(?!:)/.test(line.slice(start + path.length))
    )
      return [];
    if (/(?:!|\b(?:mask\w*|redact\w*|hash\w*|sha\d+|md5)\s?\()\s?$/i.test(before)) return [];
    const end = start + path.length + (CARRIES.exec(line.slice(start + path.length))?.[0].length ?? 0);
    if (ASKS.test(line.slice(end)) || leadsAway(line, end, from)) return [];
    return [{ start, end, name }];
  });
}

/** True for an assignment that puts a secret into a name: another name's value, a text with it, what a command fetched. */
const givesSecret = (line: string, from: number, isSecret: (name: string) => boolean): boolean =>
  /^\s?["'A-Za-z_(]/.test(line.slice(from)) &&
  (RETURNED.test(line)
    ? SECRET_COMMANDS.test(line) && !SHOWS_NONE.test(line)
    : !/^\s?(?:sh|bat|credentials|readProperties|load)\b/.test(line.slice(from)) && variables(line, from, isSecret).length > 0);

function windows(line: string, offset: number, isSecret: (name: string) => boolean): readonly LoggingCandidate[] {
  const from = line.search(/\becho\b/i);
  return [...line.matchAll(WINDOWS)].flatMap(({ 0: written, 1: name = '', index }) =>
    index < from || !isSecret(name) || leadsAway(line, index + written.length) ? [] : [leak(offset + index, offset + index + written.length, name)],
  );
}
