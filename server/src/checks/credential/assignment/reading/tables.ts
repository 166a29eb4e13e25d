import type { Constants } from '../text/constants';
import type { Line } from '../text/line';
import type { Named, Scan } from '../scan';

/** Rows read below one heading of Markdown, at most, and units of text. A file of values is read to its end. */
const MOST_ROWS = 100;
const LONGEST_TABLE = 8_000;
/** Units of a row that are read. */
const LONGEST_ROW = 2_000;
const RULER = /^[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$/;

/**
 * A password under the heading of its column, in a table of Markdown or in a file of comma-separated values. True if the name is such a heading.
 * What is read stands further away than the family's reach, so that an edit anywhere may change it.
 */
export function readColumn(scan: Scan, constants: Constants, named: Named, line: Line): boolean {
  if (named.kind === 'weak') return false;
  const { text } = scan;
  const heading = text.slice(line.start, line.end);
  if (heading.length > 1000) return false;
  const separator = /^\s*\|.*\|\s*$/.test(heading) ? '|' : line.start === 0 && /\.[ct]sv$/i.test(scan.path) ? (/[\t;,]/.exec(heading)?.[0] ?? '') : '';
  if (separator === '' || !scan.spend(LONGEST_TABLE / 4)) return false;
  const column = heading.slice(0, named.start - line.start).split(separator).length - 1;
  if (bare(heading.split(separator)[column] ?? '') !== named.name) return false;
  constants.resolved = true;
  let at = nextLine(text, line.end);
  if (separator === '|') {
    const ruler = lineAt(text, at);
    if (!RULER.test(ruler)) return false;
    at = nextLine(text, at + ruler.length);
  }
  for (let row = 0; at < text.length && (separator !== '|' || (row < MOST_ROWS && at - line.end < LONGEST_TABLE)); row++) {
    const content = lineAt(text, at);
    if (separator !== '|' && !scan.spend(content.length / 4)) break;
    const cells = content.split(separator);
    const cell = cells[column] ?? '';
    if (separator === '|' && (cells.length <= column || !content.includes('|'))) break;
    const value = bare(cell);
    const start = at + cells.slice(0, column).join(separator).length + (column > 0 ? 1 : 0) + cell.indexOf(value);
    if (value !== '') scan.offer(named, { start, end: start + value.length }, { quoted: false, place: 'prose' });
    at = content.length < LONGEST_ROW ? nextLine(text, at + content.length) : nextRow(text, at);
  }
  return true;
}

/** Cells behind the one of the name in which its value may stand. */
const CELLS_BEHIND = 2;

/** `| DB_PASSWORD | x | what it is for |`: a setting in a row of a table of Markdown, and its value in a cell beside it. True if the name is alone in its cell. */
export function readRow(scan: Scan, named: Named, line: Line): boolean {
  if (named.kind === 'weak') return false;
  const { text } = scan;
  const row = text.slice(line.start, line.end);
  if (row.length > 1000 || !/^\s*\|.*\|\s*$/.test(row)) return false;
  const cells = row.split('|');
  const own = row.slice(0, named.start - line.start).split('|').length - 1;
  // With a word or two before it: `Client Secret`.
  if (bare(cells[own] ?? '').replace(/^(?:[A-Za-z]{2,12} ){1,2}(?=\S)/, '') !== named.name) return false;
  let at = line.start + cells.slice(0, own + 1).join('|').length + 1;
  for (const cell of cells.slice(own + 1, own + 1 + CELLS_BEHIND)) {
    const value = bare(cell);
    // Types, limits and versions stand there too.
    if (/^(?=.*\d)(?=.*[A-Za-z])[^\s|]{8,}$/.test(value)) {
      const start = at + cell.indexOf(value);
      scan.offer(named, { start, end: start + value.length }, { quoted: false, place: 'prose' });
      break;
    }
    at += cell.length + 1;
  }
  return true;
}

const bare = (cell: string): string => cell.trim().replace(/^[`"'*]{1,2}|[`"'*]{1,2}$/g, '');

const lineAt = (text: string, at: number): string => /^[^\r\n]*/.exec(text.slice(at, at + LONGEST_ROW))?.[0] ?? '';

const nextRow = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
};

function nextLine(text: string, end: number): number {
  let at = end;
  if (text.charAt(at) === '\r') at++;
  return text.charAt(at) === '\n' ? at + 1 : text.length;
}
