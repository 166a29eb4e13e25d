/** A text with an address and a version. Owned by `analysis/documents.ts`; everything else reads it. Offsets are UTF-16 code units. */
export interface Document {
  /** As the client wrote it; for the command line a `file:` URI. */
  readonly uri: string;
  /** LSP's version, or 0 for a file on disk. */
  readonly version: number;
  /** VS Code's language identifier: `javascript`, `typescriptreact`, `dotenv`, … */
  readonly languageId: string;
  readonly text: string;
}

/** A zero-based line and a zero-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Translates between offsets and positions. Line ends are `\n`, `\r\n` and a lone `\r`, as LSP says. Linear to build, logarithmic to ask. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    const ends = /\r\n|\r|\n/g;
    while (ends.exec(text) !== null) this.#starts.push(ends.lastIndex);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The offset of a line's first code unit; past the last line, the length of the text. */
  lineStart(line: number): number {
    return line < 0 ? 0 : (this.#starts[line] ?? this.#length);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionOf(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    const line = this.lineOf(clamped);
    return { line, character: clamped - this.lineStart(line) };
  }

  /** A column past the end of its line is taken back to the line's last place, as LSP says. */
  offsetAt(position: Position): number {
    const start = this.lineStart(position.line);
    return Math.max(start, Math.min(start + position.character, this.lineStart(position.line + 1), this.#length));
  }
}

/**
 * Where an offset of a file's text stands for a person or a report. A byte-order mark, which `text` keeps so that offsets fit the file, takes no
 * column: no editor shows one, and SARIF's columns begin behind it. LSP's positions are the client's own and do not come through here.
 */
export function placeInFile(text: string, lines: LineIndex, offset: number): Position {
  const { line, character } = lines.positionOf(offset);
  return { line, character: line === 0 && character > 0 && text.startsWith('\ufeff') ? character - 1 : character };
}

/** One replacement in one text, in UTF-16 offsets of the text before any edit of the same set. */
export interface TextEdit {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
}

/** Applies edits that do not overlap. Throws a RangeError where two do: that is a mistake of the caller. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, newText } of ordered) {
    if (span.start < at) throw new RangeError('edits overlap');
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
