import type { NameKind } from '../../values/name';

/** A function, method or constructor that takes a credential, by documented signature. */
export interface CredentialCall {
  /** Its last name, in lower case. */
  readonly name: string;
  /** Positions of the arguments that are credentials, from 0; negative from the end. */
  readonly at: readonly number[];
  readonly kind: NameKind;
  /** Fewest and most arguments of the form that takes a credential. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What stands before the last name: the object, type or module, or the call it is chained to. Tested on the whole of it. */
  readonly of?: RegExp;
  /**
   * What the prefilter looks for, where the name alone is too common or too short: lower case. By default the name, with a bracket if it is
   * shorter than six letters.
   */
  readonly via?: readonly string[];
  /** Of which files it is, where another language has a call of that name. */
  readonly files?: RegExp;
  /** What the first argument must match. */
  readonly first?: RegExp;
  /** The literal must be `user:password`; the part behind the colon is the credential. */
  readonly pair?: boolean;
  /** Options of the argument's object that are credentials, for names that say nothing elsewhere: `{ keys: ["…"] }`. */
  readonly options?: readonly string[];
  /** The argument is a map from users to their passwords, or a list of such pairs. */
  readonly accounts?: boolean;
  /** Only what a generator made counts: words go there as well. */
  readonly drawn?: boolean;
  /** The argument is a function; what it returns is the credential. */
  readonly returned?: boolean;
}

export type CallExtras = Omit<CredentialCall, 'name' | 'at' | 'kind' | 'via'> & { readonly via?: string };

/** Rows for several names at once, separated by blanks; `via` likewise. */
export const call = (kind: NameKind, at: readonly number[], names: string, { via, ...more }: CallExtras = {}): readonly CredentialCall[] =>
  names.split(' ').map((name) => ({ name, at, kind, ...more, ...(via === undefined ? {} : { via: via.split(' ') }) }));
