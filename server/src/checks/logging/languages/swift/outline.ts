import type { Span } from '../../../../base/span';

/** What a text is at each unit: code, or what stands in strings and comments. */
const CODE = 0;
const OTHER = 1;

export interface SwiftFunction {
  readonly span: Span;
  readonly name: string;
  /** Of what stands between the parentheses. */
  readonly parameters: Span;
}

/** Where the strings, comments, blocks and functions of a Swift file are; read in one pass, linear in the text. */
export class SwiftOutline {
  readonly text: string;
  readonly #kind: Uint8Array;
  /** Of each opening brace in code, in order, and where its closing one is. */
  readonly blocks: readonly Span[];
  readonly functions: readonly SwiftFunction[];

  constructor(text: string) {
    this.text = text;
    this.#kind = kinds(text);
    this.blocks = this.#pairs();
    this.functions = this.#functions();
  }

  isCode(offset: number): boolean {
    return this.#kind[offset] === CODE;
  }

  /** The offset behind the bracket that closes the one at `open`; undefined where none does within reach. */
  closing(open: number, furthest = 20_000): number | undefined {
    let depth = 0;
    const end = Math.min(this.text.length, open + furthest);
    for (let at = open; at < end; at++) {
      if (this.#kind[at] !== CODE) continue;
      const unit = this.text.charAt(at);
      if (unit === '(' || unit === '[' || unit === '{') depth++;
      else if ((unit === ')' || unit === ']' || unit === '}') && --depth === 0) return at + 1;
    }
    return undefined;
  }

  /** The bracket that the one at `close` closes. */
  opening(close: number, furthest = 4_000): number | undefined {
    let depth = 0;
    for (let at = close; at >= 0 && at > close - furthest; at--) {
      if (this.#kind[at] !== CODE) continue;
      const unit = this.text.charAt(at);
      if (unit === ')' || unit === ']' || unit === '}') depth++;
      else if ((unit === '(' || unit === '[' || unit === '{') && --depth === 0) return at;
    }
    return undefined;
  }

  #pairs(): Span[] {
    const open: number[] = [];
    const found: Span[] = [];
    for (let at = 0; at < this.text.length; at++) {
      if (this.#kind[at] !== CODE) continue;
      const unit = this.text.charCodeAt(at);
      if (unit === 123) open.push(at);
      else if (unit === 125) {
        const start = open.pop();
        if (start !== undefined) found.push({ start, end: at + 1 });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }

  #functions(): SwiftFunction[] {
    const byStart = new Map(this.blocks.map((block) => [block.start, block]));
    const found: SwiftFunction[] = [];
    for (const match of this.text.matchAll(/\b(?:func\s+([\p{L}_][\p{L}\p{N}_]*)|(init)[?!]?)\s*(?:<[^<>{}]{0,200}>)?\s*\(/gu)) {
      if (!this.isCode(match.index)) continue;
      const open = match.index + match[0].length - 1;
      const close = this.closing(open);
      if (close === undefined) continue;
      // What it throws and gives back may stand between the parentheses and the body.
      const body = /[^{}\n]{0,300}(?:\n\s*(?:where|->)[^{}\n]{0,300})?\{/y;
      body.lastIndex = close;
      const header = body.exec(this.text);
      const block = header === null ? undefined : byStart.get(close + header[0].length - 1);
      if (block !== undefined)
        found.push({ span: { start: match.index, end: block.end }, name: match[1] ?? 'init', parameters: { start: open + 1, end: close - 1 } });
    }
    return found;
  }
}

function kinds(text: string): Uint8Array {
  const kind = new Uint8Array(text.length);
  // Comments, raw strings, long strings, strings: each once, from the left. What a string puts in counts as part of it.
  const token =
    /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|#+"(?:[^"]|"(?!#))*"#+|"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|"(?:[^"\\\n]|\\(?!\()[^\n]|\\\((?:[^()"\n]|"[^"\n]*"|\((?:[^()"\n]|"[^"\n]*"|\([^()\n]*\))*\))*\))*"/g;
  for (const match of text.matchAll(token)) kind.fill(OTHER, match.index, match.index + match[0].length);
  return kind;
}
