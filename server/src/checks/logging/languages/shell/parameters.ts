import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Parameter } from '../../model/fileModel';
import type { Reader } from '../../model/treeLanguage';
import { ancestorsOf, unknown } from '../shared';

/** What a function of a shell calls its arguments. */
const POSITIONAL: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '@'];
/** Functions in which arguments are moved on one by one are read no further than this, in UTF-16 code units. */
const LONGEST_FUNCTION = 4_000;

/** The parameters of every function: it declares none. */
export const parameters = ({ startIndex: start }: Node): readonly Parameter[] =>
  POSITIONAL.map((name) => ({ name, span: { start, end: start }, ...(name === '@' ? { rest: true as const } : {}) }));

/** The variable of a name; of an argument behind `shift` the one that it was when the function was called, where that can be told. */
export function positional(node: Node, written: string, read: Reader): Expression {
  const span = read.span(node);
  const name = written === '*' ? '@' : written;
  if (!/^[1-9]$/.test(name)) return { kind: 'name', span, name };
  const fn = ancestorsOf(node).find(({ type }) => type === 'function_definition');
  if (fn === undefined || node.startIndex - fn.startIndex > LONGEST_FUNCTION) return { kind: 'name', span, name };
  const before = read.stretch(fn.startIndex, node.startIndex);
  const moved = before.match(/(?<![\w-])shift(?![\w-])(?:[ \t]+\d)?/g) ?? [];
  if (moved.length === 0) return { kind: 'name', span, name };
  if (/(?<![\w-])(?:while|until|for)(?![\w-])/.test(before)) return unknown(span);
  const place = moved.reduce((sum, shift) => sum + Number(/\d/.exec(shift)?.[0] ?? 1), Number(name));
  return { kind: 'name', span, name: String(place) };
}
