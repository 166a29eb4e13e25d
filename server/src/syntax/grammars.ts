import { setFlagsFromString } from 'node:v8';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document } from '../base/document';
import { grammarOf, type GrammarName } from './languages';

/** Gives a grammar's bytes, or undefined where it is not there. `core` is the parser's own program. */
export type GrammarLoader = (name: GrammarName | 'core') => Promise<Uint8Array | undefined>;

/** Larger texts are not parsed (THREATS 48), in UTF-16 code units. */
export const LARGEST_PARSED = 1024 * 1024;
/** A parse that takes longer is given up, in milliseconds; where nobody says otherwise. */
const LONGEST_PARSE = 2_000;
/** Units that the parser is given at a time where it reads here and there: it copies all that it is given. */
const CHUNK = 512;

/** Why a text got no tree although its grammar is there: the parse took too long, or the parser failed. */
export type Unparsed = 'too-slow' | 'failed' | 'too-long';

/** How long a parse may take, and who is told where there is no tree because of it. */
export interface ParseLimits {
  /** Milliseconds for a text of so many UTF-16 code units. */
  readonly budget: (length: number) => number;
  /** Milliseconds that only rise; default: `performance.now`. */
  readonly clock?: () => number;
  readonly onUnparsed?: (because: Unparsed) => void;
}

/** Of a parse that somebody waits for. */
export const DEFAULT_LIMITS: ParseLimits = { budget: () => LONGEST_PARSE };

let load: GrammarLoader = () => Promise.resolve(undefined);
let core: Promise<boolean> | undefined;
const languages = new Map<GrammarName, Promise<Language | undefined>>();
const loaded = new Map<GrammarName, Language | undefined>();
const parsers = new Map<GrammarName, Parser>();
/** A parser's program was aborted: all parsers share its memory, and of that nobody can say what it holds. Only another thread or process gets a new one. */
let broken = false;

/** True once a parser's program was aborted: from then on this thread parses nothing. */
export const isParserBroken = (): boolean => broken;

/** What used the parser was ended half way: what its memory holds nobody can say. */
export function abandonParser(): void {
  broken = true;
}

/** Set once by the composition root (and by the tests): where grammars come from. */
export function configureGrammars(loader: GrammarLoader): void {
  load = loader;
  core = undefined;
  languages.clear();
  loaded.clear();
  for (const parser of parsers.values()) parser.delete();
  parsers.clear();
}

/**
 * Keeps V8's quick compiler for WebAssembly. Its optimising one takes 2 to 15 seconds of a core for a single large grammar (PowerShell, bash), for which
 * the process's end waits; what it makes parses 1.6 times as fast, which pays from some 60 MB of one language on.
 */
function keepBaselineCode(): void {
  try {
    setFlagsFromString('--liftoff-only');
  } catch {
    // An engine without the flag is slower, and right.
  }
}

async function startCore(): Promise<boolean> {
  try {
    const bytes = await load('core');
    if (bytes === undefined) return false;
    // Emscripten takes the program's bytes under this name; nothing is then looked up on disk or elsewhere.
    await Parser.init({ wasmBinary: bytes, print: () => undefined, printErr: () => undefined });
    keepBaselineCode();
    return true;
  } catch {
    return false;
  }
}

async function loadLanguage(name: GrammarName): Promise<Language | undefined> {
  core ??= startCore();
  if (!(await core)) return undefined;
  try {
    const bytes = await load(name);
    return bytes === undefined ? undefined : await Language.load(bytes);
  } catch {
    return undefined;
  }
}

/** A loaded grammar, or undefined where it is absent or broken. Each is loaded once, when its language is first asked for. */
function languageFor(name: GrammarName): Promise<Language | undefined> {
  let language = languages.get(name);
  if (language === undefined) {
    language = loadLanguage(name).then((found) => {
      loaded.set(name, found);
      return found;
    });
    languages.set(name, language);
  }
  return language;
}

