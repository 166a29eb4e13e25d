import type { Argument, CallExpression, Expression } from '../../model/expression';
import { literalOf } from './writing';

/*
 * What is asked of a mapping or a database and is no value of it: the keys, a number.
 */

/** Functions of Python that go through what they are given: of a mapping these are its keys. */
const WALKS = /^(?:sorted|list|set|tuple|frozenset|iter|reversed|enumerate|len|any|all|max|min)$/;

/** True for a call that gives the keys of a mapping: `sorted(settings)`, `", ".join(settings)`. Python's. */
export function givesKeys({ callee, receiver, arguments: given }: CallExpression, isMapping: (of: Expression) => boolean): boolean {
  const [first] = given;
  if (first === undefined || first.spread === true) return false;
  return (receiver === undefined ? WALKS.test(callee) : callee === 'join' && receiver.kind === 'text') && isMapping(first.value);
}

/** A query that answers with a number. */
const COUNTS = /^\s*select\s+(?:distinct\s+)?(?:count|sum|avg|exists|coalesce\(\s*(?:count|sum))\s*\(/i;
const MOST_CALLS = 8;

/** True for a call that asks a database how many there are: `db.query("select count(*) from tokens").scalar()`. */
export function isCounted(call: CallExpression): boolean {
  let at: Expression | undefined = call;
  for (let step = 0; at !== undefined && step < MOST_CALLS; step++) {
    if (at.kind === 'call') {
      if (at.arguments.some(isCount)) return true;
      at = at.receiver;
    } else if (at.kind === 'wrap') at = at.inner;
    else if (at.kind === 'index' || at.kind === 'member') at = at.object;
    else return false;
  }
  return false;
}

const isCount = ({ value }: Argument): boolean =>
  (value.kind === 'text' && COUNTS.test(value.text.replace(/^[a-z]?["'`]{1,3}/i, ''))) ||
  (value.kind === 'call' && value.arguments.some((inner) => COUNTS.test(literalOf(inner.value) ?? '')));

/** What a format takes out of a mapping by its keys: `%(host)s`, `%{host}`, `%<host>s`. */
const NAMED_PLACE = /%(?:\((\w{1,80})\)|\{(\w{1,80})\}|<(\w{1,80})>)/g;

/** The arguments of a print without a mapping of which its format takes no secret. */
export function withoutUntaken(printed: readonly Argument[], isSecret: (name: string) => boolean): readonly Argument[] {
  const at = printed.findIndex(({ value }) => value.kind === 'text');
  const format = printed[at]?.value;
  if (format?.kind !== 'text' || printed.length !== at + 2) return printed;
  const names = [...format.text.matchAll(NAMED_PLACE)].map(([, round, curly = '', angle = curly]) => round ?? angle);
  return names.length === 0 || names.some(isSecret) ? printed : printed.slice(0, at + 1);
}
