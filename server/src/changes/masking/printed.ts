import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import { nodesAround } from '../../syntax/code/tree';
import type { MaskRefusal } from './refusal';

/** How a printed expression stands in its text: what may be written in its place depends on it. */
export interface Printed {
  readonly document: Document;
  /** The expression, without sigils of an interpolation. */
  readonly span: Span;
  readonly expression: string;
  /**
   * `expression` any expression may stand here, the braces of an interpolation around it included. `bare` put into a text by a sigil alone
   * (`$name`): `outer` holds the sigil. `shorthand` an entry of an object whose key is the variable's own name. `capture` a name inside a literal
   * that is no expression (`{name}` of Rust's macros): `outer` holds the braces.
   */
  readonly form: 'expression' | 'bare' | 'shorthand' | 'capture';
  /** What is replaced: `span`, or with the sigil or braces around it. */
  readonly outer: Span;
  /** Inside a literal text, an interpolation of it included. */
  readonly inText: boolean;
  /** The nodes around it, innermost first. */
  readonly around: readonly Node[];
}

/** Literals that take parts. */
const TEXTS =
  /^(?:template_string|string|string_literal|string_expression|encapsed_string|shell_command_expression|heredoc|heredoc_body|interpolated_string(?:_expression)?|interpolated_string_literal|multiline_string_literal|line_string_literal|expandable_string_literal|expandable_here_string_literal|string_content)$/;
/** Where code ends and a new statement or function begins: a text further out is another expression's. */
const WALLS = /(?:_statement|_declaration|_definition|^block|^statement_block|^program|^module|^source_file|_body)$/;
/** Everything in them is put in one by one: a masked text would be taken apart. */
const SPREADS = /^(?:spread_element|list_splat|dictionary_splat|splat_argument|hash_splat_argument|variadic_unpacking|spread_expression)$/;

const LISTS = /^(?:arguments|argument_list|value_arguments)$/;
/** The same value under another type: a masked text would not be of it. */
const CASTS = /^(?:as_expression|satisfies_expression|non_null_expression)$/;

/** Functions that take their argument apart, which a mask would be too: `Object.entries(x)`, `list(x)`. */
const TAKES_APART = /(?:\bObject\.(?:entries|values|fromEntries|assign)|(?<![.\w])(?:list|dict|tuple|sorted|array_values))$/;

/** The span with the casts and the functions around it that need the value itself. */
function masked(around: readonly Node[], span: Span, text: string): Span {
  let { start, end } = span;
  for (const [at, node] of around.entries()) {
    const call = around[at + 1];
    if (CASTS.test(node.type) && node.startIndex === start) end = Math.max(end, node.endIndex);
    const isOnly = LISTS.test(node.type) && node.namedChildren.length === 1 && node.namedChild(0)?.startIndex === start && node.namedChild(0)?.endIndex === end;
    if (isOnly && call !== undefined && TAKES_APART.test(text.slice(Math.max(call.startIndex, node.startIndex - 40), node.startIndex))) {
      start = call.startIndex;
      end = call.endIndex;
    }
  }
  return { start, end };
}

/** How a finding stands, or why nothing can be written there safely. */
export function printedAt(root: Node, document: Document, found: Span): Printed | MaskRefusal {
  const nodes = nodesAround(root, found) ?? [];
  const span = masked(nodes, found, document.text);
  const around = nodes.filter((node) => node.startIndex <= span.start && node.endIndex >= span.end);
  if (around.length === 0 || around.some((node) => node.isError || node.isMissing)) return 'not-parsed';
  const { text } = document;
  const exact = around.find((node) => node.startIndex === span.start && node.endIndex === span.end);
  const parent = exact === undefined ? around[0] : around[around.indexOf(exact) + 1];
  if (exact !== undefined && (SPREADS.test(exact.type) || (parent !== undefined && SPREADS.test(parent.type)))) return 'one-by-one';
  let inText = false;
  for (const node of around) {
    if (node !== exact && TEXTS.test(node.type)) inText = true;
    if (WALLS.test(node.type)) break;
  }
  const made = { document, span, expression: text.slice(span.start, span.end), inText, around };
  if (exact?.type === 'shorthand_property_identifier') return { ...made, form: 'shorthand', outer: span };
  return { ...made, ...standing(document, span, inText) };
}

/** By the characters around it: grammars differ in what they make of `$name` inside a text, and some make nothing. */
function standing({ languageId, text }: Document, span: Span, inText: boolean): Pick<Printed, 'form' | 'outer'> {
  const whole = { form: 'expression' as const, outer: span };
  if (!inText) return whole;
  const before = text.charAt(span.start - 1);
  if ((languageId === 'kotlin' || languageId === 'scala') && before === '$') return { form: 'bare', outer: { start: span.start - 1, end: span.end } };
  if (languageId === 'rust' && before === '{') {
    const end = text.indexOf('}', span.end);
    if (end !== -1 && end - span.end < 20) return { form: 'capture', outer: { start: span.start - 1, end: end + 1 } };
  }
  const braced = before === '{' && text.charAt(span.end) === '}';
  return languageId === 'php' && braced ? { form: 'expression', outer: { start: span.start - 1, end: span.end + 1 } } : whole;
}

/** The call whose argument this is, itself and not a part of it; with all its arguments in order. */
export function argumentOf(printed: Printed): { readonly list: Node; readonly argument: Node; readonly at: number } | undefined {
  const { around, span } = printed;
  for (const [index, node] of around.entries()) {
    const list = around[index + 1];
    if (list === undefined || node.startIndex !== span.start || node.endIndex !== span.end) continue;
    if (!LISTS.test(list.type)) continue;
    const at = list.namedChildren.findIndex((child) => child.id === node.id);
    return at === -1 ? undefined : { list, argument: node, at };
  }
  return undefined;
}

export const outermost = (printed: Printed, types: RegExp): Node | undefined => printed.around.findLast((node) => types.test(node.type));
