import type { Argument } from '../model/expression';
import type { LanguageId } from '../model/fileModel';

/**
 * The functions of a language that put values into the places of a text that percent signs mark, by their last names. The others print what they
 * are given side by side (Python's `print`, Ruby's `puts`), or have other places (`{0}`); Java's loggers have `{}`, but for those named here.
 */
const FORMATTERS: Readonly<Partial<Record<LanguageId, RegExp>>> = {
  javascript: /^(?:log|info|warn|warning|error|debug|trace|fatal|verbose|silly|notice|group|groupCollapsed|v?s?printf|format)$/,
  python: /^(?:log|debug|info|warn|warning|error|exception|critical|fatal|trace|format)$/,
  java: /^(?:s?printf|format(?:ted)?|(?:trace|debug|info|warn|error|fatal|log)f|[vdiwe]|wtf)$/,
  kotlin: /^(?:s?printf|format(?:ted)?|(?:trace|debug|info|warn|error|fatal|log)f|[vdiwe]|wtf)$/,
  scala: /^(?:s?printf|format(?:ted)?|(?:trace|debug|info|warn|error|fatal|log)f)$/,
  go: /[a-z]f$/,
  ruby: /^(?:s?printf|format)$/,
  php: /^(?:v?[sf]?printf)$/,
  shell: /^printf$/,
};

/** Go's verbs that show the type, the address or the truth of a value: https://pkg.go.dev/fmt#hdr-Printing */
const HIDING = /^[Tptd]$/;
/** Those of the other languages that show a number. */
const NUMBERS = /^[diufFeEgG]$/;
/** A place: which argument by its number from 1 (`%1$s`, and where a `$` is escaped), and its verb. A space behind a percent sign ends it but in Go. */
const PLACE = /%(?:(\d{1,3})\\?\$)?[-+#0,']*(?:\d+)?(?:\.\d+)?([A-Za-z])/g;
const GO_PLACE = /%()[-+# 0]*(?:\d+)?(?:\.\d+)?([A-Za-z])/g;
/** JavaScript knows neither widths nor other verbs (https://console.spec.whatwg.org/#formatter), but for those of Node.js. */
const SCRIPT_PLACE = /%()([sdifoOcj])/g;
/** Arguments are counted otherwise than one by one (`%*d`, `%[1]d`, `%(name)s`, `%<s`), or the places are others (`{}`). */
const OTHER_PLACES = /%[-+# 0]*[[*(<]|\{\w{0,20}\}/;
/** What an address writes for a character: such a text is none with places, or it cannot be told. `%02d` is a number of two digits. */
const URL_ESCAPE = /%(?!0[1-8][diufxX])[0-9A-Fa-f]{2}/;

/** The arguments that a call of `callee` shows of those it is given: a format shows of some no more than a number. All, unless each has its place. */
export function withoutHidden(given: readonly Argument[], language: LanguageId, callee: string): readonly Argument[] {
  if (FORMATTERS[language]?.test(callee) !== true) return given;
  const at = given.findIndex(({ value }) => value.kind === 'text');
  const format = given[at]?.value;
  // A script's format comes first: behind other values a text is one more of them.
  if (format?.kind !== 'text' || (language === 'javascript' && at > 0)) return given;
  const text = format.text.replaceAll('%%', '');
  if (!text.includes('%') || OTHER_PLACES.test(text) || URL_ESCAPE.test(text)) return given;
  const behind = given.slice(at + 1).filter(({ name }) => name === undefined);
  const verbs = verbsOf(text, language);
  if (verbs.size !== behind.length || behind.some(({ spread }) => spread === true)) return given;
  const hides = language === 'go' ? HIDING : NUMBERS;
  const hidden = new Set(behind.filter((_, index) => verbs.get(index)?.every((verb) => hides.test(verb)) === true));
  return given.filter((argument) => !hidden.has(argument));
}

/** The verbs by which each argument is shown, by its place behind the format. */
function verbsOf(text: string, language: LanguageId): ReadonlyMap<number, readonly string[]> {
  const verbs = new Map<number, string[]>();
  let next = 0;
  for (const [, place = '', verb = ''] of text.matchAll(language === 'go' ? GO_PLACE : language === 'javascript' ? SCRIPT_PLACE : PLACE)) {
    // Java's line end.
    if (verb === 'n' && language !== 'go') continue;
    const index = place === '' ? next++ : Number(place) - 1;
    verbs.set(index, [...(verbs.get(index) ?? []), verb]);
  }
  return verbs;
}
