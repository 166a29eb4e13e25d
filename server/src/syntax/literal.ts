/** How a stretch of a literal's content is written. The name says the language and, where that has several kinds of literal, which. */
export type Dialect =
  | 'javascript'
  | 'javascript-template'
  | 'jsx'
  | 'python'
  | 'python-bytes'
  | 'python-format'
  | 'python-raw-format'
  | 'java'
  | 'java-text-block'
  | 'go'
  | 'ruby-single'
  | 'ruby-double'
  | 'php-single'
  | 'php-double'
  | 'csharp'
  | 'csharp-verbatim'
  | 'csharp-format'
  | 'csharp-verbatim-format'
  | 'kotlin'
  | 'kotlin-raw'
  | 'rust'
  | 'shell-bare'
  | 'shell-double'
  | 'shell-ansi'
  | 'shell-heredoc'
  | 'yaml-double'
  | 'yaml-single'
  | 'yaml-plain'
  | 'json'
  | 'toml-basic'
  | 'properties'
  | 'dotenv-double'
  /** What stands there is meant: raw strings, single quotes of the shell, TOML's literal strings. */
  | 'verbatim';

interface Escapes {
  /** What follows the backslash, and what it means. */
  readonly simple: Readonly<Record<string, string>>;
  /** Letter of a numeric escape → how many hexadecimal digits follow. */
  readonly hex: Readonly<Record<string, number>>;
  /** `\u{…}` */
  readonly braced?: boolean;
  /** Octal escapes: most digits. 0 where there are none; `\0` alone is then in `simple`. */
  readonly octal?: number;
  readonly octalExactly?: boolean;
  /** What an unknown escape means: the character, the backslash and the character, or nothing that can be said. */
  readonly unknown: 'character' | 'both' | 'error';
  /** A backslash at the end of a line joins it with the next. */
  readonly joinsLines?: 'plain' | 'trim';
  /** Numeric escapes give bytes; above 0x7f they are no text by themselves. */
  readonly bytes?: boolean;
}

