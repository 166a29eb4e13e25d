import type { Document } from '../base/document';
import { contains, type Span } from '../base/span';
import { isBrowserCode } from './browser';
import { findCSharpPlace } from './code/csharp';
import { findGoPlace } from './code/go';
import { findJavaPlace } from './code/java';
import { findJavaScriptPlace } from './code/javascript';
import { findKotlinPlace } from './code/kotlin';
import { findPhpPlace } from './code/php';
import { findPythonPlace } from './code/python';
import { findRubyPlace } from './code/ruby';
import { findRustPlace } from './code/rust';
import { findShellPlace } from './code/shell';
import type { CodePlaceFinder } from './code/tree';
import { findDataPlace } from './data/find';
import { withTree } from './grammars';
import { dataFormatOf, grammarOf, type GrammarName } from './languages';

/**
 * Where a literal stands, as `syntax/place.ts` found it. `whole` spans the literal with its quotes; `value` what is to move;
 * where `value` is not the whole content, the rest stays in the text around the reference.
 */
export interface Place {
  readonly document: Document;
  readonly whole: Span;
  readonly value: Span;
  /** The value after the language's escapes are undone: what the vault receives. Held no longer than the move takes. */
  readonly decoded: string;
  readonly context:
    | 'expression' // an ordinary expression: an environment read can stand here
    | 'template' // inside a template or interpolated string
    | 'jsx-attribute' // password="…" in JSX: braces are needed
    | 'object-key' // the literal is a key, not a value
    | 'annotation' // Java annotation, TypeScript decorator constant
    | 'constant-expression' // Java case label, Go const, TypeScript enum or literal type
    | 'import-path'
    | 'docstring'
    | 'shell-word' // shell: bare, single or double quoted
    | 'scalar' // a scalar of a data file (YAML, JSON, TOML, properties, dotenv)
    | 'comment'
    | 'unknown';
  /** Shell and data files: how the literal is quoted. */
  readonly quoting?: 'none' | 'single' | 'double' | 'block';
  /** Data files: the keys from the root to the value. */
  readonly path?: readonly string[];
  /** True where the code runs in a browser as far as the file tells (imports of UI frameworks, `public/`, `"use client"`). */
  readonly browser?: boolean;
  /** True where the text the program sees cannot be told (an unknown escape, bytes that are no UTF-8): `decoded` is '' and nothing may be moved. */
  readonly undecodable?: boolean;
  /** The literal's delimiters as written: `r"""` and `"""`, `'` and `'`; both '' for a plain scalar or a bare word. */
  readonly open?: string;
  readonly close?: string;
  /** An ordinary expression put here needs parentheses around it: it is an operand, the object of a member access, … */
  readonly operand?: boolean;
  /** Where the literal is the default of a read of the environment: the whole read, and the name it reads. */
  readonly fallback?: { readonly span: Span; readonly variable: string };
  /** Python: a neighbour of an implicit concatenation. */
  readonly adjacent?: boolean;
  /** Go: the type that the declaration names, where it is not `string`. */
  readonly declaredType?: string;
  /** The keyword that makes the declaration a constant, which what is read cannot be, and what stands in its place then. */
  readonly constant?: { readonly span: Span; readonly becomes: string };
  /** Shell: in a here-document; with a quoted delimiter nothing is put in. */
  readonly heredoc?: 'expands' | 'verbatim';
  /** The rest of the literal is a format (`%s`, `{}`), so the value must not hold what would read as one. */
  readonly format?: boolean;
  /** YAML: inside `[…]` or `{…}`, where a plain scalar cannot hold braces. */
  readonly flow?: boolean;
  /** JavaScript: the statement starts with the literal and the one before it has no semicolon. */
  readonly startsStatement?: boolean;
}

/** Languages in which a reference can be written; the other grammars are there to find what is logged. */
const FINDERS: Readonly<Partial<Record<GrammarName, CodePlaceFinder>>> = {
  javascript: findJavaScriptPlace,
  typescript: findJavaScriptPlace,
  tsx: findJavaScriptPlace,
  python: findPythonPlace,
  java: findJavaPlace,
  go: findGoPlace,
  bash: findShellPlace,
  csharp: findCSharpPlace,
  kotlin: findKotlinPlace,
  php: findPhpPlace,
  ruby: findRubyPlace,
  rust: findRustPlace,
};

/** A place of which nothing is known: no reference can be written there. */
const unknownPlace = (document: Document, value: Span): Place => ({
  document,
  whole: value,
  value,
  decoded: document.text.slice(value.start, value.end),
  context: 'unknown',
  undecodable: true,
});

/**
 * Where the literal stands that holds `value`. The place's own `value` may be wider than asked for: a default beside an environment read and a
 * `.env` line move as a whole. Never throws: without a grammar, with a text that does not parse, or aborted, the context is `unknown`.
 */
export async function findPlace(document: Document, value: Span, signal?: AbortSignal): Promise<Place> {
  if (value.start >= value.end || !contains({ start: 0, end: document.text.length }, value)) return unknownPlace(document, value);
  const format = dataFormatOf(document);
  const grammar = grammarOf(document);
  let place: Place | undefined;
  if (format !== undefined) place = findDataPlace(document, format, value);
  else if (grammar !== undefined) {
    const finder = FINDERS[grammar];
    if (finder !== undefined) place = await withTree(document, (tree) => finder(tree.rootNode, document, value, grammar), signal);
  }
  place ??= unknownPlace(document, value);
  return isBrowserCode(document) ? { ...place, browser: true } : place;
}
