import type { Expression } from '../../model/expression';
import type { LanguageId } from '../../model/fileModel';
import { indexWithin } from '../lookups/indexWithin';
import type { Find } from '../lookups/lookups';

/*
 * All that a program or function was given, as one value: the options of a command line, a function's arguments. It holds a secret where one of
 * them is declared as one.
 */

/** How much of a declaration of an option is looked at. */
const LONGEST = 240;
const MOST_OPTIONS = 200;
const OPTION = /["'`](?:-\w(?:["']\s?,\s?["']|\s?[,|]\s?|\s))?(--[A-Za-z][\w-]{1,60})(?=["'`\s=])/;
/** An option without a value. */
const SWITCH = /store_(?:true|false)|is_flag\s?=\s?True|action=.?count/;

/** True for a call that gives all options of the command line. */
export const givesOptions = (value: Expression | undefined): boolean =>
  value?.kind === 'wrap'
    ? givesOptions(value.inner)
    : value?.kind === 'call' && (/^parse_(?:known_|intermixed_)?args$/.test(value.callee) || (value.callee === 'opts' && value.arguments.length === 0));

/** A word without the bracket behind it, which may stand apart. */
export const headOf = (word: string): string => word.replace(/\($/, '');

/** The name of an option of this file that is a secret, among those that `word` declares (`add_argument`, `click.option`, commander's `option`). */
export const secretOption =
  (word: string): Find<string | undefined> =>
  ({ model: { text, layout }, judge }, start, end, into) => {
    let seen = 0;
    const head = headOf(word);
    for (let at = indexWithin(text, head, start, end); at !== -1 && seen < MOST_OPTIONS; at = indexWithin(text, head, at + head.length, end), seen++) {
      const written = layout.of({ start: at, end }, LONGEST);
      if (!written.startsWith(word)) continue;
      const close = written.indexOf(')\n');
      const declared = close === -1 ? written : written.slice(0, close);
      const name = OPTION.exec(declared)?.[1]?.slice(2);
      if (name === undefined || judge(name) !== 'secret' || SWITCH.test(declared)) continue;
      into.place(at - 1, at + declared.length + 1);
      return name;
    }
    return undefined;
  };

/** Calls and names that are all arguments of the function in which they stand; elsewhere they are names like any other. */
const ARGUMENTS: Partial<Record<LanguageId, RegExp>> = {
  javascript: /^arguments$/,
  python: /^locals$/,
  php: /^(?:get_defined_vars|func_get_args)$/,
  powershell: /^PSBoundParameters$/,
  ruby: /^local_variables$/,
};

/** True for what gives all arguments of the function in which it stands. */
export const givesArguments = (name: string, language: LanguageId): boolean => ARGUMENTS[language]?.test(name) === true;

/** Names of what a request may be asked for, in what stands behind the request: `.get("password")`, `->input('token')`, `.FormValue("pin")`, `->password`. */
const ASKED =
  /^(?:\?\.|\.|->)(?:(?:body|form|data|json|payload|POST|GET|query|params|request|values|validated|input)(?:\(\))?(?:\?\.|\.|->))?(?:(\w{1,40})\s?[[(]\s?([^)\]\n]{2,120})|([A-Za-z_]\w{1,40})\b(?!\s?[(.[]))/;
const LITERAL = /["'`:]([\w.-]{2,60})/g;
const MOST_PLACES = 200;

/** The secret that the file asks a request for, whichever way: its body, its form, its parameters. */
export const askedOf =
  (request: string): Find<string | undefined> =>
  ({ model: { text, layout }, judge }, start, end, into) => {
    let seen = 0;
    for (let at = indexWithin(text, request, start, end); at !== -1 && seen < MOST_PLACES; at = indexWithin(text, request, at + request.length, end), seen++) {
      const from = at + request.length;
      if (/[\w$]/.test(text.charAt(at - 1)) && text.charAt(at - 1) !== '$') continue;
      const asked = ASKED.exec(layout.after(from, 220));
      if (asked === null || /header|cookie|session|attribute|env|except|has|filled|missing|server/i.test(asked[1] ?? '')) continue;
      const names = asked[3] === undefined ? [...(asked[2] ?? '').matchAll(LITERAL)].map(([, name = '']) => name) : [asked[3]];
      const secret = names.find((name) => judge(name) === 'secret');
      if (secret === undefined) continue;
      into.place(at - 1, from + asked[0].length + 1);
      return secret;
    }
    return undefined;
  };
