import type { Span } from '../../../../base/span';
import { judgeName } from '../../vocabulary/judge';
import { lastSegment } from '../../vocabulary/words';
import type { Bindings } from '../lookups/bindings';
import { indexWithin } from '../lookups/indexWithin';
import { type Find, type Found, type Lookups, wordsOf } from '../lookups/lookups';

/** Places of one expression that are looked at, at most, and how much text around each. */
const MOST_PLACES = 40;
const BEFORE = 110;
const BEHIND = 40;
const LONGEST = 60;

/** What opens a file by its path. */
const OPENS =
  /(?:\b(?:os\.(?:ReadFile|Open(?:File)?|Stat|Lstat|stat|path\.\w{2,12})|ioutil\.ReadFile|readFile(?:Sync)?|(?:exists|stat|access|open|createRead)(?:Sync|Stream)|file_get_contents|fopen|is_file|is_readable|file_exists|new\s(?:File|FileReader|FileInputStream|StreamReader)|Paths\.get|Path\.of|File\.(?:read\w{0,8}|open|exists?\??|ReadAll\w{4,5}|Exists|OpenRead)|(?:std::)?fs::\w{4,20}|File::open|Path(?:Buf)?::(?:new|from)|filepath\.\w{3,12}|expanduser)|(?<![\w.])(?:open|Path|File))\(\s?&?$/;
/** What reads a variable, an attribute of a session or a cookie by its name. */
const READS_BY_NAME =
  /\benviron(?:\.get)?[[(]\s?$|\bget_?env\(\s?$|\bprocess\.env\[\s?$|\bENV(?:\.fetch)?[[(]\s?$|\bos\.LookupEnv\(\s?$|\benv::var(?:_os)?\(\s?&?$|\bGetEnvironmentVariable\(\s?$|\b(?:[gs]et|remove)_?Attribute\(\s?$|(?:\.cookies?|\bcookies\.get|\bget_?cookie)[[(]\s?$/i;
/** What holds values by their names: a `key` by which it is asked is such a name. */
const HOLDS_BY_NAME =
  /\b(?:conf|config|configuration|cfg|propert(?:y|ies)|props|settings|options|opts|pref(?:erence)?s|attributes|attrs|annotations|labels|metadata|mapping|locals|globals|secret\.(?:data|stringData)|secretData|secret_data|storage_dict)(?:\.(?:get|has|contains|remove|require)\w{0,16}\(\s?|\[\s?)$/i;
/** What finds a secret by the name that a store or a cluster knows it by. */
const FINDS =
  /\b\w{0,20}(?:[Gg]et|[Ll]oad|[Ff]etch|[Rr]ead|[Ll]ook_?[Uu]p|[Ff]ind|[Ll]ist|[Dd]elete|[Rr]esolve|[Ww]atch)\w{0,24}[Ss]ecrets?(?:ByName|Value|String|Data)?\(\s?(?:[^()\n]{0,80},\s?)?$|\b[Ss]ecrets\([^()\n]{0,60}\)\.(?:[Gg]et|[Dd]elete|[Ww]atch)\(\s?(?:[^()\n]{0,60},\s?)?$|\b(?:secret_?)?[Nn]ame["']?\s?[:=]\s?$/;
/** A word that a value is compared with: before it, and behind it. */
const WORD = `(["'\`])([^"'\`\\n]{1,24})\\1`;
const EQUAL_BEFORE = new RegExp(`${WORD}(?:\\s?[!=]==?\\s?|\\.equals(?:IgnoreCase)?\\(\\s?)$`);
const EQUAL_BEHIND = new RegExp(
  `^(?:\\.(?:toLowerCase|lower|ToLower)\\(\\))?(?:\\s?[!=]==?\\s?|\\.equals(?:IgnoreCase)?\\(\\s?|\\s(?:not\\s)?in\\s[([{]\\s?)${WORD}`,
);
/** Words that a credential is compared with as well: what stands for none, or for any. */
const STANDS_FOR_IT =
  /^(?:\W?\w?|null|nil|none|undefined|true|false|bearer|basic|token|test\w*|demo\w*|guest|anonymous|dev|default|secret|example|invalid|expired|revoked|placeholder|change_?me|your.*|my.*|x{3,}.*|foo|bar|dummy|fake|mock|admin|todo|<.*|\*+)$/i;
/** Signs that texts are put together of. */
const SIGNS = /^[-<>{}()[\]$@#%&*!~^+=|\\/,.;:?]{1,3}$/;
/** What chooses by words, or takes numbers. */
const CHOOSES =
  /(?:\bswitch\s?\(?\s?|\bmatch\s|\bwhen\s?\(\s?|\b(?:parseInt|parseFloat|parseDouble|parseLong|Integer\.valueOf|strconv\.\w{4,10}|(?<![\w.])(?:int|float))\(\s?)$/;
/** What is counted with, or looked at sign by sign. */
const COUNTED = /^(?:\s[<>]=?\s[\w(]|\s?(?:\+\+|--)(?!\w)|\s[-+]\s\d+\b|\.is_?(?:digit|alpha|numeric|identifier)\b|\[0\]\s?[!=]=|\.charAt\(0\))/i;
const STARTS = /^\.(?:starts|ends)_?with\(\s?(?:f(?=["']))?["'`]([^"'`\n{]{1,3})["'`{]/i;
/** What is sought in a list. */
const SOUGHT = /(?:^|[^\w.])([A-Za-z_]\w{2,40})\.(?:includes|has|contains|indexOf|include\?)\(\s?$/;

type Purpose = 'name' | 'word' | { readonly list: string };

/** Says what the function around an expression does with it that nobody does with a secret: opens it as a file, finds a secret by it, compares it with a word. */
export class Purposes {
  readonly #bindings: Bindings;
  readonly #lookups: Lookups;
  readonly #known = new Map<string, Found<Purpose | undefined>>();

  constructor(bindings: Bindings, lookups: Lookups) {
    this.#bindings = bindings;
    this.#lookups = lookups;
  }

  /** True where what is done with an expression, as it is written, tells that it is none. `isField`: by any method of the file. */
  tellOther(written: string, at: Span, isField = false): boolean {
    if (written.length < 2 || written.length > LONGEST || !/^[\w.$>?-]+(?:\[["'][\w-]+["']\])?$/.test(written)) return false;
    const scopes = this.#bindings.scopesAt(at.start);
    const scope = isField ? scopes.at(-1) : scopes[0];
    if (scope === undefined || (!isField && scope.name === undefined && scope.span.start === 0)) return false;
    const { start, end } = scope.span;
    const key = `${String(start)} ${String(end)} ${written}`;
    let known = this.#known.get(key);
    if (known === undefined)
      this.#known.set(key, (known = this.#lookups.make({ word: written, start, end, most: MOST_PLACES, counts: wordsOf(written) }, purposeOf(written))));
    const purpose = this.#lookups.told(known);
    // A field is the same in every method; words may be of another variable of its name.
    if (isField) return purpose === 'name' && scopes.length > 1;
    return typeof purpose === 'object' ? this.#isOfWords(purpose.list) : purpose !== undefined;
  }

  /** A list that the file writes out, of words. */
  #isOfWords(list: string): boolean {
    return [`${list} = [`, `${list} = new Set([`, `${list} = (`, `${list} = %w[`, `${list} = Set.of(`, `${list} = List.of(`, `${list} = {`].some((opening) =>
      ['"', "'"].some((quote) => this.#lookups.holds(opening + quote)),
    );
  }
}

const purposeOf =
  (written: string): Find<Purpose | undefined> =>
  ({ model: { text, layout } }, start, end, into) => {
    const name = lastSegment(written).replace(/^.*\["'|["'\]]+$/g, '');
    const { grade, kind } = kindOf(name);
    const asked = { isToken: kind === 'token' && grade === 'weak', isSecret: kind === 'secret', isKey: /key$/i.test(name) };
    let seen = 0;
    for (let at = indexWithin(text, written, start, end); at !== -1 && seen < MOST_PLACES; at = indexWithin(text, written, at + written.length, end), seen++) {
      const after = at + written.length;
      if (/[\w$]/.test(text.charAt(after)) || /[\w.@>]/.test(text.charAt(at - 1))) continue;
      const line = Math.max(text.lastIndexOf('\n', at) + 1, at - BEFORE, start);
      const before = layout.lineBefore(at, BEFORE, start);
      const purpose = before === '' ? undefined : purposeAt(before.replace(/[$&*]$/, ''), layout.after(after, BEHIND), asked);
      if (purpose === undefined) continue;
      into.place(Math.min(line, at - before.length) - 1, after + BEHIND);
      return purpose;
    }
    return undefined;
  };

interface Asked {
  /** A token, by a name that says no more. */
  readonly isToken: boolean;
  readonly isSecret: boolean;
  /** Called a key, of whatever kind. */
  readonly isKey: boolean;
}

function purposeAt(before: string, behind: string, { isToken, isSecret, isKey }: Asked): Purpose | undefined {
  const ends = /^\s?[),\]}]/.test(behind);
  if (ends && (OPENS.test(before) || READS_BY_NAME.test(before))) return 'name';
  if (isKey && ends && HOLDS_BY_NAME.test(before)) return 'name';
  if (isSecret && /^\s?[),}]/.test(behind) && FINDS.test(before)) return 'name';
  if (!isToken) return undefined;
  if (COUNTED.test(behind) || (CHOOSES.test(before) && /^\s?[){:]/.test(behind))) return 'word';
  const sign = STARTS.exec(behind)?.[1];
  if (sign !== undefined && SIGNS.test(sign)) return 'word';
  const word = EQUAL_BEFORE.exec(before)?.[2] ?? EQUAL_BEHIND.exec(behind)?.[2];
  if (word !== undefined && (SIGNS.test(word) || (!STANDS_FOR_IT.test(word) && !/\d{3}/.test(word)))) return 'word';
  const list = ends ? SOUGHT.exec(before)?.[1] : undefined;
  return list === undefined ? undefined : { list };
}

function kindOf(name: string): { readonly grade: string; readonly kind: string | undefined } {
  const verdict = judgeName(name);
  return { grade: verdict.grade, kind: verdict.grade === 'none' ? undefined : verdict.kind };
}
