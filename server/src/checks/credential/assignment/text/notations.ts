/** A string as it stands in a text: its content, and where reading goes on. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly after: number;
}

/** No string is longer. */
const LONGEST = 1024;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** The line that opens a here document: what follows the mark on it is no part of it. */
const HERE = /<<[-~<]?[ \t]?(["'`]?)([A-Za-z_]\w{0,30})\1([^\r\n]{0,80})\r?\n/y;

/**
 * Strings of languages that do not begin with a quote, or not end with it. Each has a letter, which stands among the quotes of the language
 * (`Language.quotes`): `q` Perl's `q{…}`, `%` Ruby's `%q(…)` (written `w`), `l` Lua's `[[…]]`, `c` C++'s `R"(…)"` and R's, `s` Swift's `#"…"#`,
 * `o` OCaml's `{|…|}`, `e` Elixir's `~s(…)`, `t` Tcl's `{…}`, `h` here documents.
 */
const NOTATIONS: Readonly<Record<string, { readonly opens: RegExp; readonly close: (found: RegExpExecArray) => string }>> = {
  q: { opens: /qq?(?:[ \t]{0,4}([[({<])|([!|/~^#]))/y, close: closing },
  w: { opens: /%[qQ]?(?:([[({<])|([!|/^]))/y, close: closing },
  l: { opens: /\[(={0,8})\[/y, close: (found) => `]${found[1] ?? ''}]` },
  c: { opens: /(?:u8|[uUL])?R"([^()\\\s"]{0,16})\(/y, close: (found) => `)${found[1] ?? ''}"` },
  r: { opens: /[rR](["'])(-{0,8})([[({])/y, close: (found) => `${CLOSERS[found[3] ?? ''] ?? ''}${found[2] ?? ''}${found[1] ?? ''}` },
  s: { opens: /(#{1,4})"/y, close: (found) => `"${found[1] ?? ''}` },
  o: { opens: /\{([a-z_]{0,16})\|/y, close: (found) => `|${found[1] ?? ''}}` },
  e: { opens: /~[sScC](?:([[({<])|(["'|/]))/y, close: closing },
  t: { opens: /(\{)/y, close: closing },
};

function closing(found: RegExpExecArray): string {
  const opened = found[1] ?? found[2] ?? '';
  return CLOSERS[opened] ?? opened;
}

/** Reads a string in a notation of its language, on one line. */
export function readNotation(text: string, at: number, end: number, quotes: string): Stretch | undefined {
  for (const letter of quotes) {
    const notation = NOTATIONS[letter];
    if (notation === undefined) {
      if (letter === 'h' && text.startsWith('<<', at)) return readHereDocument(text, at);
      continue;
    }
    notation.opens.lastIndex = at;
    const found = notation.opens.exec(text);
    if (!found) continue;
    const start = notation.opens.lastIndex;
    const content = text.slice(start, Math.min(end, start + LONGEST));
    const close = notation.close(found);
    const length = content.indexOf(close);
    if (length < 0 || /[\r\n]/.test(content.slice(0, length))) return undefined;
    return { start, end: start + length, after: start + length + close.length };
  }
  return undefined;
}

/** A here document of one line: `<<<'END'`, and the value on the next line. */
function readHereDocument(text: string, at: number): Stretch | undefined {
  HERE.lastIndex = at;
  const found = HERE.exec(text);
  if (!found) return undefined;
  const line = /^([ \t]{0,80})([^\r\n]{1,1024})\r?\n[ \t]{0,80}(\w{1,31})/.exec(text.slice(HERE.lastIndex, HERE.lastIndex + LONGEST + 200));
  if (!line || line[3] !== found[2]) return undefined;
  const start = HERE.lastIndex + (line[1]?.length ?? 0);
  return { start, end: start + (line[2] ?? '').trimEnd().length, after: HERE.lastIndex + line[0].length };
}

const WORDS = /(?:qw|%[wW])[ \t]{0,4}([[({<|!/])/y;

/** The words of a list that has no quotes: Perl's `qw(a b)`, Ruby's `%w[a b]`. */
export function readWords(text: string, at: number, end: number, quotes: string): readonly Stretch[] | undefined {
  if (!/[qw]/.test(quotes)) return undefined;
  WORDS.lastIndex = at;
  const found = WORDS.exec(text);
  if (!found) return undefined;
  const start = WORDS.lastIndex;
  const content = text.slice(start, Math.min(end, start + LONGEST));
  const length = content.indexOf(closing(found));
  if (length < 0) return undefined;
  return [...content.slice(0, length).matchAll(/\S+/g)].map(({ index, 0: word }) => {
    const stop = start + index + word.length;
    return { start: start + index, end: stop, after: stop };
  });
}
