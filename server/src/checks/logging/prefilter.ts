import type { Document } from '../../base/document';
import { needsGrammar } from '../../syntax/grammars';
import { effectiveLanguage, grammarOf } from '../../syntax/languages';
import { holdsScripts } from '../../syntax/scripts';
import { readsByText } from './byText';
import { mayLogInConfiguration, scriptsWithin } from './configuration/check';
import { patternsOf } from './engine/patterns';
import { NAMES_COMMAND } from './engine/values/asked';
import { Evidence, Names } from './engine/names/evidence';
import { isMachineMade, onlyDeclares } from './exempt';
import { TREE_LANGUAGES } from './languages/table';
import { type ReachOptions, readsReach, sinksThatReach } from './reach/reach';
import type { LanguageId } from './model/fileModel';
import { judgeName } from './tables/names';
import { LISTS_ENVIRONMENT, SECRET_COMMANDS, SECRET_FILE_ANYWHERE } from './tables/secretCommands';
import { mentionsRareSecret, mentionsSecret } from './vocabulary/mentions';
import { standsIn, type WordMemory } from './wordMemory';

/** True for languages in which this check finds anything. */
export function canLog(document: Pick<Document, 'uri' | 'languageId'>): boolean {
  const grammar = grammarOf(document);
  if (onlyDeclares(document)) return false;
  return (grammar !== undefined && TREE_LANGUAGES[grammar] !== undefined) || readsByText(document) || holdsScripts(document);
}

/** What a look at a text goes by. */
export interface LookOptions {
  readonly declared?: ReadonlySet<string> | undefined;
  readonly sinks?: readonly string[];
  /** Whether a value in the text may be known to be a secret. Asked only where something is printed. */
  readonly flagged?: () => boolean;
  /** What is known of the text's earlier version. */
  readonly memory?: WordMemory | undefined;
}

/**
 * False where a text cannot hold a finding of this check: no language that is read, no word of a secret (nor a variable that is declared as one, nor
 * a value that is known to be one: `flagged`), or no sink. Far cheaper than a parse.
 */
