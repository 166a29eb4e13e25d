/** True for a unit of a name, whatever the language. */
export const isNameUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95 || unit === 36 || (unit >= 48 && unit <= 57) || unit > 127;

/** Where words last stand in the `reach` units before a place; -1 where they do not. */
export function lastWithin(text: string, wanted: string, end: number, reach = 200): number {
  const from = Math.max(0, end - reach);
  const at = text.slice(from, end).lastIndexOf(wanted);
  return at === -1 ? -1 : from + at;
}

/** True where nothing stands before a place in its line or statement. */
export function isLineStart(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  return at < 0 || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 59;
}

/** Where the lines of the text begin that was asked about last: one text is asked thousands of times, and its lines may be long. */
let asked = '';
let starts = new Int32Array(1);

function startsOf(text: string): Int32Array {
  if (text === asked) return starts;
  const all = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) all.push(at + 1);
  asked = text;
  starts = Int32Array.from(all);
  return starts;
}

/** Lets go of the text that was asked about last. */
export function forgetLines(): void {
  asked = '';
  starts = new Int32Array(1);
}

/** Where the line of a place begins. */
export function lineStart(text: string, at: number): number {
  const lines = startsOf(text);
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1] ?? 0;
}

/** What stands before a place in its line, as far as it tells what the place is, in UTF-16 code units. */
const LONGEST_BEFORE = 400;
export const beforeInLine = (text: string, at: number): string => text.slice(Math.max(lineStart(text, at), at - LONGEST_BEFORE), at);

/** Blanks that are skipped, at most: whoever writes more of them in a row writes them for us. */
const MOST_BLANKS = 400;

/** The first place from `from` on that is no blank, be it of another line. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  const last = from + MOST_BLANKS;
  for (let unit = text.charCodeAt(at); at < last && (unit === 32 || unit === 10 || unit === 13 || unit === 9); unit = text.charCodeAt(at)) at++;
  return at;
}

/** The end of a block of Python: the next line that stands no further in than its head. */
export function indentedEnd(text: string, line: number): number {
  const indent = skipSpaces(text, line) - line;
  for (let next = text.indexOf('\n', line) + 1; next > 0 && next < text.length; next = text.indexOf('\n', next) + 1) {
    const first = skipSpaces(text, next);
    const unit = text.charCodeAt(first);
    // A head may go on over lines, and end with a bracket that stands as far out as it began.
    if (unit !== 10 && unit !== 13 && unit !== 35 && first - next <= indent && unit !== 41) return next;
  }
  return text.length;
}

/** As `skipBlanks`, within the line. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}
