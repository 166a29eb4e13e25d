import { changeBetween } from '../../base/change';

/**
 * Units before a change in which a word may begin that the change decides about: where only a comment stands between a word and its bracket it may be
 * some thousand units away (`BLANKS` in engine/patterns.ts), twice or three times in a row.
 */
const REACH = 20_000;
/** Units behind a change in which a word may begin that looks back to it. */
const LOOKS_BACK = 64;

/**
 * Carries to a text's next version that none of the words stands in it: most texts that print nothing go on printing nothing, and only what an edit
 * touched is looked through again. One for each open document.
 */
export class WordMemory {
  #without: { readonly words: RegExp; readonly text: string } | undefined;

  /** Whether any of the words stands in a text, as `words.test(text)` says. `words`: global, the same object for the same words. */
  stands(words: RegExp, text: string): boolean {
    const last = this.#without;
    const found = last?.words === words ? standsNow(words, last.text, text) : standsIn(words, text);
    this.#without = found ? undefined : { words, text };
    return found;
  }
}

/** Whether any of the words stands in a text; a global pattern begins at its beginning. */
export function standsIn(words: RegExp, text: string): boolean {
  words.lastIndex = 0;
  return words.test(text);
}

/** The same of a text of which an earlier version, `before`, had none of them. */
function standsNow(words: RegExp, before: string, text: string): boolean {
  const change = changeBetween(before, text);
  if (change === undefined) return false;
  // From the beginning of a line on: what stands before a word on it is then seen.
  const from = change.start < REACH ? 0 : text.lastIndexOf('\n', change.start - REACH) + 1;
  const piece = text.slice(from, change.end + REACH);
  words.lastIndex = 0;
  const match = words.exec(piece);
  return match !== null && from + match.index <= change.end + LOOKS_BACK;
}
