import type { ReferenceTarget } from '../base/address';
import type { Document, TextEdit } from '../base/document';
import type { Requirement } from '../base/requirement';
import type { Span } from '../base/span';

/** What a reference says as written. */
export interface Reference {
  readonly span: Span;
  readonly target: ReferenceTarget;
}

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
}

export type Refusal =
  | 'annotation'
  | 'constant-expression'
  | 'import-path'
  | 'docstring'
  | 'comment'
  | 'object-key'
  | 'browser'
  | 'reader-does-not-resolve'
  | 'not-parsed'
  | 'cannot-decode'
  | 'name'
  | 'workflow'
  | 'generated';

export type Emission = { readonly edits: readonly TextEdit[]; readonly needs: readonly Requirement[] } | { readonly refused: Refusal };

/** One ecosystem: one file `references/<ecosystem>.ts` and one line in `references/table.ts`. Pure. */
export interface ReferenceSyntax {
  readonly id: string;
  appliesTo(document: Document): boolean;
  /** Linear in the text's length. */
  recognise(document: Document): readonly Reference[];
  /**
   * Replaces the value at `place` by a read of the environment variable `variable`, which the manifest will map to the address that the
   * `manifest-entry` requirement (added by the caller) names. Gives text changes only, in the place's document.
   */
  emit?(place: Place, variable: string): Emission;
}
