import { Composer, type Document, isMap, isScalar, isSeq, type ParsedNode, Parser, type Scalar as YamlScalar } from 'yaml';
import { nestsTooDeep } from '../../base/yamlDepth';
import { contains, type Span } from '../../base/span';
import type { Dialect } from '../literal';
import type { Scalar, ScalarFinder } from './find';

interface Found {
  readonly node: YamlScalar.Parsed;
  readonly path: readonly string[];
  readonly role: 'value' | 'key';
  readonly flow: boolean;
}

const covers = (node: ParsedNode, at: Span): boolean => node.range[0] <= at.start && at.end <= node.range[2];

/** Goes down only where the span is, so the walk is as deep as the text (at most 64) and no longer. */
function descend(node: ParsedNode | null, at: Span, path: readonly string[], flow: boolean): Found | undefined {
  if (node === null || !covers(node, at)) return undefined;
  if (isScalar(node)) return { node, path, role: 'value', flow };
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => covers(item, at));
    return index < 0 ? undefined : descend(node.items[index] ?? null, at, [...path, String(index)], flow || node.flow === true);
  }
  if (!isMap(node)) return undefined;
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (isScalar(pair.key) && pair.key.range[0] <= at.start && at.end <= pair.key.range[1]) return { node: pair.key, path: [...path, key], role: 'key', flow };
    if (pair.value !== null && covers(pair.value, at)) return descend(pair.value, at, [...path, key], flow || node.flow === true);
  }
  return undefined;
}

/** Lines of a block scalar without their margin. A folded one is read as one line only. */
function decodeBlock(text: string, value: Span, folded: boolean): string | undefined {
  const written = text.slice(value.start, value.end);
  if (!/[\r\n]/.test(written)) return written;
  const lineStart = Math.max(text.lastIndexOf('\n', value.start - 1), text.lastIndexOf('\r', value.start - 1)) + 1;
  const margin = /^ */.exec(text.slice(lineStart, value.start))?.[0].length ?? 0;
  // A value that begins in the middle of a line does not say where the margin ends.
  if (folded || lineStart + margin !== value.start) return undefined;
  const lines = written.split(/\r\n|\r|\n/);
  return lines.every((line, index) => index === 0 || line.slice(0, margin).trim() === '')
    ? lines.map((line, i) => (i === 0 ? line : line.slice(margin))).join('\n')
    : undefined;
}

const DIALECTS: Readonly<Record<string, readonly [Scalar['quoting'], Dialect]>> = {
  QUOTE_DOUBLE: ['double', 'yaml-double'],
  QUOTE_SINGLE: ['single', 'yaml-single'],
  PLAIN: ['none', 'yaml-plain'],
};

function toScalar(text: string, { node, path, role, flow }: Found, at: Span): Scalar | undefined {
  const whole = { start: node.range[0], end: node.range[1] };
  const rest = { path, role, ...(flow ? { flow } : {}) };
  const known = DIALECTS[node.type ?? ''];
  if (known !== undefined) {
    const [quoting, dialect] = known;
    const content = quoting === 'none' ? whole : { start: whole.start + 1, end: whole.end - 1 };
    return contains(whole, at) ? { whole, content, quoting, dialect, ...rest } : undefined;
  }
  if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return undefined;
  const header = text.indexOf('\n', whole.start);
  const body = { start: header < 0 ? whole.end : header + 1, end: whole.end };
  const folded = node.type === 'BLOCK_FOLDED';
  return contains(body, at) ? { whole, content: body, quoting: 'block', dialect: (value) => decodeBlock(text, value, folded), ...rest } : undefined;
}

/** Errors after which a text is given up: composing what makes an error of every second character takes the longest. */
const MOST_ERRORS = 1000;

function documentsOf(text: string): readonly Document.Parsed[] | undefined {
  const composer = new Composer({ prettyErrors: false, logLevel: 'silent', uniqueKeys: false, strict: false });
  const documents: Document.Parsed[] = [];
  let errors = 0;
  for (const token of new Parser().parse(text)) {
    if (token.type === 'error' && ++errors > MOST_ERRORS) return undefined;
    documents.push(...composer.next(token));
  }
  return [...documents, ...composer.end()];
}

/** The scalar of any document of a YAML stream; undefined where that document has an error (a template, say). */
export const findYamlScalar: ScalarFinder = ({ text }, at) => {
  if (nestsTooDeep(text)) return undefined;
  const documents = documentsOf(text);
  if (documents === undefined) return undefined;
  for (const document of documents) {
    const root = document.contents;
    if (root === null || !covers(root, at)) continue;
    if (document.errors.length > 0) return undefined;
    const found = descend(root, at, [], false);
    const scalar = found === undefined ? undefined : toScalar(text, found, at);
    if (scalar !== undefined) return scalar;
  }
  const lineStart = text.lastIndexOf('\n', at.start - 1) + 1;
  const before = text.slice(lineStart, at.start);
  return /(?:^|\s)#/.test(before) ? { whole: at, content: at, quoting: 'none', dialect: 'verbatim', path: [], role: 'comment' } : undefined;
};
