/** Values shorter than this many bytes are not masked: they would hit ordinary text. They are named before the start (THREATS 18). */
export const SHORTEST_MASKED = 6;
/** A line of a value of several lines is masked by itself from this many bytes on. */
const SHORTEST_LINE = 8;
/** How base64 programs wrap: coreutils and MIME at 76 characters, PEM at 64. */
const WRAPS = [64, 76];

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

/** Lines of a value without the blanks around them, so that re-indented and CRLF output is hit too. */
const linesOf = (value: string): string[] =>
  value
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => Buffer.byteLength(line) >= SHORTEST_LINE);

const unicodeEscape = (character: string, upper: boolean): string => {
  const digits = character.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${upper ? digits.toUpperCase() : digits}`;
};

/** What JSON writers make of a text: plain (JavaScript), only ASCII (Python, Java), with `<>&` escaped (Go), with `\/` (PHP). */
function jsonForms(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const ascii = (upper: boolean): string => plain.replace(/[\u007f-\uffff]/g, (character) => unicodeEscape(character, upper));
  const html = plain.replace(/[<>&\u2028\u2029]/g, (character) => unicodeEscape(character, false));
  return [plain, ascii(false), ascii(true), html, plain.replaceAll('/', '\\/'), ascii(false).replaceAll('/', '\\/')];
}

/** Percent forms: RFC 3986, JavaScript's laxer one, a form's (`+` for a blank), a whole URL's, each with upper and lower digits. */
function percentForms(value: string): string[] {
  const lax = encodeURIComponent(value);
  const strict = lax.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = strict.replaceAll('%20', '+').replaceAll('~', '%7E');
  const forms = [lax, strict, form, lax.replaceAll('%20', '+'), strict.replaceAll('%2F', '/'), encodeURI(value)];
  return [...forms, ...forms.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

/** What shells make of a text: inside '…', inside "…", `printf %q`, `$'…'`. */
function shellForms(value: string): string[] {
  const ansi = value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return [
    value.replaceAll("'", "'\\''"),
    value.replaceAll("'", `'"'"'`),
    value.replace(/[\\"$`]/g, '\\$&'),
    value.replace(/[\\"$`!]/g, '\\$&'),
    value.replace(/[^A-Za-z0-9_./:=@%+,-]/g, '\\$&'),
    ansi,
  ];
}

/**
 * Base64 of the value wherever it starts in a longer text: for each offset of three, the characters that depend on the value alone.
 * For offset 0 also the whole, with and without padding, and its lines where a program wraps them.
 */
function base64Forms(bytes: Uint8Array): string[] {
  const forms: string[] = [];
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    forms.push(encoded.slice(from, Math.floor(((offset + bytes.length) * 8) / 6)));
    if (offset > 0) continue;
    forms.push(encoded, encoded.replace(/=+$/, ''));
    for (const width of WRAPS)
      for (let at = 0; encoded.length > width && at < encoded.length; at += width) forms.push(encoded.slice(at, at + width).replace(/=+$/, ''));
  }
  return [...forms, ...forms.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The ways in which a program may print a value (THREATS 18), as bytes, without duplicates. Empty for a value that is too short. */
export function maskForms(value: string): Buffer[] {
  const bytes = utf8(value);
  const trimmed = value.trim();
  const bases = [...new Set([value, trimmed])].filter((text) => Buffer.byteLength(text) >= SHORTEST_MASKED);
  const forms: Buffer[] = [];
  for (const base of bases) {
    const baseBytes = base === value ? bytes : utf8(base);
    const texts = [base, base.replace(/\r?\n/g, '\r\n'), base.replaceAll('\r\n', '\n'), ...jsonForms(base), ...percentForms(base), ...shellForms(base)];
    const hex = baseBytes.toString('hex');
    forms.push(...texts.map(utf8), ...[hex, hex.toUpperCase(), ...base64Forms(baseBytes)].map(latin));
  }
  if (/[\r\n]/.test(trimmed)) for (const line of linesOf(value)) forms.push(...[line, ...jsonForms(line)].map(utf8));
  const seen = new Set<string>();
  return forms.filter((form) => {
    const key = form.toString('latin1');
    if (form.length < SHORTEST_MASKED || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
