import type { Code } from '../../model/code';
import type { Argument, CallExpression, CollectionExpression, Entry, Expression } from '../../model/expression';
import type { FileModel, LanguageId } from '../../model/fileModel';
import { indexWithin } from '../lookups/indexWithin';
import type { Shown } from './verdict';

/*
 * What is done to a value before it is printed, so that its secret is gone: a field that is overwritten or taken out, characters that are all
 * replaced, a serializer that is told which fields to write.
 */

/** Values after which a field holds nothing: a literal, null, or what a masker gives. */
const HARMLESS = /^\s{0,4}(?:["'`][^"'`\n]{0,40}["'`]|null\b|nil\b|None\b|undefined\b|\$null\b|false\b|0\b)/;

/** Places of a name that are looked at, and what may stand behind one. */
export const MOST_REMOVALS = 200;
export const LONGEST_REMOVAL = 140;

/** Where in `[from, at)` the field `subject` of `name` is overwritten or taken out; undefined where it is not. */
export function removedAt(
  { text, layout }: Pick<FileModel, 'text' | 'layout'>,
  { name, subject, from, at }: { readonly name: string; readonly subject: string; readonly from: number; readonly at: number },
): number | undefined {
  if (name === '' || subject === '') return undefined;
  for (
    let found = indexWithin(text, name, from, at), seen = 0;
    found !== -1 && seen < MOST_REMOVALS;
    found = indexWithin(text, name, found + name.length, at)
  ) {
    if (/\w/.test(text.charAt(found - 1)) || /\w/.test(text.charAt(found + name.length))) continue;
    seen++;
    const after = layout.after(found + name.length, LONGEST_REMOVAL);
    const part = /^(?:[?!]?\.|->|\??\.?\[\s?[:"'`])?([\w-]{1,80})["'`]?\s?\]?/.exec(after);
    const before = layout.before(found, 12);
    if (part?.[1] === subject) {
      if (/(?:\bdelete\s|\bunset\(\s?\$?|\bdel\s)$/.test(before)) return found;
      const given = /^\s{0,4}=(?!=)([^\n]{1,80})/.exec(after.slice(part[0].length))?.[1];
      if (given !== undefined && (HARMLESS.test(given) || /^\s?[\w.$>-]{0,40}(?:mask|redact|hash|scrub|obfuscat|sanitiz)\w*\(/i.test(given))) return found;
    }
    const removed = /^\.(?:delete|pop|remove|Remove|Del|Delete|del|unset|discard|delete_at|removeValue)!?\(\s?(?:forKey:\s?)?["':]?([\w-]{1,80})/.exec(
      after,
    )?.[1];
    if (removed === subject) return found;
  }
  return undefined;
}

/** Fields that a literal sets to something else behind what it spreads. */
export function withoutOverridden(expression: CollectionExpression, shown: readonly Shown[], isClean: (value: Expression) => boolean): readonly Shown[] {
  return without(expression.entries, shown, isClean);
}

/** As `withoutOverridden`, of the keyword arguments of `merge(password: "***")` and `copy(password = "***")`. */
export function withoutReplaced(call: CallExpression, shown: readonly Shown[], isClean: (value: Expression) => boolean): readonly Shown[] {
  if (!/^(?:merge!?|copy|update|with|assign|replace|_replace|model_copy|dict|reverse_merge)$/i.test(call.callee)) return shown;
  const entries = call.arguments.flatMap((argument): readonly Entry[] => entryOf(argument));
  return without(entries, shown, isClean);
}

const entryOf = ({ name, value }: Argument): readonly Entry[] =>
  name === undefined ? (value.kind === 'collection' ? value.entries : []) : [{ key: name, value }];

function without(entries: readonly Entry[], shown: readonly Shown[], isClean: (value: Expression) => boolean): readonly Shown[] {
  if (!shown.some(({ object, field }) => object || field !== undefined)) return shown;
  const set = new Set(entries.flatMap(({ key, value }) => (key !== undefined && isClean(value) ? [key] : [])));
  return set.size === 0 ? shown : shown.filter((each) => !set.has(fieldOf(each) ?? ''));
}

/** The field of an object that makes it secret; undefined where the value itself is shown. */
export const fieldOf = ({ field, object, subject }: Shown): string | undefined => field ?? (object ? subject : undefined);

/** A pattern that every character fits: `.`, `\S`, `\w`, `[^x]`. */
const ANY = /(?:^|[^\\])(?:\.|\[\^)|\\[Sw]/;
const REPEATED = /(?:\.|\\[Sw]|\])\s?(?:[+*]|\{\d+,)/;

/** True for a call that puts something else in place of all characters: `replace(/./g, "*")`, `re.sub(".", "*", x)`, `gsub(/\w/, "*")`. */
export function replacesAll({ callee, receiver, arguments: given }: CallExpression, layout: Code): boolean {
  if (!/^(?:replace|replaceAll|replace_all|gsub!?|sub!?|subn|preg_replace|Replace|replacingOccurrences|replaceFirst)$/.test(callee)) return false;
  const written = given.slice(0, 3).map(({ value: { span } }) => layout.of(span, 80));
  const regular = written.find((each) => /^(?:\/|%r|r["']|(?:new\s+)?Reg(?:Exp|ex)?\(|re\.compile|Regex)/.test(each));
  const byName =
    /^(?:replaceAll|gsub!?|sub!?|subn|preg_replace)$/.test(callee) || (receiver?.kind === 'name' && /^(?:re|regex|Regex|Pattern)$/.test(receiver.name));
  const pattern = regular ?? (byName ? written.find((each) => /^["'`]/.test(each)) : undefined);
  if (pattern === undefined || !ANY.test(pattern)) return false;
  const every =
    REPEATED.test(pattern) ||
    /^(?:gsub!?|replaceAll|preg_replace|subn|Replace)$/.test(callee) ||
    /\/[a-z]*g[a-z]*$|,\s?["'][a-z]*g/.test(pattern) ||
    (callee === 'sub' && receiver?.kind === 'name' && receiver.name === 're') ||
    /^Regex\(|toRegex/.test(pattern);
  return every;
}

/** Functions that put one text in the place of another. */
const REPLACES = /^(?:replace|replaceAll|replace_all|ReplaceAll|Replace|gsub!?|sub!?|str_replace|replacingOccurrences|replaceFirst)$/;

/** A text, and what is replaced in it by what. */
export interface Replacement {
  readonly text: Expression;
  readonly what: Expression;
  readonly by: Expression;
}

/** What a call replaces: `uri.replace(password, "***")`, `strings.ReplaceAll(uri, password, "***")`, `str_replace($password, "***", $uri)`. */
export function replacement({ callee, receiver, arguments: given }: CallExpression): Replacement | undefined {
  const [first, second, third] = given.map(({ value }) => value);
  if (!REPLACES.test(callee) || first === undefined || second === undefined) return undefined;
  if (callee === 'str_replace') return third === undefined ? undefined : { text: third, what: first, by: second };
  if (receiver?.kind === 'name' && /^(?:strings|bytes)$/.test(receiver.name)) return third === undefined ? undefined : { text: first, what: second, by: third };
  if (receiver?.kind === 'name' && /^(?:re|regex)$/.test(receiver.name)) return third === undefined ? undefined : { text: third, what: first, by: second };
  return receiver === undefined ? undefined : { text: receiver, what: first, by: second };
}

const LEAVES_OUT = /password|token|secret|auth|cookie|redact|mask|sensitive|credential|sanit|hidden|private|exclu|blocked/i;

/** True for a serializer that is told what to write: a list of fields, or a function that knows which to leave out. */
export function isSelective({ callee, arguments: given }: CallExpression, layout: Code): boolean {
  if (/^(?:filter\w{0,8}|reject|where|delete_if|array_filter|omitBy|pickBy)$/i.test(callee))
    return given.some(({ value: { kind, span } }) => kind === 'function' && LEAVES_OUT.test(layout.of(span, 300)));
  const [, second] = given;
  if (callee !== 'stringify' || second === undefined) return false;
  const { kind, span } = second.value;
  if (kind === 'collection') return true;
  return (
    (kind === 'function' || kind === 'name') && /password|token|secret|auth|redact|mask|filter|\*\*|sensitive|credential|sanit/i.test(layout.of(span, 400))
  );
}

/** Methods that leave what they stand on as it is: `parts.join(' ')`, `list.size`. */
export const onlyReads = (callee: string): boolean =>
  /^(?:join|joinToString|slice|map|forEach|each|filter|includes|include\?|contains|indexOf|toString|to_s|inspect|at|get|length|size|count|first|last|find|some|every|any|all|isEmpty|empty\?|entries|keys|values)$/.test(
    callee,
  );

/** Functions that hand what they stand on, or each of its elements, to a function that they are given. */
const HANDS = new Set(
  'then foreach map flatmap filter each each_with_index ifpresent ifpresentorelse let also apply tap subscribe donext some find findfirst every thenaccept thenapply thencompose whencomplete select mapnotnull collect reject detect for_each inspect and_then map_or is_some_and onsuccess addonsuccesslistener foreachindexed onEach'
    .toLowerCase()
    .split(' '),
);
export const handsOver = (callee: string): boolean => HANDS.has(callee.toLowerCase());
/** True where the first of two names is a key: `map.forEach((k, v) -> …)`. */
export const isKeyFirst = (language: LanguageId, callee: string): boolean =>
  (language === 'java' || language === 'kotlin' || language === 'swift') && /^(?:forEach|onEach|computeIfPresent|replaceAll)$/.test(callee);
/** …and those whose result is what that function gives. */
export const givesResult = (callee: string): boolean =>
  /^(?:map|flatMap|then|thenApply|thenCompose|let|run|select|Select|mapNotNull|filter_map|compactMap|flat_map|collect|and_then|orElseGet|use)$/.test(callee);

/** What stands where a secret was. */
const BLACK = /^["'`]?(?:\$\d|\\\d)?[^\w]{0,3}(?:\*{3,}|x{3,}|•{3,}|hidden|redacted|masked|removed|filtered|censored|secret)[^\w]{0,3}(?:\$\d|\\\d)?["'`]?$/i;

/** True for a call that puts such a text into what the name holds: `url = strings.Replace(url, token, "<hidden>", -1)`, `text = text.replace(pattern, "***")`. */
export const blacksOut = (value: Expression, name: string): boolean => {
  if (value.kind === 'wrap') return blacksOut(value.inner, name);
  if (value.kind !== 'call' || !/^(?:replace\w{0,12}|Replace\w{0,12}|gsub!?|sub!?|subn|preg_replace|str_replace|replacingOccurrences)$/.test(value.callee))
    return false;
  const values = [...(value.receiver === undefined ? [] : [value.receiver]), ...value.arguments.map(({ value: each }) => each)];
  return (
    values.some((each) => each.kind === 'name' && each.name === name) &&
    values.some((each) => each.kind === 'text' && each.parts.length === 0 && BLACK.test(each.text))
  );
};
