import { isWordUnit } from './words';

/** How far back a chain of calls is followed, in UTF-16 code units. */
const LONGEST = 600;

/**
 * The names on which a member stands that is read of a call's result, from the last on: `Nodes`, `CoreV1`, `client` for `client.CoreV1().Nodes().Get`.
 * `start`: where the member's name begins. Undefined where it cannot be told.
 */
export function chainBefore(text: string, start: number): readonly string[] | undefined {
  const names: string[] = [];
  let at = behindSign(text, start - 1);
  const first = Math.max(0, start - LONGEST);
  while (at >= first) {
    const unit = text.charCodeAt(at);
    if (unit === 41 || unit === 93) {
      at = opener(text, at, first) - 1;
      if (at < first || text.charCodeAt(at) === 62) return undefined;
      continue;
    }
    if (!isWordUnit(unit)) return undefined;
    const end = at + 1;
    while (at >= first && isWordUnit(text.charCodeAt(at))) at--;
    names.push(text.slice(at + 1, end));
    let before = at;
    while (before >= first && text.charCodeAt(before) <= 32) before--;
    const sign = text.charCodeAt(before);
    if (sign !== 46 && !(sign === 62 && text.charCodeAt(before - 1) === 45) && !(sign === 58 && text.charCodeAt(before - 1) === 58)) return names;
    at = behindSign(text, before);
  }
  return undefined;
}

/** The last unit in front of what makes a member: `.`, `->`, `::`, `?.`, `!.`, blanks. */
function behindSign(text: string, sign: number): number {
  let at = sign - (text.charCodeAt(sign) === 46 ? 1 : 2);
  if (text.charCodeAt(at) === 63 || text.charCodeAt(at) === 33) at--;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return at;
}

/** Where the bracket opens that closes at a place; -1 where quotes are in the way that do not end on their line. */
function opener(text: string, close: number, first: number): number {
  let depth = 0;
  for (let at = close; at >= first; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 41 || unit === 93 || unit === 125) depth++;
    else if (unit === 40 || unit === 91 || unit === 123) {
      if (--depth === 0) return at;
    } else if (unit === 34 || unit === 39 || unit === 96) {
      let open = at - 1;
      while (open >= first && text.charCodeAt(open) !== unit && text.charCodeAt(open) !== 10) open--;
      if (open < first || text.charCodeAt(open) === 10 || text.charCodeAt(open - 1) === 92) return -1;
      at = open;
    }
  }
  return -1;
}
