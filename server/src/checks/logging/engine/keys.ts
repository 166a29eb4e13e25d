import type { Argument, CallExpression, Expression } from '../model/expression';
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
