import { setFlagsFromString } from 'node:v8';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document } from '../base/document';
import { grammarOf, type GrammarName } from './languages';

/** Gives a grammar's bytes, or undefined where it is not there. `core` is the parser's own program. */
export type GrammarLoader = (name: GrammarName | 'core') => Promise<Uint8Array | undefined>;

/** Larger texts are not parsed (THREATS 48), in UTF-16 code units. */
export const LARGEST_PARSED = 1024 * 1024;
/** A parse that takes longer is given up, in milliseconds. */
const LONGEST_PARSE = 2_000;
/** Units that the parser is given at a time where it reads here and there: it copies all that it is given. */
const CHUNK = 512;

let load: GrammarLoader = () => Promise.resolve(undefined);
let core: Promise<boolean> | undefined;
const languages = new Map<GrammarName, Promise<Language | undefined>>();
const loaded = new Map<GrammarName, Language | undefined>();
const parsers = new Map<GrammarName, Parser>();

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
    keepBaselineCode();
    // Emscripten takes the program's bytes under this name; nothing is then looked up on disk or elsewhere.
    await Parser.init({ wasmBinary: bytes, print: () => undefined, printErr: () => undefined });
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
 * tree of an earlier text, edited to what this text is.
 */
export function parseNow(document: Document, earlier?: Tree): Tree | undefined {
  const name = grammarOf(document);
  const language = name === undefined ? undefined : loaded.get(name);
  if (name === undefined || language === undefined || document.text.length > LARGEST_PARSED) return undefined;
  try {
    let parser = parsers.get(name);
    if (parser === undefined) {
      parser = new Parser();
      parser.setLanguage(language);
      parsers.set(name, parser);
    }
    const deadline = Date.now() + LONGEST_PARSE;
    const { text } = document;
    const input = earlier === undefined ? text : (index: number): string => text.slice(index, index + CHUNK);
    const tree = parser.parse(input, earlier ?? null, { progressCallback: () => Date.now() > deadline });
    if (tree === null) parser.reset();
    return tree ?? undefined;
  } catch {
    // What state the parser is in then nobody can say.
    parsers.delete(name);
    return undefined;
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
  if (language === undefined) return undefined;
  let parser: Parser | undefined;
  let tree: Tree | null = null;
  try {
    parser = new Parser();
    parser.setLanguage(language);
    const deadline = Date.now() + LONGEST_PARSE;
    // Returning true stops the parse.
    tree = parser.parse(document.text, null, { progressCallback: () => signal?.aborted === true || Date.now() > deadline });
    return tree === null ? undefined : use(tree);
  } catch {
    return undefined;
  } finally {
    tree?.delete();
    parser?.delete();
  }
}
