import { type AST, parseTOML } from 'toml-eslint-parser';
import { contains, type Span } from '../../base/span';
import type { Scalar, ScalarFinder } from './find';

/** Brackets inside each other, strings left out roughly: the parser recurses. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|#[^\r\n]*|[[{\]}]/g)) {
    if (match[0] === '[' || match[0] === '{') depth++;
    else if (match[0] === ']' || match[0] === '}') depth = Math.max(0, depth - 1);
    if (depth > 64) return true;
  }
  return false;
}

const holds = (node: { readonly range: readonly [number, number] }, at: Span): boolean => node.range[0] <= at.start && at.end <= node.range[1];
const keysOf = (key: AST.TOMLKey): string[] => key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));

function inValue(node: AST.TOMLContentNode, at: Span, path: readonly string[], text: string): Scalar | undefined {
  if (!holds(node, at)) return undefined;
  if (node.type === 'TOMLArray') {
    const index = node.elements.findIndex((element) => holds(element, at));
    const element = node.elements[index];
    return element === undefined ? undefined : inValue(element, at, [...path, String(index)], text);
  }
  if (node.type === 'TOMLInlineTable') {
    const entry = node.body.find((each) => holds(each, at));
    return entry === undefined ? undefined : inKeyValue(entry, at, path, text);
  }
  if (node.kind !== 'string') return undefined;
  const whole = { start: node.range[0], end: node.range[1] };
  const width = node.multiline ? 3 : 1;
  const content = { start: whole.start + width, end: whole.end - width };
  const basic = text.charAt(whole.start) === '"';
  return { whole, content, quoting: basic ? 'double' : 'single', dialect: basic ? 'toml-basic' : 'verbatim', path, role: 'value' };
}

function inKeyValue(node: AST.TOMLKeyValue, at: Span, path: readonly string[], text: string): Scalar | undefined {
  const full = [...path, ...keysOf(node.key)];
  if (holds(node.key, at)) return { whole: at, content: at, quoting: 'none', dialect: 'verbatim', path: full, role: 'key' };
  return inValue(node.value, at, full, text);
}

export const findTomlScalar: ScalarFinder = ({ text }, at) => {
  if (nestsTooDeep(text)) return undefined;
  const program = parseTOML(text, { tomlVersion: '1.1.0' });
  for (const comment of program.comments)
    if (contains({ start: comment.range[0], end: comment.range[1] }, at))
      return { whole: at, content: at, quoting: 'none', dialect: 'verbatim', path: [], role: 'comment' };
  for (const node of program.body[0].body) {
    if (!holds(node, at)) continue;
    if (node.type === 'TOMLKeyValue') return inKeyValue(node, at, [], text);
    const entry = node.body.find((each) => holds(each, at));
    return entry === undefined ? undefined : inKeyValue(entry, at, node.resolvedKey.map(String), text);
  }
  return undefined;
};
