import type { Span } from '../../../../base/span';
import { whatIs } from '../../tables/names';
import type { Bindings } from '../lookups/bindings';
import { indexWithin } from '../lookups/indexWithin';
import { type Find, type Found, type Lookups, wordsOf } from '../lookups/lookups';

/** Places of one name that are looked at, at most, and how much text before each. */
const MOST_PLACES = 40;
const BEFORE = 90;
const BEHIND = 10;

/**
 * What a value is handed over as: `password: x`, `password=x`, `"token" => x`, `["password"] = x`, `user.password = x`, `setPassword(x)`.
 * The name that says it is the group.
 */
const AS =
  /(?:([A-Za-z_][\w-]{1,60})["'`]?\s?\]?\s?(?::(?!:)|=(?![=>])|:=|=>)\s?|\b(?:set|with|use|login|authenticate)_?([A-Za-z]\w{1,40})\(\s?|\b(?:set|put|add|append|header|setHeader|insert|setRequestHeader|addHeader|setProperty|addValue)\(\s?["'`]([\w-]{2,40})["'`]\s?,\s?)(?:&(?:mut\s)?|\$|\*|await\s)?$/;
/** A variable that becomes it. */
const GIVEN = /(?:^|[;{}])\s{0,80}(?:this\.|self\.|\$)?([A-Za-z_]\w{1,40})\s?:?=\s?\$?$/;
/** The whole of it, not a part. */
const WHOLE = /^(?:\[\.\.\])?\s?(?:\)|,|;|\}|\]|\n|\r|$|\?\?|\|\||\sas\b|!\s?[,)])/;
/** Names of what is looked up by, or where, never of what is found. */
const NO_VALUE =
  /^$|^(?:i|n|idx|type|file|self|this|true|false|null|nil|none|undefined)$|(?:^|[a-z_])(?:[iI]ds?|ID|[nN]ames?|[tT]ypes?|[pP]ath|[uU]sers?|[eE]mail|[uU]rl|[uU]ri|[fF]ile|[iI]ndex|[cC]ount)$/;
/** What goes into a header of basic authentication. */
const BASIC = /["'`]Basic\s["'`]\s?[+.][^\n]{0,90}$/;
/** What cryptography takes as its key. */
export const KEYED =
  /\b(?:createCipheriv|createDecipheriv|createHmac|SecretKeySpec|AES\.new|Fernet|hmac\.(?:new|New)|pbkdf2\w*|scrypt\w*|aes\.NewCipher|chacha20poly1305\.New\w*|HMAC\w*|Cipher\w*|(?:derive|encrypt|decrypt|seal|sign)(?![a-z\d]))\s?!?\(?[^()\n]{0,80}$/;

export interface Used {
  readonly subject: string;
  readonly span: Span;
}

/** Says what the function around a name does with its value: what is sent as a password is one. */
export class Uses {
  readonly #bindings: Bindings;
  readonly #lookups: Lookups;
  readonly #known = new Map<string, Found<Used | undefined>>();

  constructor(bindings: Bindings, lookups: Lookups) {
    this.#bindings = bindings;
    this.#lookups = lookups;
  }

  /** As which secret the value of a name is used in the function that holds this place; undefined where the name says what it is (unless that is `doubtful`), or nothing does. */
  of(name: string, at: Span, doubtful = false): Used | undefined {
    if (NO_VALUE.test(name) || (!doubtful && whatIs(name) !== 'plain')) return undefined;
    const scope = this.#bindings.scopesAt(at.start)[0];
    // Of a whole file nobody knows which variable it is.
    if (scope?.name === undefined && (scope === undefined || scope.span.start === 0)) return undefined;
    const { start, end } = scope.span;
    const key = `${String(start)} ${String(end)} ${name}`;
    let known = this.#known.get(key);
    if (known === undefined)
      this.#known.set(key, (known = this.#lookups.make({ word: name, start, end, most: MOST_PLACES, counts: wordsOf(name) }, usesOf(name))));
    return this.#lookups.told(known);
  }
}

const usesOf =
  (name: string): Find<Used | undefined> =>
  ({ model, judge }, start, end, into) => {
    const { text, layout } = model;
    let seen = 0;
    let first: Used | undefined;
    const others = new Set<string>();
    for (let at = indexWithin(text, name, start, end); at !== -1 && seen < MOST_PLACES; at = indexWithin(text, name, at + name.length, end), seen++) {
      if (/[\w$.-]/.test(text.charAt(at + name.length)) || /[\w.@-]/.test(text.charAt(at - 1)) || !WHOLE.test(layout.after(at + name.length, 8))) continue;
      const before = layout.lineBefore(at, BEFORE, start);
      const line = Math.min(Math.max(text.lastIndexOf('\n', at) + 1, at - BEFORE, start), at - before.length);
      const [, as, method, header] = AS.exec(before) ?? [];
      const given = GIVEN.exec(before)?.[1];
      if (given !== undefined && given !== name && judge(given) === undefined) {
        others.add(given);
        into.place(line - 1, at + name.length + BEHIND);
      }
      if (first !== undefined) continue;
      // A `key` is most often what something is found by, unless cryptography takes it.
      // Of several arguments nobody knows which is the one that the function's name says.
      const only = method === undefined || !/^\s?,/.test(layout.after(at + name.length, 4)) ? method : undefined;
      const subject = name === 'key' ? undefined : (as ?? only ?? header);
      const span = { start: at, end: at + name.length };
      const used = subject !== undefined && subject !== name && judge(subject) === 'secret' && !isParameter(before, subject) ? subject : undefined;
      const said = used ?? (/key$/i.test(name) && !DEFINES.test(before) && (KEYED.test(before) || BASIC.test(before)) ? name : undefined);
      if (said === undefined) continue;
      into.place(line - 1, span.end + BEHIND);
      first = { subject: said, span };
    }
    // What becomes a password in one branch and a user or an address in others is any of them.
    return others.size > 1 ? undefined : first;
  };

/** What declares a function that cryptography's word names: its parameters are anything yet. */
const DEFINES = /\b(?:def|func|fn|function|fun)\b[^(){}=]*\([^)]*$/;

/** `function f(password = x)` and a type's `password: x` say what is there by default, or its type. */
const isParameter = (before: string, subject: string): boolean =>
  /\b(?:def|func|fn|function|fun|constructor)\b[^{}]*\([^)]*$|\b(?:interface|type|struct|class|record)\b/.test(before) ||
  before.trimStart().startsWith(`${subject}?`);
