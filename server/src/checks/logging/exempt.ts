import type { Document } from '../../base/document';

/** How much of a text is looked at for the mark of a generator, in UTF-16 code units. */
const HEAD = 3_000;
/** `Code generated … DO NOT EDIT` is Go's convention (https://go.dev/s/generatedcode), `@generated` that of many others. */
const GENERATED = /\bcode generated\b|@generated\b|\bdo not (?:edit|modify)\b|\b(?:auto|automatically)[- ]?generated\b/i;
/** Units per line on average from which a text is not written by hand, and the length from which that is asked. */
const LONG_LINES = 300;
const SHORT_TEXT = 5_000;

/** True for texts that a program wrote: nobody mends a log statement there, and they are a third of what lies in a tree of packages. */
export function isMachineMade(text: string): boolean {
  if (GENERATED.test(text.slice(0, HEAD))) return true;
  if (text.length < SHORT_TEXT) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && lines * LONG_LINES < text.length; at = text.indexOf('\n', at + 1)) lines++;
  return lines * LONG_LINES < text.length;
}

/** Files of declarations alone, in which nothing is done: TypeScript's and Python's for code that stands elsewhere. */
const DECLARATIONS = /\.d\.(?:[\w-]{1,40}\.)?[cm]?ts$|\.pyi$/i;

/** True for a file that declares and does nothing: nothing of it can print. */
export const onlyDeclares = ({ uri }: Pick<Document, 'uri'>): boolean => DECLARATIONS.test(uri);

/** By the conventions of test runners (Go, Jest and its like, pytest, RSpec, Pester, Cargo) and of build tools' folders (Maven, Gradle, Swift). */
const TEST =
  /(?:_test\.(?:go|py|rb|exs)|\.(?:test|spec)\.[cm]?[jt]sx?|_spec\.rb|\.Tests\.ps1|\/test_[^/]{1,80}\.py|\/conftest\.py|\/(?:tests|benches)\/(?:[^/]{1,80}\/){0,4}[^/]{1,80}\.rs)$|\/src\/(?:test|androidTest)\/|\/Tests\/|\/__tests__\//;

/** True for a file of tests: what it prints are values made for the test, told as a hint. */
export const isTest = ({ uri }: Pick<Document, 'uri'>): boolean => TEST.test(uri);

/** Where the tests of a file begin that has them behind its code, as Rust's do; behind the end where it has none. */
export function testsFrom({ text, languageId }: Pick<Document, 'text' | 'languageId'>): number {
  if (languageId !== 'rust') return Number.MAX_SAFE_INTEGER;
  const at = /^[ \t]{0,40}#\[cfg\(test\)\]\s{0,80}(?:#\[[^\]\n]{0,80}\]\s{0,80})?(?:pub(?:\([^)\n]{1,30}\))?\s)?mod\s+\w{1,40}\s?\{/m.exec(text);
  return at?.index ?? Number.MAX_SAFE_INTEGER;
}
