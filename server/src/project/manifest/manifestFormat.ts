import type { ReferenceTarget, SecretAddress } from '../../base/address';
import type { TextEdit } from '../../base/document';
import type { ManifestFault } from '../../base/errors';
import type { Span } from '../../base/span';

export interface ManifestEntry {
  readonly name: string;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
  /** The value as written, decoded. A manifest holds references; a literal is a fault and is not kept here. */
  readonly reference: string;
  readonly target: ReferenceTarget;
  readonly optional: boolean;
  /** From the comment block above: free text and `@owner=…`, `@rotate=…`, unknown ones included. */
  readonly description?: string;
  readonly annotations: ReadonlyMap<string, string>;
}

export interface ManifestProblem {
  readonly because: ManifestFault;
  readonly span: Span;
  readonly name?: string;
}

export interface ManifestContent {
  readonly entries: readonly ManifestEntry[];
  readonly problems: readonly ManifestProblem[];
}

/** One manifest format: one file `project/manifest/<format>.ts` and one line in its table (field/manifests.md §4). Pure. */
export interface ManifestFormat {
  readonly id: 'tacit';
  /** By name: is this file (base name) a manifest of this format, and of which environment? */
  detect(fileName: string): { readonly environment?: string; readonly local: boolean } | undefined;
  read(text: string): ManifestContent;
  /** The text of an entry's value for this address, or why it cannot be said in this format. `reference` comes from the registry. */
  express(address: SecretAddress, reference: string): { readonly value: string } | { readonly cannot: string };
  /** Adds an entry, keeping comments and order; replaces the value where the name is there already. */
  add(text: string, name: string, value: string): readonly TextEdit[];
  remove(text: string, name: string): readonly TextEdit[];
  rename(text: string, from: string, to: string): readonly TextEdit[];
}
