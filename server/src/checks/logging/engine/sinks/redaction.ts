import { indexWithin } from '../lookups/indexWithin';
import type { Find, Lookups } from '../lookups/lookups';
import type { Shown } from '../values/verdict';

/** What a logger is told to leave out: pino's `redact: ['password', 'req.headers.authorization']` or `redact: { paths: […] }`, tslog's `maskValuesOfKeys: […]`. */
const LIST = /^(?:redact|maskValuesOfKeys)["']?\s{0,4}:\s{0,4}(?:\{\s{0,40}paths\s{0,4}:\s{0,4})?\[([^\]]{0,2000})\]/;
const WORDS = ['redact', 'maskValuesOfKeys'];
const LONGEST = 2_100;
const PATH = /["'`]([\w.*[\]\\"'-]{1,120})["'`]/g;

/** The names, each the last of its path, of fields that a logger of this file leaves out of what it writes. */
const redactedIn =
  (word: string): Find<readonly string[]> =>
  ({ model: { text, layout } }, start, end, into) => {
    for (let at = indexWithin(text, word, start, end); at !== -1; at = indexWithin(text, word, at + word.length, end)) {
      const list = LIST.exec(layout.after(at, LONGEST));
      if (list === null || /[\w$.]/.test(text.charAt(at - 1))) continue;
      into.place(at - 1, at + list[0].length);
      return [...(list[1] ?? '').matchAll(PATH)].flatMap(([, path = '']) => /([\w-]+)["'\]]*$/.exec(path)?.[1] ?? []);
    }
    return [];
  };

/** What of it is still shown where the logger leaves out the fields that its configuration in this file names. A text that is put together it does not look into. */
export function withoutRedacted(shown: readonly Shown[], lookups: Lookups, length: number): readonly Shown[] {
  if (!shown.some(({ field, object }) => field !== undefined || object)) return shown;
  const names = WORDS.flatMap((word) => lookups.told(lookups.make({ word, start: 0, end: length }, redactedIn(word))));
  return names.length === 0 ? shown : shown.filter(({ field, object, subject }) => !names.includes(field ?? '') && !(object && names.includes(subject)));
}
