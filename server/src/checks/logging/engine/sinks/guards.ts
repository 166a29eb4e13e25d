import type { Span } from '../../../../base/span';
import type { Code } from '../../model/code';
import type { Expression } from '../../model/expression';
import type { Guard } from '../../model/fileModel';

/**
 * True where the guards say that the expression is empty there: `if (!token) log(token)`. `isSecret`: asked of the names of its parts, where it is an
 * object that is a secret by one of them: `if (!config.password) log(config)`.
 */
export function isEmptyThere(layout: Code, span: Span, guards: readonly Guard[], isSecret?: (name: string) => boolean): boolean {
  const whole = key(layout, span);
  const isPart = (name: string): boolean => {
    const part = /^(?:\?\.|\.|->|\[["'])([\w-]{1,60})(?:["']\])?$/.exec(name.slice(whole.length))?.[1];
    return part !== undefined && isSecret?.(part) === true;
  };
  const wanted: Wanted = (name) => name === whole || (isSecret !== undefined && whole !== '' && name.startsWith(whole) && isPart(name));
  return guards.some(({ test, holds }) => says(layout, test, holds, wanted, 0));
}

/** True where what is printed was given another value between a condition and the place: `if (!token) { token = create(); log(token); }`. */
export function isGivenBetween(layout: Code, { start, end }: Span, from: number, to: number): boolean {
  const written = layout.of({ start, end }, 80).replace(/^[$@]\{?|\}$/g, '');
  if (from >= to || !/^[\w.$>@?!-]{1,80}$/.test(written)) return false;
  const between = layout.of({ start: from, end: to });
  for (let at = between.indexOf(written); at !== -1; at = between.indexOf(written, at + written.length))
    if (
      !/[\w.]/.test(between.charAt(at - 1)) &&
      /^(?:\s{0,4}(?::|\?\?|\|\|)?=(?![=>~])|\s{0,4}:\s{0,4}[^=\n]{1,40}=(?![=>]))/.test(between.slice(at + written.length, at + written.length + 60))
    )
      return true;
  return false;
}

/** What looks for a secret's word in a name. */
const LOOKS_FOR = /["'`/]([\w.*|()-]{2,60})["'`/]/g;

/**
 * True where a condition keeps the secrets among many values apart from this one: in the other branch of `if (key.contains("password"))`, or behind
 * `isPublicKey(key)`.
 */
export function keepsApart(layout: Code, { start, end }: Span, { test, holds }: Guard, isSecret: (name: string) => boolean): boolean {
  const tested = layout.of(test.span, 200);
  const root = /[A-Za-z_]\w*/.exec(layout.of({ start, end }, 80))?.[0];
  if (root === undefined || !new RegExp(`(?<![\\w.])\\$?${root}(?!\\w)`).test(tested)) return false;
  if (/\bis\w{0,20}public\w{0,20}\(/i.test(tested)) return true;
  return !holds && /\b(?:contains|includes?|equals\w{0,10}|match\w{0,6}|test|search|ends_?with|starts_?with|in)\b|[=!]=|=~/i.test(tested)
    ? [...tested.matchAll(LOOKS_FOR)].some(([, word = '']) => word.split(/[|()]/).some((name) => name !== '' && isSecret(name)))
    : false;
}

/** What asks whether a value is a text: `typeof x === "string"`, `isinstance(x, str)`, `x instanceof String`, `is_string($x)`, `x.is_a?(String)`. */
const ASKS_FOR_TEXT =
  /typeof\s(?<a>[\w.$]{1,80})\s?(?<no>[!=])==?\s?["'`]string["'`]|\bisinstance\((?<b>[\w.]{1,80}),\s?\(?(?:str|bytes|basestring)\b|(?<c>[\w.()]{1,80})\sinstanceof\sString\b|\bis_string\(\$(?<d>\w{1,80})\)|(?<e>[\w.@]{1,80})\.(?:is_a|kind_of)\?[ (]String\b/;

/** True where a condition says that an expression is no text there: what is printed is of a wrong type, no secret. */
export function isNoText(layout: Code, span: Span, { test, holds }: Guard): boolean {
  const tested = layout.of(test.span, 200);
  const asked = ASKS_FOR_TEXT.exec(tested);
  if (asked === null || (holds ? /\|\||\bor\b/ : /&&|\band\b/).test(tested)) return false;
  const { a, b, c, d, e, no } = asked.groups ?? {};
  const of = (a ?? b ?? c ?? d ?? e ?? '').replace(/[()]/g, '');
  const isDenied = no === '!' || /(?:!\s?\(?|\bnot\s)$/.test(tested.slice(0, asked.index + (c === undefined ? 0 : c.length - c.replace(/^\(+/, '').length)));
  return holds === isDenied && of === key(layout, span);
}

type Wanted = (name: string) => boolean;

/** Two ways of writing the same expression are one: white space, optional chaining, parentheses and assertions left out. */
const key = (layout: Code, { start, end }: Span): string =>
  layout
    .of({ start, end }, 200)
    .replace(/[\s()$!&]|\?(?=\.)/g, '')
    .replace(/^await/, '');

function says(layout: Code, test: Expression, holds: boolean, wanted: Wanted, depth: number): boolean {
  if (depth > 8) return false;
  if (test.kind === 'wrap') return says(layout, test.inner, holds, wanted, depth + 1);
  if (test.kind !== 'test') return !holds && wanted(key(layout, test.span));
  const empty = holds ? test.absent : test.present;
  if (empty !== undefined && wanted(key(layout, trimmed(empty).span))) return true;
  // All of a conjunction hold where it holds, none of a disjunction where it does not.
  const parts = holds ? test.all : test.any;
  if (parts?.some((part) => says(layout, part, holds, wanted, depth + 1)) === true) return true;
  // Of a disjunction that holds nobody knows which part does, unless all say the same: `x == null || x.isBlank()`.
  const ways = holds ? test.any : test.all;
  return ways !== undefined && ways.length > 0 && ways.every((part) => says(layout, part, holds, wanted, depth + 1));
}

/** A text without the space around it is empty where nothing was in it: `strings.TrimSpace(x) == ""`, `x.trim().isEmpty()`. */
function trimmed(of: Expression): Expression {
  if (of.kind === 'wrap') return trimmed(of.inner);
  if (of.kind !== 'call' || !/^(?:trim(?:_?space)?|strip)$/i.test(of.callee)) return of;
  return of.arguments[0]?.value ?? of.receiver ?? of;
}