/** Loads the grammar of a document; from then on `parseNow` reads such documents. Gives true where there was something to load. */
export async function loadGrammarOf(document: Pick<Document, 'uri' | 'languageId'>): Promise<boolean> {
  const name = grammarOf(document);
  if (name === undefined || loaded.has(name)) return false;
  await languageFor(name);
  return true;
}

/** True where the document has a grammar that nobody has asked for yet: `loadGrammarOf` comes first. */
export function needsGrammar(document: Pick<Document, 'uri' | 'languageId'>): boolean {
  const name = grammarOf(document);
  return name !== undefined && !loaded.has(name);
}

/**
 * A tree of the document, which the caller frees (`delete`), or undefined as for `withTree` and where the grammar is not loaded. `earlier`: the
 * tree of an earlier text, edited to what this text is. A parse that is given up leaves no memory taken.
 */
export function parseNow(document: Document, { budget, clock = now, onUnparsed }: ParseLimits = DEFAULT_LIMITS, earlier?: Tree): Tree | undefined {
  const name = grammarOf(document);
  const language = name === undefined ? undefined : loaded.get(name);
  if (name === undefined || language === undefined || document.text.length > LARGEST_PARSED) return undefined;
  if (broken) {
    onUnparsed?.('failed');
    return undefined;
  }
  let parser = parsers.get(name);
  try {
    if (parser === undefined) {
      parser = new Parser();
      parser.setLanguage(language);
      parsers.set(name, parser);
    }
    const { text } = document;
    const deadline = clock() + budget(text.length);
    const input = earlier === undefined ? text : (index: number): string => text.slice(index, index + CHUNK);
    const tree = parser.parse(input, earlier ?? null, { progressCallback: () => clock() > deadline });
    if (tree !== null) return tree;
    // It would go on where it stopped, and keeps what it has so far until then.
    parsers.delete(name);
    parser.delete();
    onUnparsed?.('too-slow');
    return undefined;
  } catch (thrown) {
    noteAbort(thrown);
    parsers.delete(name);
    freed(parser);
    onUnparsed?.('failed');
    return undefined;
  }
}

const now = (): number => performance.now();

/** A trap or an abort of the program, or a stack that ran out half way through it; what else is thrown says nothing of its memory. */
function noteAbort(thrown: unknown): void {
  if (thrown instanceof Error && (thrown.name === 'RuntimeError' || thrown.name === 'RangeError')) broken = true;
}

/** Frees what is left of a parser that failed, unless the memory that it lies in is not to be touched any more. */
function freed(...left: readonly ({ delete(): void } | undefined)[]): void {
  if (broken) return;
  try {
    for (const each of left) each?.delete();
  } catch (thrown) {
    noteAbort(thrown);
  }
}

/**
 * Parses a document and hands its tree to `use`, which must not keep it: the tree lies in the parser's own memory and is freed afterwards.
 * Undefined where there is no grammar, the text is too large, the parse took too long or was aborted, or the parser failed. Never throws
 * for any of these.
 */
export async function withTree<T>(document: Document, use: (tree: Tree) => T, signal?: AbortSignal): Promise<T | undefined> {
  const name = grammarOf(document);
  if (name === undefined || document.text.length > LARGEST_PARSED || signal?.aborted === true) return undefined;
  const language = await languageFor(name);
  if (language === undefined || broken) return undefined;
  let parser: Parser | undefined;
  let tree: Tree | null = null;
  try {
    parser = new Parser();
    parser.setLanguage(language);
    const deadline = now() + LONGEST_PARSE;
    // Returning true stops the parse.
    tree = parser.parse(document.text, null, { progressCallback: () => signal?.aborted === true || now() > deadline });
    return tree === null ? undefined : use(tree);
  } catch (thrown) {
    noteAbort(thrown);
    return undefined;
  } finally {
    freed(tree ?? undefined, parser);
  }
}
