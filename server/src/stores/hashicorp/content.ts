import { fail } from '../../base/errors';
import { Secret } from '../../base/secret';

/** A tree of names out of JSON; own properties only, so that no name means a prototype. */
export type Branch = Readonly<Record<string, unknown>>;

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at `keys`; undefined where nothing does. */
export function valueAt(branch: Branch, keys: readonly string[]): unknown {
  let found: unknown = branch;
  for (const key of keys) found = isBranch(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return keys.length === 0 ? undefined : found;
}

/** Every place below that holds no further names, in order. */
export function* leavesOf(branch: Branch, above: readonly string[] = []): Iterable<readonly string[]> {
  for (const key of Object.keys(branch)) {
    const value = branch[key];
    if (isBranch(value) && Object.keys(value).length > 0) yield* leavesOf(value, [...above, key]);
    else yield [...above, key];
  }
}

/** A stored value as the text a program gets. Throws `StoreUnsupported` for a number that JSON does not carry exactly. */
export function secretOf(value: unknown, store: string): Secret | undefined {
  if (typeof value === 'string') return Secret.of(value);
  if (value === undefined || value === null) return undefined;
  assertExact(value, store);
  return Secret.of(JSON.stringify(value));
}

/** Numbers beyond 2^53 have lost digits by being parsed: writing them back would change them. Throws `StoreUnsupported`. */
export function assertExact(value: unknown, store: string): void {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) fail({ code: 'StoreUnsupported', store, feature: 'numbers beyond 2^53' });
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) assertExact(each, store);
}

/** The value as text; every vault that speaks JSON holds text only. Throws `ValueUnusable`. */
export function textOf(value: Secret, name: string): string {
  const text = value.reveal('store-write');
  return Secret.of(text).equals(value) ? text : fail({ code: 'ValueUnusable', name, because: 'not-text' });
}

/** JSON of an object that has `member` at `keys` and nothing else: a merge patch (RFC 7396), or a first version. */
export function patchOf(keys: readonly string[], member: string | null): string {
  return keys.reduceRight<string>((inner, key) => `{${JSON.stringify(key)}:${inner}}`, JSON.stringify(member));
}

/** JSON of `branch` with `member` at `keys`, or without what stands there. */
export function merged(branch: Branch, keys: readonly string[], member: string | null): string {
  const [key = '', ...rest] = keys;
  const members = Object.keys(branch).flatMap((name) => (name === key ? [] : [`${JSON.stringify(name)}:${JSON.stringify(branch[name])}`]));
  const inner = branch[key];
  if (rest.length > 0) members.push(`${JSON.stringify(key)}:${merged(isBranch(inner) ? inner : {}, rest, member)}`);
  else if (member !== null) members.push(`${JSON.stringify(key)}:${JSON.stringify(member)}`);
  return `{${members.join(',')}}`;
}