const C = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\\': '\\' };
const TABLE: Readonly<Partial<Record<Dialect, Escapes>>> = {
  javascript: { simple: { ...C, v: '\v' }, hex: { x: 2, u: 4 }, braced: true, octal: 3, unknown: 'character', joinsLines: 'plain' },
  'javascript-template': { simple: { ...C, v: '\v', 0: '\0' }, hex: { x: 2, u: 4 }, braced: true, unknown: 'character', joinsLines: 'plain' },
  python: { simple: { ...C, v: '\v', a: '\u0007', "'": "'", '"': '"' }, hex: { x: 2, u: 4, U: 8 }, octal: 3, unknown: 'both', joinsLines: 'plain' },
  'python-bytes': { simple: { ...C, v: '\v', a: '\u0007', "'": "'", '"': '"' }, hex: { x: 2 }, octal: 3, unknown: 'both', joinsLines: 'plain', bytes: true },
  java: { simple: { ...C, s: ' ', "'": "'", '"': '"' }, hex: {}, octal: 3, unknown: 'error' },
  'java-text-block': { simple: { ...C, s: ' ', "'": "'", '"': '"' }, hex: {}, octal: 3, unknown: 'error', joinsLines: 'plain' },
  go: {
    simple: { ...C, v: '\v', a: '\u0007', '"': '"' },
    hex: { x: 2, u: 4, U: 8 },
    octal: 3,
    octalExactly: true,
    unknown: 'error',
    bytes: true,
  },
  'ruby-single': { simple: { "'": "'", '\\': '\\' }, hex: {}, unknown: 'both' },
  'ruby-double': {
    simple: { ...C, v: '\v', a: '\u0007', e: '\u001b', s: ' ', '"': '"' },
    hex: { u: 4 },
    braced: true,
    octal: 3,
    unknown: 'character',
    joinsLines: 'plain',
    bytes: true,
  },
  'php-single': { simple: { "'": "'", '\\': '\\' }, hex: {}, unknown: 'both' },
  'php-double': {
    simple: { n: '\n', t: '\t', r: '\r', v: '\v', e: '\u001b', f: '\f', '\\': '\\', $: '$', '"': '"' },
    hex: { x: 2 },
    braced: true,
    octal: 3,
    unknown: 'both',
    bytes: true,
  },
  csharp: { simple: { ...C, v: '\v', a: '\u0007', e: '\u001b', 0: '\0', "'": "'", '"': '"' }, hex: { u: 4, U: 8 }, unknown: 'error' },
  kotlin: { simple: { n: '\n', t: '\t', r: '\r', b: '\b', '\\': '\\', $: '$', "'": "'", '"': '"' }, hex: { u: 4 }, unknown: 'error' },
  rust: {
    simple: { n: '\n', t: '\t', r: '\r', 0: '\0', '\\': '\\', "'": "'", '"': '"' },
    hex: { x: 2 },
    braced: true,
    unknown: 'error',
    joinsLines: 'trim',
    bytes: true,
  },
  'shell-bare': { simple: {}, hex: {}, unknown: 'character', joinsLines: 'plain' },
  'shell-double': { simple: { $: '$', '`': '`', '"': '"', '\\': '\\' }, hex: {}, unknown: 'both', joinsLines: 'plain' },
  'shell-heredoc': { simple: { $: '$', '`': '`', '\\': '\\' }, hex: {}, unknown: 'both', joinsLines: 'plain' },
  'shell-ansi': {
    simple: { ...C, v: '\v', a: '\u0007', e: '\u001b', E: '\u001b', "'": "'", '"': '"', '?': '?' },
    hex: { x: 2 },
    octal: 3,
    unknown: 'error',
    bytes: true,
  },
  'yaml-double': {
    simple: { ...C, v: '\v', a: '\u0007', e: '\u001b', 0: '\0', '"': '"', '/': '/', ' ': ' ', '\t': '\t', N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029' },
    hex: { x: 2, u: 4, U: 8 },
    unknown: 'error',
  },
  json: { simple: { ...C, '"': '"', '/': '/' }, hex: { u: 4 }, unknown: 'error' },
  'toml-basic': { simple: { ...C, '"': '"', e: '\u001b' }, hex: { x: 2, u: 4, U: 8 }, unknown: 'error', joinsLines: 'trim' },
  properties: { simple: { t: '\t', n: '\n', r: '\r', f: '\f' }, hex: { u: 4 }, unknown: 'character', joinsLines: 'trim' },
  // Readers of .env files agree on these alone.
  'dotenv-double': { simple: { n: '\n', r: '\r' }, hex: {}, unknown: 'error' },
};

/** JSX and HTML: the references that one meets in a value. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * What the program sees for a stretch of a literal's content (without its quotes). Undefined where that cannot be told: an unknown or cut
 * escape, bytes that are no text, a plain or single-quoted YAML scalar that runs over lines.
 */
export function decodeLiteral(dialect: Dialect, written: string): string | undefined {
  const text = decode(dialect, written);
  // Half of a surrogate pair is no text: UTF-8 cannot hold it, so the vault would get something else.
  return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : text;
}

function decode(dialect: Dialect, written: string): string | undefined {
  switch (dialect) {
    case 'verbatim':
      return written;
    case 'yaml-single':
      return /[\r\n]/.test(written) || /'/.test(written.replaceAll("''", '')) ? undefined : written.replaceAll("''", "'");
    case 'yaml-plain':
      return /[\r\n]/.test(written) ? undefined : written;
    case 'jsx':
      return decodeEntities(written);
    case 'python-format':
      return undouble(decodeEscapes(TABLE.python, written));
    case 'python-raw-format':
      return undouble(written);
    case 'python-bytes':
      return /[^\x00-\x7f]/.test(written) ? undefined : decodeEscapes(TABLE['python-bytes'], written);
    case 'ruby-double':
      return /#[{$@]/.test(written) ? undefined : decodeEscapes(TABLE[dialect], written);
    case 'php-double':
      return /\$[A-Za-z_{\u0080-\uffff]|\{\$/.test(written.replace(/\\[\s\S]/g, '')) ? undefined : decodeEscapes(TABLE[dialect], written);
    case 'kotlin':
    case 'kotlin-raw':
      if (/\$[\p{L}_`{]/u.test(dialect === 'kotlin' ? written.replace(/\\[\s\S]/g, '') : written)) return undefined;
      return dialect === 'kotlin' ? decodeEscapes(TABLE.kotlin, written) : written;
    case 'csharp-verbatim':
      return written.replaceAll('""', '"');
    case 'csharp-format':
      return undouble(decodeEscapes(TABLE.csharp, written));
    case 'csharp-verbatim-format':
      return undouble(written.replaceAll('""', '"'));
    case 'java':
    case 'java-text-block':
      return decodeJava(dialect, written);
    case 'yaml-double':
      return /[\r\n]/.test(written) ? undefined : decodeEscapes(TABLE['yaml-double'], written);
    case 'javascript-template':
      // A template's line ends are always `\n`.
      return written.includes('${') ? undefined : decodeEscapes(TABLE['javascript-template'], written.replace(/\r\n?/g, '\n'));
    case 'shell-double':
    case 'shell-heredoc':
    case 'shell-bare':
      return expands(written) ? undefined : decodeEscapes(TABLE[dialect], written);
    default:
      return decodeEscapes(TABLE[dialect], written);
  }
}

/** True where the shell would put something in: `$x`, `$(…)`, a backquote. */
function expands(written: string): boolean {
  return /[`]|\$[A-Za-z_0-9{(@*#?$!-]/.test(written.replace(/\\[\s\S]/g, ''));
}

const undouble = (text: string | undefined): string | undefined => {
  if (text === undefined || /[{}]/.test(text.replace(/\{\{|\}\}/g, ''))) return undefined;
  return text.replace(/\{\{/g, '{').replace(/\}\}/g, '}');
};

function decodeEntities(written: string): string | undefined {
  const unknown: string[] = [];
  const text = written.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));/g,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      const known = name !== undefined && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
      if (known === undefined) unknown.push(whole);
      return known ?? whole;
    },
  );
  return unknown.length > 0 ? undefined : text;
}

/** Java translates `\uXXXX` before it reads anything else; a backslash that comes of it would start another escape, so that is left alone. */
function decodeJava(dialect: 'java' | 'java-text-block', written: string): string | undefined {
  const bad: string[] = [];
  const translated = written.replace(/\\(?:u+([0-9a-fA-F]{4})|u|[\s\S])/g, (whole: string, hex?: string) => {
    if (hex === undefined) {
      if (whole === '\\u') bad.push(whole);
      return whole;
    }
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    if (/[\\"\r\n]/.test(character)) bad.push(whole);
    return character;
  });
  return bad.length > 0 ? undefined : decodeEscapes(TABLE[dialect], translated);
}

interface Step {
  readonly text: string;
  readonly next: number;
}

function decodeEscapes(escapes: Escapes | undefined, written: string): string | undefined {
  if (escapes === undefined) return undefined;
  if (!written.includes('\\')) return written;
  let text = '';
  for (let at = 0; at < written.length;) {
    const next = written.indexOf('\\', at);
    if (next < 0) return text + written.slice(at);
    text += written.slice(at, next);
    const step = escapeAt(escapes, written, next + 1);
    if (step === undefined) return undefined;
    text += step.text;
    at = step.next;
  }
  return text;
}

/** The escape whose letter stands at `at`. */
function escapeAt(escapes: Escapes, written: string, at: number): Step | undefined {
  const letter = written[at];
  if (letter === undefined) return undefined;
  const known = Object.hasOwn(escapes.simple, letter) ? escapes.simple[letter] : undefined;
  if (known !== undefined && !(letter === '0' && /[0-9]/.test(written[at + 1] ?? ''))) return { text: known, next: at + 1 };
  if (escapes.joinsLines !== undefined) {
    const end = (escapes.joinsLines === 'trim' ? /^[ \t]*(?:\r\n|\r|\n)\s*/ : /^(?:\r\n|\r|\n)/).exec(written.slice(at, at + 4096));
    if (end !== null) return { text: '', next: at + end[0].length };
  }
  if (/[0-7]/.test(letter) && escapes.octal !== undefined) return octalAt(escapes, written, at);
  if (letter === 'u' && escapes.braced === true && written[at + 1] === '{') return bracedAt(written, at);
  const digits = Object.hasOwn(escapes.hex, letter) ? escapes.hex[letter] : undefined;
  if (digits !== undefined) return hexAt(escapes, written, at, digits);
  if (escapes.unknown === 'error' || /[0-9]/.test(letter)) return undefined;
  // A named character (`\N{…}`) is known to Python alone.
  if (escapes.unknown === 'both' && letter === 'N') return undefined;
  return { text: escapes.unknown === 'both' ? `\\${letter}` : letter, next: at + 1 };
}

function octalAt(escapes: Escapes, written: string, at: number): Step | undefined {
  const run = /^[0-7]{1,3}/.exec(written.slice(at, at + (escapes.octal ?? 3)))?.[0] ?? '';
  if (escapes.octalExactly === true && run.length !== escapes.octal) return undefined;
  const digits = Number.parseInt(run, 8) > 0o377 ? run.slice(0, 2) : run;
  return character(escapes, Number.parseInt(digits, 8), at + digits.length);
}

function bracedAt(written: string, at: number): Step | undefined {
  const match = /^u\{([0-9a-fA-F]{1,6})\}/.exec(written.slice(at, at + 10));
  const code = match?.[1] === undefined ? Number.NaN : Number.parseInt(match[1], 16);
  return match !== null && code <= 0x10ffff ? { text: String.fromCodePoint(code), next: at + match[0].length } : undefined;
}

function hexAt(escapes: Escapes, written: string, at: number, digits: number): Step | undefined {
  const run = written.slice(at + 1, at + 1 + digits);
  if (run.length !== digits || !/^[0-9a-fA-F]+$/.test(run)) return undefined;
  const code = Number.parseInt(run, 16);
  const isByte = digits === 2;
  return character(isByte ? escapes : { ...escapes, bytes: false }, code, at + 1 + digits);
}

function character(escapes: Escapes, code: number, next: number): Step | undefined {
  if (code > 0x10ffff || (escapes.bytes === true && code > 0x7f)) return undefined;
  // Four digits may be half of a pair; `decodeLiteral` looks at the whole.
  return { text: code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code), next };
}
