import { createScanner } from 'jsonc-parser';
import type { ScalarFinder } from './find';

/** jsonc-parser's `SyntaxKind`: an ambient const enum, which one file alone cannot read. */
const Kind = { OpenBrace: 1, CloseBrace: 2, OpenBracket: 3, CloseBracket: 4, Comma: 5, String: 10, LineComment: 12, BlockComment: 13, End: 17 } as const;

interface Level {
  readonly kind: 'object' | 'array';
  key: string;
  index: number;
}

/** The string that holds a span, by one pass over the tokens: no recursion, so no depth is too great. Comments are allowed. */
export const findJsonScalar: ScalarFinder = ({ text }, at) => {
  const scanner = createScanner(text, false);
  const levels: Level[] = [];
  let expectsKey = false;
  for (let token: number = scanner.scan(); token !== Kind.End; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const level = levels.at(-1);
    const holds = start <= at.start && at.end <= end;
    if (token === Kind.LineComment || token === Kind.BlockComment) {
      if (holds) return { whole: { start, end }, content: { start, end }, quoting: 'none', dialect: 'verbatim', path: [], role: 'comment' };
      continue;
    }
    if (token === Kind.OpenBrace || token === Kind.OpenBracket) {
      levels.push({ kind: token === Kind.OpenBrace ? 'object' : 'array', key: '', index: 0 });
      expectsKey = token === Kind.OpenBrace;
    } else if (token === Kind.CloseBrace || token === Kind.CloseBracket) {
      levels.pop();
      expectsKey = false;
    } else if (token === Kind.Comma) {
      if (level !== undefined) level.index++;
      expectsKey = level?.kind === 'object';
    } else if (token === Kind.String) {
      const isKey = expectsKey;
      if (isKey && level !== undefined) level.key = scanner.getTokenValue();
      expectsKey = false;
      if (!holds) continue;
      if (end - start < 2 || !text.endsWith('"', end)) return undefined;
      const path = levels.map((each) => (each.kind === 'object' ? each.key : String(each.index)));
      return { whole: { start, end }, content: { start: start + 1, end: end - 1 }, quoting: 'double', dialect: 'json', path, role: isKey ? 'key' : 'value' };
    }
    if (start > at.end) return undefined;
  }
  return undefined;
};
