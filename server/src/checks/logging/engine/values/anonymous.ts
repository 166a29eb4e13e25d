import { escaped } from '../../../../base/pattern';
import type { Find } from '../lookups/lookups';

/** The first secret field of a struct of Go that has no name of its own: `var req struct { Name, Password string }`, `req := struct { … }{ … }`. */
export const anonymousField =
  (name: string): Find<string | undefined> =>
  ({ model: { text }, judge }, start, end, into) => {
    const pattern = new RegExp(`\\b(?:var\\s+${escaped(name)}\\s+|${escaped(name)}\\s*:=\\s*&?)struct\\s*\\{([^{}]{1,2000})\\}`);
    const found = pattern.exec(text.slice(start, end));
    if (found === null) return undefined;
    into.place(start + found.index - 1, start + found.index + found[0].length + 1);
    return [...(found[1] ?? '').matchAll(/^[ \t]{0,40}(\w{1,60}(?:,[ ]?\w{1,60}){0,8})[ \t]{1,40}\*?(?:string|\[\]byte)\b/gm)]
      .flatMap(([, names = '']) => names.split(/,\s?/))
      .find((field) => judge(field) === 'secret');
  };
