import type { ReferenceTarget } from '../base/address';
import type { Document, TextEdit } from '../base/document';
import type { Requirement } from '../base/requirement';
import type { Span } from '../base/span';
import type { Place } from '../syntax/place';

export type { Place };

/** What a reference says as written. */
export interface Reference {
  readonly span: Span;
  readonly target: ReferenceTarget;
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
  /** A programming language in which no reference is written yet. */
  | 'language'
  | 'not-parsed'
  /** A document of a virtual file system: no project of this machine is its own. */
  | 'no-file'
  | 'cannot-decode'
  | 'parts'
  | 'name'
  | 'workflow'
  | 'generated'
  /** The quotes around the literal let nothing be put in: a here-document with a quoted delimiter, part of a Java text block. */
  | 'quoting';

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
