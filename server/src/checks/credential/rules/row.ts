import type { Rule } from '../../rule';

/** `good`: a checksum or decoded structure holds. `bad`: it cannot be such a token. `unknown`: the shape alone speaks. `doubtful`: the shape fits, the checksum does not. */
export type Verdict = 'good' | 'unknown' | 'doubtful' | 'bad';

/**
 * How a token is found.
 * `prefix`: the pattern starts with the keyword and is tried exactly there.
 * `near`: the pattern holds the keyword somewhere; it is tried in a stretch of `before` units before the keyword and `after` behind it.
 * `beside`: the keyword is the provider's name; the pattern is tried on each of the next few words of the same statement.
 */
export type Search = 'prefix' | 'near' | 'beside';

/** A row of the table of provider tokens. */
export interface TokenRule extends Rule {
  readonly search: Search;
  /** Lower-case ASCII. For `prefix` the literal start of the pattern, without regard to case. */
  readonly keywords: readonly string[];
  /** Regex source with bounded quantifiers only. Group `v`, if there is one, is the value; else the whole match. */
  readonly pattern: string;
  /** Shannon entropy in bits a character that the value's random part must reach. */
  readonly entropy: number;
  /** Units around the keyword for `near`. */
  readonly before: number;
  readonly after: number;
  /** For `beside`: the name must also hold a word such as key, token or secret between provider and value. */
  readonly named: boolean | 'secret';
  /** Length of the constant start of a value, left out when randomness and placeholders are judged. */
  readonly constant: number;
  readonly check?: (value: string) => Verdict;
}

/** Character classes, so that sources do not repeat themselves. */
export const ALNUM = '[0-9A-Za-z]';
export const WORD = '[0-9A-Za-z_]';
export const URLSAFE = '[0-9A-Za-z_-]';
export const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
export const BASE64 = '[0-9A-Za-z+/]';
export const HEX = '[0-9a-fA-F]';
export const LOWER_HEX = '[0-9a-f]';
export const LOWER_ALNUM = '[0-9a-z]';
export const UPPER_ALNUM = '[0-9A-Z]';
export const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

interface Extras {
  readonly keywords?: readonly string[];
  readonly check?: (value: string) => Verdict;
  readonly entropy?: number;
  readonly grade?: 'real' | 'likely';
  readonly rotate?: string;
  readonly description?: string;
  readonly before?: number;
  readonly after?: number;
  readonly named?: boolean | 'secret';
  readonly constant?: number;
}

/** Ids that are sent alone, with no secret beside them. */
const ALONE = /\b(?:project|reporter) id$/;

function describe(provider: string, kind: string): string {
  const what = `${/^(?:[aeioAEIO]|un|up)/.test(kind) ? 'An' : 'A'} ${kind} of ${provider}.`;
  return kind.endsWith(' id') && !ALONE.test(kind)
    ? `${what} It names an account or an application there and is of use only with the secret that belongs to it, which is often near.`
    : `${what} Whoever reads it can act as its owner there until it is revoked.`;
}

function row(search: Search, id: string, provider: string, kind: string, keywords: readonly string[], pattern: string, extras: Extras): TokenRule {
  return {
    id: `credential.${id}`,
    title: `${provider} ${kind}`,
    description: extras.description ?? describe(provider, kind),
    grade: extras.grade ?? (search === 'beside' ? 'likely' : 'real'),
    provider,
    ...(extras.rotate === undefined ? {} : { rotate: extras.rotate }),
    search,
    keywords,
    pattern,
    entropy: extras.entropy ?? 3,
    before: extras.before ?? 0,
    after: extras.after ?? 0,
    named: extras.named ?? false,
    constant: extras.constant ?? (search === 'prefix' ? Math.min(...keywords.map(({ length }) => length)) : 0),
    ...(extras.check === undefined ? {} : { check: extras.check }),
  };
}

/** A token with an unmistakable start: `prefix` literally, then `rest`. */
export const prefixed = (id: string, provider: string, kind: string, prefix: string, rest: string, extras: Extras = {}): TokenRule =>
  row('prefix', id, provider, kind, extras.keywords ?? [prefix.toLowerCase()], prefix.replace(/[.+?*()[\]]/g, '\\$&') + rest, extras);

/** Several starts for one kind; `pattern` holds them all. */
export const starting = (id: string, provider: string, kind: string, prefixes: readonly string[], pattern: string, extras: Extras = {}): TokenRule =>
  row(
    'prefix',
    id,
    provider,
    kind,
    prefixes.map((prefix) => prefix.toLowerCase()),
    pattern,
    extras,
  );

/** A token whose tell-tale part is not at its start. */
export const around = (
  id: string,
  provider: string,
  kind: string,
  keywords: readonly string[],
  pattern: string,
  before: number,
  after: number,
  extras: Extras = {},
): TokenRule => row('near', id, provider, kind, keywords, pattern, { ...extras, before, after });

/** A weakly shaped token: counts only beside the provider's name. */
export const beside = (id: string, provider: string, kind: string, names: readonly string[], pattern: string, extras: Extras = {}): TokenRule =>
  row('beside', id, provider, kind, names, pattern, extras);
