import type { Code } from '../../model/code';
import type { Span } from '../../../../base/span';
import type { Expression } from '../../model/expression';
import type { Binding } from '../../model/fileModel';
import { whatIs } from '../../tables/names';

/** Names under which a value is found that is no credential, whatever it is called then: `page.get("NextToken")`, `body.continuationToken`. */
const OTHERS = new Set(['pagination', 'language-model', 'lexer', 'cancellation', 'csrf', 'push']);

/** True where a token is given by something whose own name says that it is another kind of token. */
export const isOtherToken = (bindings: readonly Binding[]): boolean =>
  bindings.some(({ value }) => {
    const name = givenName(value);
    return name !== undefined && (OTHERS.has(whatIs(name)) || isOfPage(value));
  });

/** True for the name of such a one, whatever it is given. */
export const namesOtherToken = (name: string): boolean => OTHERS.has(whatIs(name));

/** True for the number by which an answer or a program says how it went. */
export const isStatusCode = (bindings: readonly Binding[]): boolean => bindings.length > 0 && bindings.every(({ value }) => givesStatus(value));

function givesStatus(value: Expression | undefined): boolean {
  if (value?.kind === 'wrap') return givesStatus(value.inner);
  if (value?.kind !== 'member' && value?.kind !== 'call') return false;
  const name = value.kind === 'member' ? value.name : value.callee;
  if (/(?:status|response|exit|error)_?code$|^(?:get)?status$/i.test(name)) return true;
  const on = value.kind === 'member' ? value.object : value.receiver;
  return /^(?:get)?code$/i.test(name) && (on?.kind === 'name' || on?.kind === 'member') && /resp|^res$|status|result|err|exc/i.test(on.name);
}

/** `gap.token`, `page.token`: where one goes on reading. */
const isOfPage = (value: Expression | undefined): boolean =>
  value?.kind === 'wrap'
    ? isOfPage(value.inner)
    : value?.kind === 'member' &&
      value.object.kind === 'name' &&
      /^(?:\w{1,20}_)?(?:gap|cursor|page|pager|pagination|chunk|lexer|scanner|tokenizer)$/i.test(value.object.name);

/** Types that hold anything, and those of objects that carry a credential. */
const HOLDS_ANYTHING =
  /^(?:[A-Z]|T[A-Z]\w*|String\w*|Str|Char\w*|Bytes?\w*|Object|Any\w*|Option\w*|Maybe|Mono|Future|Promise|CompletableFuture|Text|Box|Rc|Arc|Cow|OsString|NSString|Data|Buffer|Uint8Array|List|Vec|Array\w*|Set|Iter\w*|Sequence|Collection|Map|HashMap|Dict\w*|Json\w*|JSON\w*|Supplier|Lazy|Ref|State|Result|Response\w*|Value|Url|URL|Uri|URI)$/;
/** False for a type that is a text, or may hold one as it is. */
export const isClass = (type: string): boolean =>
  /^[A-Z][A-Za-z]*[a-z]\w*$/.test(type) &&
  !HOLDS_ANYTHING.test(type) &&
  !/^(?:Atomic|Thread|Observable)|(?:Text|String|Value|Values|Bytes|Chars|Sequence)$/.test(type);
const CARRIES_CREDENTIAL = /auth|cred|jwt|jws|saml|secur|access|bearer|session|api|key|passw|secret|login|identity|user|token|cookie|sign/i;

/** True for a declared type of which no credential is: a node of a syntax tree, a kind, a claim. */
export const isOtherType = (type: string | undefined): boolean =>
  type !== undefined && /^_?[A-Z]/.test(type) && !HOLDS_ANYTHING.test(type) && (CARRIES_CREDENTIAL.test(type) ? OTHERS.has(whatIs(type)) : true);

const SPLITS = /^(?:split\w{0,8}|Split\w{0,8}|tokenize|Fields|FieldsFunc|explode|scan|words)$/;

/** What gives every piece of a text that fits a pattern. */
const FINDS_ALL = /^(?:FindAll\w{0,20}|find_?all|finditer|find_iter|matchAll|match_all|preg_match_all|findAllIn)$/;

/** True where a loop goes through the pieces of a text that is split. `valueOf`: the one value of a name. */
export const isPiece = (bindings: readonly Binding[], valueOf: (name: string, at: Span) => Expression | undefined): boolean =>
  bindings.some(({ how, value }) => {
    const of = value?.kind === 'name' ? valueOf(value.name, value.span) : value;
    return (how === 'element' && of?.kind === 'call' && SPLITS.test(of.callee)) || (value?.kind === 'call' && FINDS_ALL.test(value.callee));
  });

/** The name by which a value is read: of a member, or the literal of a call that reads by key. */
function givenName(value: Expression | undefined): string | undefined {
  switch (value?.kind) {
    case 'member':
      return value.name;
    case 'wrap':
      return givenName(value.inner);
    case 'choice':
      return value.branches.map(givenName).find((name) => name !== undefined);
    case 'call': {
      const first = value.arguments[0]?.value;
      return first?.kind === 'text' && first.parts.length === 0 ? first.text.replace(/^["'`]+|["'`]+$/g, '') : value.callee;
    }
    default:
      return undefined;
  }
}

/** True for a value that is there only so that the name exists: an empty text, null. What the name holds comes from elsewhere (a form that is bound to it). */
export const isEmptyValue = (layout: Code, value: Expression | undefined): boolean =>
  value !== undefined && value.span.end - value.span.start <= 12 && /^(?:""|''|``|null|nil|None|undefined|\$null|string\.Empty)$/.test(layout.of(value.span));

/** The literal in front of a credential in a header: `"Bearer " + token`, `Basic ${encoded}`. `Token` begins as many sentences: `isHeader` says whether the file sends one. */
export const namesScheme = (text: string, isHeader: () => boolean): boolean => {
  const scheme = /^["'`]?(Authorization:\s?)?(Bearer|Basic|Token)\s["'`]?$/.exec(text);
  return scheme !== null && (scheme[2] !== 'Token' || scheme[1] !== undefined || isHeader());
};

/** False for a text that goes on as a sentence: behind what a header carries nothing stands. */
export const endsHeader = (next: Expression | undefined): boolean => next?.kind !== 'text' || !/^["'`]?\s?[\w,;:(]/.test(next.text);
