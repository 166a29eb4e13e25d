import type { LanguageId } from '../model/fileModel';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/**
 * Words that name nothing, as the references of the languages list them; and of what is no keyword the names of an object itself, of its type's parts and of
 * types that no variable is called by. A word that is reserved in one language names a variable in another: `str`, `map`, `range`, `type`.
 */
export const RESERVED: Partial<Record<LanguageId, ReadonlySet<string>>> = {
  javascript: words(
    'abstract any as async await boolean break case catch class const constructor continue debugger declare default delete do else enum export extends false finally for ' +
      'function if implements import in instanceof interface keyof let never new null number of private protected public readonly return static string super switch this ' +
      'throw true try typeof undefined unknown var void while with yield console Promise',
  ),
  python: words(
    'False None True and as assert async await break class cls continue def del elif else except finally for from global if import in is lambda nonlocal not or pass ' +
      'raise return self super try while with yield bool int float print',
  ),
  go: words(
    'any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int32 int64 interface iota map nil package range ' +
      'return rune select string struct switch true type uint32 uint64 var fmt',
  ),
  java: words(
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for if implements import ' +
      'instanceof int interface long native new null package private protected public return short static super switch synchronized this throw throws transient true try ' +
      'var void volatile while String Object',
  ),
  rust: words(
    'as async await bool break const continue crate dyn else enum extern false fn for i32 i64 if impl in let loop match mod move mut pub ref return self Self static struct super trait true ' +
      'type u32 u64 u8 unsafe use usize where while',
  ),
  csharp: words(
    'abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event explicit extern false finally fixed for ' +
      'foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return ' +
      'sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using var virtual void volatile while',
  ),
};
