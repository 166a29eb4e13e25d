import type { Span } from '../../../base/span';
import type { Expression } from '../model/expression';
import type { Guard } from '../model/fileModel';

/** True where the guards say that the expression is empty there: `if (!token) log(token)`. */
export function isEmptyThere(text: string, span: Span, guards: readonly Guard[]): boolean {
  const wanted = key(text, span);
  return guards.some(({ test, holds }) => says(text, test, holds, wanted, 0));
}

/** Two ways of writing the same expression are one: white space, optional chaining, parentheses and assertions left out. */
const key = (text: string, { start, end }: Span): string =>
  text
    .slice(start, Math.min(end, start + 200))
    .replace(/[\s()$!&]|\?(?=\.)/g, '')
    .replace(/^await/, '');

function says(text: string, test: Expression, holds: boolean, wanted: string, depth: number): boolean {
  if (depth > 8) return false;
  if (test.kind === 'wrap') return says(text, test.inner, holds, wanted, depth + 1);
  if (test.kind !== 'test') return !holds && key(text, test.span) === wanted;
  const empty = holds ? test.absent : test.present;
  if (empty !== undefined && key(text, trimmed(empty).span) === wanted) return true;
  // All of a conjunction hold where it holds, none of a disjunction where it does not.
  const parts = holds ? test.all : test.any;
  if (parts?.some((part) => says(text, part, holds, wanted, depth + 1)) === true) return true;
  // Of a disjunction that holds nobody knows which part does, unless all say the same: `x == null || x.isBlank()`.
  const ways = holds ? test.any : test.all;
  return ways !== undefined && ways.length > 0 && ways.every((part) => says(text, part, holds, wanted, depth + 1));
}

/** A text without the space around it is empty where nothing was in it: `strings.TrimSpace(x) == ""`, `x.trim().isEmpty()`. */
function trimmed(of: Expression): Expression {
  if (of.kind === 'wrap') return trimmed(of.inner);
  if (of.kind !== 'call' || !/^(?:trim(?:_?space)?|strip)$/i.test(of.callee)) return of;
  return of.arguments[0]?.value ?? of.receiver ?? of;
}
