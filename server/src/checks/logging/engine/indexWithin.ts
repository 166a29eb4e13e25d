/** Up to this length a stretch is cut out before it is searched, in UTF-16 code units. */
const SHORT = 8_192;

/** As `text.indexOf(word, from)` for a word that begins before `end`, else -1: what stands nowhere is not looked for to the end of a long text. */
export function indexWithin(text: string, word: string, from: number, end: number): number {
  if (end - from > SHORT) {
    const at = text.indexOf(word, from);
    return at < end ? at : -1;
  }
  const at = from >= end ? -1 : text.slice(from, end + word.length - 1).indexOf(word);
  return at === -1 ? -1 : from + at;
}