export function mayLogSecrets(document: Document, { declared = new Set(), sinks = [], flagged = () => false, memory }: LookOptions = {}): boolean {
  if (onlyDeclares(document)) return false;
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  const id = language?.id ?? (effectiveLanguage(document) === 'swift' ? 'swift' : undefined);
  if (id === undefined) return readsByText(document) && mayLogInConfiguration(document.text);
  const { text } = document;
  const { sinkWords, givesSecret } = patternsOf(id);
  if (sinkWords === undefined) return false;
  const prints = (memory?.stands(sinkWords, text) ?? standsIn(sinkWords, text)) || sinks.some((sink) => text.includes(sink.slice(sink.search(/[^.:#]*$/))));
  if (!prints) return false;
  const mentions = flagged() || mentionsSecret(text) || [...declared].some((name) => text.includes(name));
  return (
    (mentions || mentionsRareSecret(text) || givesSecret.some((words) => words.test(text)) || (GIVES_BY_FORM[id] ?? NAMES_COMMAND).test(text)) &&
    !isMachineMade(text)
  );
}

/** What gives a secret by how it is written, and no name of a table says so: the environment as a whole, files that hold one, commands that fetch one. */
const GIVES_BY_FORM: Partial<Record<LanguageId, RegExp>> = {
  shell: new RegExp(`${SECRET_COMMANDS.source}|${SECRET_FILE_ANYWHERE.source}|${LISTS_ENVIRONMENT.source}|\\bread(?:\\s|\\\\\\r?\\n)+-\\w*s`, 'm'),
  powershell: /\benv:|\bGetEnvironmentVariables\b/i,
  // All that a server tells a program, not one of it by a name.
  php: new RegExp(
    `${NAMES_COMMAND.source}|\\$(?:_(?:ENV|SERVER|POST|REQUEST|COOKIE|SESSION)|GLOBALS)\\b(?!\\s{0,4}\\[)|\\bphpinfo\\b|\\bgetenv\\(\\s{0,4}\\)`,
    NAMES_COMMAND.flags,
  ),
  python: new RegExp(`${NAMES_COMMAND.source}|\\bfrom\\s{1,4}os\\s{1,4}import\\b[^\\n]{0,200}\\benviron`, NAMES_COMMAND.flags),
  ruby: new RegExp(`${NAMES_COMMAND.source}|\\bENV\\b(?!\\s{0,2}\\[|\\.(?:fetch|key|has_key|include|delete)\\b)`, NAMES_COMMAND.flags),
};

/** Documents whose grammars must be there before a text is checked for what it logs: its own, or those of the scripts in it. */
export const awaitedBy = (document: Document, options: LookOptions): readonly Document[] =>
  [document, ...scriptsWithin(document)].filter((each) => needsGrammar(each) && (each !== document || mayLogSecrets(document, options)));

/** Names with one of these in them may be secrets by more than their own words: an input that shows dots, a jar of cookies, what is read in silence. */
const CERTAIN = /passw|passp|secret|cookie|\bread(?:\s|\\\r?\n)+-\w*s/i;
/** Cryptography, whose keys are secrets whatever else is said of them. */
const CRYPTOGRAPHY =
  /createCipher|createDecipher|createHmac|SecretKeySpec|\bAES\b|Fernet|hmac|pbkdf2|scrypt|NewCipher|chacha20|Cipher|derive|encrypt|decrypt|\bseal\b|\bsign\b/i;
const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff-]*/g;
/** Names that are remembered between files, at most. */
const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, readonly string[]>();

/**
 * Where the words of the sinks begin that may print a secret (reach/), as UTF-16 offsets; `all` where nobody can say, as in languages that are not read so.
 * To be asked of texts for which `mayLogSecrets` holds; at a fraction of a parse. `flagged`: values that are known to be secrets.
 */
export function sinksThatMayPrint(document: Document, { declared, flagged }: ReachOptions): ReadonlySet<number> | 'all' {
  const grammar = grammarOf(document);
  const id = grammar === undefined ? undefined : TREE_LANGUAGES[grammar]?.id;
  if (id !== undefined && readsReach(id)) return sinksThatReach(document.text, id, { declared, flagged });
  return flagged.length > 0 || mayNameSecret(document, declared) ? 'all' : new Set();
}

/** False where no sink of a text may print a secret. */
export function mayPrintSecret(document: Document, options: ReachOptions): boolean {
  const sinks = sinksThatMayPrint(document, options);
  return sinks === 'all' || sinks.size > 0;
}

/**
 * False where nothing that the text names can be a secret, by the same judgement of names as where a file is read whole: then there is nothing to
 * print. To be asked of texts for which `mayLogSecrets` holds and in which no value is known to be a secret; about a tenth of a parse.
 */
export function mayNameSecret(document: Document, declared: ReadonlySet<string> = new Set()): boolean {
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  const { text } = document;
  if (language === undefined || CERTAIN.test(text) || GIVES_BY_FORM[language.id]?.test(text) === true) return true;
  for (const words of patternsOf(language.id).sourceWords) {
    words.lastIndex = 0;
    if (words.test(text)) return true;
  }
  const names = new Names(new Evidence(text), declared, language.id);
  const keys = CRYPTOGRAPHY.test(text);
  for (const word of new Set(text.match(WORD))) {
    if (declared.has(word) || (keys && /key$/i.test(word))) return true;
    if (namesIn(word).some((name) => name === 'headers' || names.judge(name) !== undefined)) return true;
  }
  return false;
}

/** What a word may name that is a secret in some file: itself, a part where a sign may be a minus, what a function of this name gives. */
function namesIn(word: string): readonly string[] {
  let known = remembered.get(word);
  if (known === undefined) {
    const parts = word.length > 80 ? [] : word.includes('-') ? [word, ...word.split('-')] : [word];
    const all = parts.flatMap((part) => [part, part.replace(/^[a-z]{2,12}_?(?=[A-Z])|^[a-z]{2,12}_|^[A-Z][a-z]{1,11}(?=[A-Z])/, '')]);
    known = all.flatMap((part) => (/headers?$/i.test(part) ? ['headers'] : judgeName(part) === undefined ? [] : [part]));
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(word, known);
  }
  return known;
}
