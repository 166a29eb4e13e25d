/** As `text.indexOf(word, from)` for a word that begins before `end`, else -1: what stands nowhere is not looked for to the end of a long text. */
export function indexWithin(text: string, word: string, from: number, end: number): number {
  if (from >= end) return -1;
  const last = end + word.length - 1;
  if (last >= text.length) {
    const at = text.indexOf(word, from);
    return at < end ? at : -1;
  }
  // A part of a string is a view of it: nothing is copied.
  const at = text.slice(from, last).indexOf(word);
  return at === -1 ? -1 : from + at;
}
