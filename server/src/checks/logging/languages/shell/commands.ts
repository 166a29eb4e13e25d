import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { SECRET_COMMANDS, SECRET_FILES, SHOWS_NONE } from '../../tables/secretCommands';
import { ancestorsOf, isField, namedChildren, nth } from '../shared';
import { isTrace, traced } from './trace';

/* What the commands of a shell print, and where that goes. */

/** What is put into a word. */
export const EXPANSIONS: ReadonlySet<string> = new Set(['simple_expansion', 'expansion', 'command_substitution', 'arithmetic_expansion']);
/** Steps upwards from a command to what takes its output, at most. */
const HIGHEST = 40;
/** Behind a pipe, these print what they read. */
const PRINTERS = /^(?:tee|cat|logger|ts|indent|boxes|lolcat|less|more|base64|base32|tr|fold|rev|fmt|column|nl|tac|xxd|hexdump|od|sort|uniq)$/;
/** `jq` and `yq` that take nothing out of what they read. */
const WHOLE_JSON = /^[jy]q(?:\s+-(?!\w*e)[a-zA-Z]{1,6}|\s+--[a-z-]+)*(?:\s+["']?\.["']?)?(?:\s+-[a-zA-Z]{1,6})*\s*(?:<<<[^]*)?$/;
/** `sed` that keeps all of what it reads: something in front of a line or behind it, or of each match more. */
const SED = /^sed\s(?:-[Eru]\s){0,2}[^|*]*\bs([/|#,])(?:[$^]\1|[^/|#,]{1,30}\1[^/|#,]*&)/;
/** Picks lines by a word of secrets, without counting them or saying no more than that there are any. */
const PICKS = /^(?:e|f)?grep\s(?!.*\s-\w*[cqLlv]|-\w*[cqLlv])[^]*?(pass|passw\w*|pwd|secret\w*|token\w*|credential\w*|api_?key\w*|private_?key|auth\w*)/i;
/** Behind such a pick: what cuts the values out again, or shows them. */
const CUTS = /^(?:cut\s[^]*-f\s?[2-9]|head|tail|sed\s[^]*s\/\^?[\w.*[\]^=]{1,30}=\/\/)/;
/** A variable that holds the path of such a file says so by its name: what is printed is what lies there. */
const FILE_OF = /_?(?:FILE|PATH|[fF]ile|[pP]ath)$/;
/** The field that is taken out of a text in JSON. */
export const JSON_FIELD = /\b(?:jq|yq)\b[^|\n]{0,80}?\.\[?["']?([A-Za-z_][\w-]{0,60})["']?\]?\s*["']?\s*(?:[|)]|$|\/\/|["'])/;

/** The text of a name, '' where there is none. */
export const nameOf = (node: Node | null, read: Reader): string => (node === null ? '' : read.of(node));

/** What a command is called by; of `export` and its like the keyword. */
export const calleeOf = (node: Node): Node | null => (node.type === 'declaration_command' ? node.child(0) : node.childForFieldName('name'));

/** A command with what it prints. */
export function command(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = calleeOf(node);
  const words = namedChildren(node).filter((child) => child.id !== name?.id && !/^(?:variable_assignment|comment|file_redirect)$/.test(child.type));
  const given = words.flatMap((word): Argument[] =>
    word.type === 'herestring_redirect' ? [{ value: read.expression(nth(word, 0)) }] : [{ value: read.expression(word) }],
  );
  const callee = nameOf(name, read);
  // A runner takes this line as what to mask from here on.
  if (callee === 'echo' && words[0] !== undefined && /^["']?::add-mask::/.test(read.code(words[0], 16)))
    return { kind: 'call', span, callee, arguments: [], redirected: true };
  return {
    kind: 'call',
    span,
    callee,
    arguments: [...(printedBy(node, callee, words, read) ?? given), ...heredocOf(node, callee, read)],
    ...(goesElsewhere(node, callee, read) ? { redirected: true as const } : {}),
  };
}

/** What a command prints that is no word of it: the environment, a file, a secret that it fetches. Undefined for commands that print their words. */
function printedBy(node: Node, callee: string, words: readonly Node[], read: Reader): Argument[] | undefined {
  const span = read.span(node);
  const plain = words.filter((word) => !read.of(word).startsWith('-'));
  switch (callee) {
    case 'export':
    case 'declare':
    case 'typeset':
    case 'set':
      if (callee === 'set' && isTrace(node, read)) return traced(node, read);
      // `declare -p NAME` prints it with its value.
      if (callee !== 'export' && callee !== 'set' && words.some((word) => /^-p$/.test(read.of(word))) && plain.length > 0)
        return plain.map((word) => ({ value: { kind: 'name', span: read.span(word), name: read.of(word) } }));
      // Without names they list what there is.
      return namedChildren(node).length === words.length + (node.type === 'command' ? 1 : 0) &&
        words.every((word) => callee !== 'set' && /^-[pxg]+$/.test(read.of(word))) &&
        (words.length > 0 || callee === 'export' || callee === 'set')
        ? [{ value: { kind: 'call', span, callee: 'environment', arguments: [] } }]
        : [];
    case 'curl':
    case 'wget':
    case 'http':
    case 'https':
      return REQUESTS[callee]?.test(read.code(node, LONGEST_COMMAND)) === true ? sentBy(node, callee, words, read) : [];
    case 'env':
    case 'printenv': {
      const [name] = plain;
      if (name === undefined) return [{ value: { kind: 'call', span, callee: 'environment', arguments: [] } }];
      return callee === 'printenv' ? plain.map((word) => ({ value: { kind: 'name', span: read.span(word), name: read.of(word) } })) : [];
    }
    case 'cat':
    case 'tac':
    case 'head':
    case 'tail':
      return plain.map((word) => ({ value: fileContent(word, read) ?? read.expression(word) }));
    case 'jq':
    case 'yq':
    case 'base64':
    case 'base32':
    case 'xxd':
    case 'hexdump':
    case 'od':
    case 'rev':
    case 'tr':
    case 'fold':
    case 'nl':
    case 'column':
      return handed(node, callee, words, read);
    default:
      if (!FETCHES.test(callee)) return undefined;
      return plain.length > 0 && SECRET_COMMANDS.test(read.code(node, 400)) && !isInFunction(node) && !SHOWS_NONE.test(read.code(node))
        ? [{ value: { kind: 'call', span, callee: 'get_secret_value', arguments: [] } }]
        : [];
  }
}

/** Told to show the requests that they send. */
const REQUESTS: Readonly<Record<string, RegExp>> = {
  curl: /\s(?:-[a-zA-Z#]{0,10}v[a-zA-Z#]{0,10}|--verbose|--trace(?:-ascii)?[ =](?:-|\/dev\/std(?:out|err)))(?=\s|$)/,
  wget: /\s(?:-[a-zA-Z]{0,6}d[a-zA-Z]{0,6}|--debug)(?=\s|$)/,
  http: /\s(?:-[a-zA-Z]{0,6}v{1,2}[a-zA-Z]{0,6}|--verbose|--print[ =]\w{0,4}H\w{0,4}|-p\s?\w{0,4}H\w{0,4})(?=\s|$)/,
  https: /\s(?:-[a-zA-Z]{0,6}v{1,2}[a-zA-Z]{0,6}|--verbose|--print[ =]\w{0,4}H\w{0,4}|-p\s?\w{0,4}H\w{0,4})(?=\s|$)/,
};
const LONGEST_COMMAND = 2_000;
/** Options whose value is no part of the head of a request. */
const NOT_SENT =
  /^(?:-d|-F|-o|-O|-T|-w|-x|-E|-K|--data\S{0,12}|--form\S{0,8}|--json|--output\S{0,10}|--write-out|--proxy\S{0,12}|--cert\S{0,8}|--key\S{0,8}|--post-data|--body-data|--config|--netrc-file)$/;

/** The head of a request as a program shows it: headers, who asks, the address; not its body. */
function sentBy(node: Node, callee: string, words: readonly Node[], read: Reader): Argument[] {
  const around = node.parent;
  const redirects = around?.type === 'redirected_statement' ? namedChildren(around).filter(({ type }) => type === 'file_redirect') : [];
  // It is shown on the other stream.
  if (redirects.some((redirect) => /^(?:2>>?|&>>?|>&)\s?(?!\s?[&1]|\/dev\/(?:stderr|stdout|tty))/.test(read.code(redirect, 60)))) return [];
  return words.flatMap((word, index): Argument[] => {
    const before = words[index - 1];
    return callee === 'curl' && before !== undefined && NOT_SENT.test(read.code(before, 40)) ? [] : [{ value: read.expression(word) }];
  });
}

/** What a filter prints of a word that it is handed as its input: `jq . <<< "$SECRET"`. */
function handed(node: Node, callee: string, words: readonly Node[], read: Reader): Argument[] {
  const here = words.find(({ type }) => type === 'herestring_redirect');
  if (here === undefined) return [];
  const written = read.code(node, 400);
  if ((callee === 'jq' || callee === 'yq') && !WHOLE_JSON.test(written)) {
    const field = JSON_FIELD.exec(`${written.slice(0, here.startIndex - node.startIndex).trimEnd()}|`)?.[1];
    return field === undefined
      ? []
      : [{ value: { kind: 'member', span: read.span(node), object: { kind: 'unknown', span: read.span(here), children: [] }, name: field } }];
  }
  return [{ value: read.expression(nth(here, 0)) }];
}

/** Programs that fetch a secret, where `SECRET_COMMANDS` says with what. */
const FETCHES = /^(?:vault|aws|gcloud|az|gh|op|security|kubectl|sops|secret-tool|bw|keyring)$/;

/** What a function prints is most often its result. */
const isInFunction = (node: Node): boolean => ancestorsOf(node).some(({ type }) => type === 'function_definition');

function fileContent(word: Node, read: Reader): Expression | undefined {
  const span = read.span(word);
  const written = read.code(word, 200);
  if (SECRET_FILES.test(written)) return { kind: 'call', span, callee: 'get_secret_value', arguments: [] };
  const name = /^["']?\$\{?(\w{1,100})\}?["']?$/.exec(written)?.[1];
  return name === undefined || !FILE_OF.test(name) ? undefined : { kind: 'name', span, name: name.replace(FILE_OF, '') };
}

/** `cat <<EOF` prints the here-document. */
function heredocOf(node: Node, callee: string, read: Reader): Argument[] {
  if (!/^(?:cat|logger|tee|wall|mail)$/.test(callee)) return [];
  const around = node.parent;
  if (around?.type !== 'redirected_statement') return [];
  return namedChildren(around).flatMap((child): Argument[] => {
    const body = child.type === 'heredoc_redirect' ? namedChildren(child).find(({ type }) => type === 'heredoc_body') : undefined;
    return body === undefined ? [] : [{ value: read.textWith(body, EXPANSIONS) }];
  });
}

/** The output of a command goes to a file, a variable or a program that does not print it, as what stands around says. */
function goesElsewhere(node: Node, callee: string, read: Reader): boolean {
  let child = node;
  for (const at of ancestorsOf(node).slice(0, HIGHEST)) {
    const part = child;
    child = at;
    switch (at.type) {
      case 'command_substitution':
      case 'process_substitution':
        return true;
      case 'redirected_statement':
        if (isField(at, 'body', part) && namedChildren(at).some((redirect) => leadsAway(redirect, read))) return true;
        break;
      case 'pipeline': {
        const commands = namedChildren(at);
        const next = commands[commands.findIndex(({ id }) => id === part.id) + 1];
        if (next === undefined) break;
        const program = next.type === 'redirected_statement' ? nth(next, 0) : next;
        // One copy goes to the terminal.
        if (/^tee\s[^|]{0,80}\/dev\/(?:stderr|stdout|tty|fd\/[12])\b/.test(read.code(next, 120))) return false;
        const picks = LISTS.test(callee) && program?.type === 'command' && PICKS.test(read.code(program, 200));
        if (!picks && !isPrinter(program, read)) return true;
        const last = commands.at(-1);
        if (last?.type === 'redirected_statement' && namedChildren(last).some((redirect) => leadsAway(redirect, read))) return true;
        const end = last?.type === 'redirected_statement' ? nth(last, 0) : last;
        const isEnd = picks && end?.id === program.id;
        if (!isEnd && !isPrinter(end, read) && !(picks && end?.type === 'command' && CUTS.test(read.code(end, 200)))) return true;
        break;
      }
      case 'function_definition':
        return callee === 'echo' || callee === 'printf' ? isResult(node, at, read) : false;
    }
  }
  return false;
}

/** What lists many values, of which a filter may pick some. */
const LISTS = /^(?:env|printenv|set|export|cat|declare|typeset)$/;

/** True for a program behind a pipe that prints what it reads. */
const isPrinter = (program: Node | null | undefined, read: Reader): boolean =>
  program?.type === 'command' &&
  (PRINTERS.test(nameOf(program.childForFieldName('name'), read)) || SED.test(read.code(program, 120)) || WHOLE_JSON.test(read.code(program, 120).trim()));

/** `> file`, `>> file`, `&> file`, but not `>&2`, `2> file`, `> /dev/stderr`. */
function leadsAway(redirect: Node, read: Reader): boolean {
  if (redirect.type === 'heredoc_redirect') return namedChildren(redirect).some((inner) => leadsAway(inner, read) || isTaken(inner, read));
  if (redirect.type !== 'file_redirect') return false;
  const written = read.code(redirect, 200);
  // What is shown on the page of the run.
  if (/^>>?\s*["']?\$\{?GITHUB_STEP_SUMMARY\b/.test(written)) return false;
  // A file that is a log by its name is one.
  if (/^(?:1|&)?>>?\s*["']?[\w./~${}-]{1,180}\.log["']?$/.test(written)) return false;
  return /^1?(?:>>?|&>>?|>\|)(?!\s*(?:&|\/dev\/(?:std(?:out|err)|tty|fd\/[12])\b))/.test(written) && !/^>&\s*\d/.test(written);
}

/** `cat <<EOF | kubectl apply -f -`: what takes it stands within. */
function isTaken(inner: Node, read: Reader): boolean {
  if (inner.type !== 'pipeline') return false;
  const last = namedChildren(inner).at(-1);
  if (last?.type === 'redirected_statement') {
    if (namedChildren(last).some((redirect) => leadsAway(redirect, read))) return !/^tee\s[^|]{0,80}\/dev\/(?:stderr|stdout|tty)\b/.test(read.code(last, 120));
    return !isPrinter(nth(last, 0), read);
  }
  return !isPrinter(last, read);
}

/** A function that is called for its output: `token=$(get_token)`, or one whose name says so. */
function isResult(echo: Node, fn: Node, read: Reader): boolean {
  const name = nameOf(fn.childForFieldName('name'), read);
  if (!/^[\w.:-]{1,80}$/.test(name)) return false;
  const written = read.code(echo, 200);
  const isBare = /^(?:echo(?:\s+-[neE]+)*|printf\s+["']%s(?:\\n)?["'])\s+["']?\$\{?\w+\}?["']?$/.test(written.trim());
  return (
    isBare &&
    (/^_?(?:get|read|fetch|generate|gen|create|make|load|ask|prompt|find|decrypt|extract|random|new)/i.test(name) ||
      read.mentions(new RegExp(`(?:\\$\\(|\`)\\s*${name.replace(/[.]/g, '\\.')}\\b`), name))
  );
}
