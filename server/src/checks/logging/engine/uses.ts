import type { Span } from '../../../base/span';
import type { FileModel } from '../model/fileModel';
import { whatIs } from '../tables/names';
import type { Bindings } from './bindings';
import type { Names } from './evidence';

/** Places of one name that are looked at, at most, and how much text before each. */
const MOST_PLACES = 40;
const BEFORE = 90;

/**
 * What a value is handed over as: `password: x`, `password=x`, `"token" => x`, `["password"] = x`, `user.password = x`, `setPassword(x)`.
 * The name that says it is the group.
 */
const AS =
  /(?:([A-Za-z_][\w-]{1,60})["'`]?\s?\]?\s?(?::(?!:)|=(?![=>])|:=|=>)\s?|\b(?:set|with|use|put|add|check|verify|login|authenticate)_?([A-Za-z]\w{1,40})\(\s?|\b(?:set|put|add|append|header|setHeader|insert|setRequestHeader|addHeader|setProperty|addValue)\(\s?["'`]([\w-]{2,40})["'`]\s?,\s?)(?:&(?:mut\s)?|\$|\*|await\s)?$/;
/** The whole of it, not a part. */
const WHOLE = /^(?:\[\.\.\])?\s?(?:\)|,|;|\}|\]|\n|\r|$|\?\?|\|\||\sas\b|!\s?[,)])/;
/** What cryptography takes as its key. */
const KEYED =
  /\b(?:createCipheriv|createDecipheriv|createHmac|SecretKeySpec|AES\.new|Fernet|hmac\.(?:new|New)|pbkdf2\w*|scrypt\w*|aes\.NewCipher|chacha20poly1305\.New\w*|HMAC\w*|Cipher\w*|derive|encrypt|decrypt|seal|sign)\s?!?\(?[^()\n]{0,80}$/;

/** Says what the function around a name does with its value: what is sent as a password is one. */
export class Uses {
  readonly #model: FileModel;
  readonly #bindings: Bindings;
  readonly #names: Names;
  readonly #known = new Map<string, { readonly subject: string; readonly span: Span } | undefined>();

  constructor(model: FileModel, bindings: Bindings, names: Names) {
    this.#model = model;
    this.#bindings = bindings;
    this.#names = names;
  }

  /** As which secret the value of a name is used in the function that holds this place; undefined where the name says what it is, or nothing does. */
  of(name: string, at: Span): { readonly subject: string; readonly span: Span } | undefined {
    if (name.length < 1 || whatIs(name) !== 'plain') return undefined;
    const scope = this.#bindings.scopesAt(at.start)[0];
    // Of a whole file nobody knows which variable it is.
    if (scope?.name === undefined && (scope === undefined || scope.span.start === 0)) return undefined;
    const key = `${String(scope.span.start)} ${name}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#find(name, scope.span));
    return this.#known.get(key);
  }

  #find(name: string, within: Span): { readonly subject: string; readonly span: Span } | undefined {
    const { text } = this.#model;
    let seen = 0;
    for (let at = text.indexOf(name, within.start); at !== -1 && at < within.end && seen < MOST_PLACES; at = text.indexOf(name, at + name.length), seen++) {
      if (
        /[\w$.-]/.test(text.charAt(at + name.length)) ||
        /[\w.@-]/.test(text.charAt(at - 1)) ||
        !WHOLE.test(text.slice(at + name.length, at + name.length + 8))
      )
        continue;
      const line = Math.max(text.lastIndexOf('\n', at) + 1, at - BEFORE, within.start);
      const before = text.slice(line, at);
      const [, as, method, header] = AS.exec(before) ?? [];
      const subject = as ?? method ?? header;
      const span = { start: at, end: at + name.length };
      if (subject !== undefined && subject !== name && this.#names.judge(subject) === 'secret' && !this.#isParameter(before, subject)) return { subject, span };
      if (/key$/i.test(name) && KEYED.test(before)) return { subject: name, span };
    }
    return undefined;
  }

  /** `function f(password = x)` and a type's `password: x` say what is there by default, or its type. */
  #isParameter(before: string, subject: string): boolean {
    return (
      /\b(?:def|func|fn|function|fun|constructor)\b[^{}]*\([^)]*$|\b(?:interface|type|struct|class|record)\b/.test(before) ||
      before.trimStart().startsWith(`${subject}?`)
    );
  }
}
