/** The registered name of a store: `sops:<path relative to the project root, with slashes>` for an embedded store. */
export type StoreId = string;

/** Where a secret is, once known. A version is what that store calls one. */
export interface SecretAddress {
  readonly store: StoreId;
  /** The path inside the store. In an embedded store: the file's key, nested keys joined by `/` after percent-encoding `/` and `%`. */
  readonly path: string;
  readonly field?: readonly string[];
  readonly version?: string;
}

/** A place in a store as a reference writes it, before the registry has said which store that is. */
export interface StoreTarget {
  readonly kind: 'store';
  /** The scheme as written: `sops`, `vault`, `awssecrets`, … */
  readonly scheme: string;
  /** The path as written (for `sops`: a file path relative to the declaring file). */
  readonly path: string;
  /** The fragment's segments: `#/a/b` gives `['a', 'b']`. */
  readonly fragment: readonly string[];
  /** Query parameters as written. Anything but `version` makes the target unresolvable unless it equals a registered store's own (THREATS 1). */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A read of an environment variable in code or configuration. */
export interface EnvironmentVariable {
  readonly kind: 'environment';
  readonly name: string;
  /** Where the read gives a literal default (`process.env.X || "literal"`), its span in the document. */
  readonly fallback?: { readonly start: number; readonly end: number };
}

/** A name that another system resolves (`secrets.NPM_TOKEN` in a workflow). */
export interface NamedSecret {
  readonly kind: 'named';
  readonly system: string;
  readonly name: string;
}

export type ReferenceTarget = StoreTarget | EnvironmentVariable | NamedSecret;
