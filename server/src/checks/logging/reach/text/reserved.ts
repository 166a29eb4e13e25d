import type { LanguageId } from '../../model/fileModel';

const words = (text: string): readonly string[] => text.split(' ');

/** Words that name nothing, as the references of the languages list them. */
const KEYWORDS: Partial<Record<LanguageId, readonly string[]>> = {
  javascript: words(
    'as async await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof ' +
      'interface let new null of private protected public readonly return static super switch this throw true try typeof undefined var void while with yield',
  ),
  python: words(
    'False None True and as assert async await break class cls continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise ' +
      'return self super try while with yield print',
  ),
  go: words(
    'break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var fmt',
  ),
  java: words(
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for if implements import ' +
      'instanceof int interface long native new null package private protected public return short static super switch synchronized this throw throws transient true try ' +
      'void volatile while String Object',
  ),
  rust: words(
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true ' +
      'type unsafe use where while',
  ),
  csharp: words(
    'abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event explicit extern false finally fixed for ' +
      'foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return ' +
      'sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using void volatile while',
  ),
};
/** Names of types and objects of the languages, which name nothing either where no variable or parameter of the text is called by them. */
const USUAL: Partial<Record<LanguageId, readonly string[]>> = {
  javascript: words('abstract any boolean constructor console declare never number string type unknown Promise'),
  python: words('bool int float'),
  go: words('any bool byte error float64 int int32 int64 iota rune string uint32 uint64'),
  java: words('var'),
  rust: words('bool i32 i64 u32 u64 u8 usize'),
  csharp: words('var virtual'),
};

const reserved = new Map<LanguageId, ReadonlySet<string>>();
const named = new Map<LanguageId, RegExp>();

const keywords = new Map<LanguageId, ReadonlySet<string>>();
/** True for a word of the language itself. */
export function isKeyword(word: string, language: LanguageId): boolean {
  let known = keywords.get(language);
  if (known === undefined) keywords.set(language, (known = new Set(KEYWORDS[language] ?? [])));
  return known.has(word);
}

/** What gives one of the usual names to a variable or a parameter: `const string =`, `any := f()`, `function f(number)`, `(unknown) =>`. */
function namingPattern(language: LanguageId): RegExp {
  const names = `(?:${(USUAL[language] ?? []).join('|')})`;
  const declared = `\\b(?:const|let|var|for)\\s{1,4}${names}\\b|(?<![\\w.:])${names}\\s{0,4}:?=(?![=>])`;
  return new RegExp(language === 'javascript' ? `${declared}|[(,]\\s{0,4}${names}\\s{0,4}[,)=]|\\b${names}\\s?=>` : declared);
}

/** The words that name nothing in a text. A word that is reserved in one language names a variable in another: `str`, `map`, `range`, `type`. */
export function reservedIn(text: string, language: LanguageId): ReadonlySet<string> {
  let pattern = named.get(language);
  if (pattern === undefined) named.set(language, (pattern = namingPattern(language)));
  let known = reserved.get(language);
  if (known === undefined) reserved.set(language, (known = new Set([...(KEYWORDS[language] ?? []), ...(USUAL[language] ?? [])])));
  return pattern.test(text) ? new Set(KEYWORDS[language]) : known;
}
