import { skipBlanks } from './lines';

/** How far in front of a name the brace is looked for in which it is taken out of an object, in UTF-16 code units. */
const LONGEST_TAKEN = 600;

/** True where a name may be taken out of an object: `const { data } = request`, `({ body: data = {} }) => …`. An object that is made looks like that too. */
export function isTakenOut(text: string, start: number, end: number): boolean {
  const behind = text.charCodeAt(skipBlanks(text, end));
  // `,` `}` `:` `=`
  if (behind !== 44 && behind !== 125 && behind !== 58 && behind !== 61) return false;
  for (let at = start - 1, depth = 0; at >= 0; at--) {
    if (start - at > LONGEST_TAKEN) return true;
    const unit = text.charCodeAt(at);
    if (unit === 125 || unit === 41 || unit === 93) depth++;
    else if (unit === 123 || unit === 40 || unit === 91) {
      if (depth === 0) return unit === 123;
      depth--;
    } else if (unit === 59 && depth === 0) return false;
  }
  return false;
}

/** True where a word is a member or method of something. */
export const isMember = (text: string, start: number): boolean => {
  const before = text.charCodeAt(start - 1);
  // Go breaks a chain behind the dot.
  if (before <= 32) return isDotBefore(text, start - 2);
  return before === 46 || (before === 62 && text.charCodeAt(start - 2) === 45) || (before === 58 && text.charCodeAt(start - 2) === 58);
};

function isDotBefore(text: string, end: number): boolean {
  let at = end;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return text.charCodeAt(at) === 46 && text.charCodeAt(at - 1) !== 46;
}

/** True where nothing but what makes a member stands between a word and the next: `a.b`, `a->b`, `a::b`, `a?.b`. */
export const standsOn = (text: string, end: number, start: number): boolean => {
  const between = start - end;
  if (between === 1) return true;
  const first = text.charCodeAt(end);
  return between === 2 && (first === 45 || first === 58 || first === 63 || first === 33);
};
