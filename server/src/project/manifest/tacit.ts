import { isAlias, isMap, isScalar, type Pair, type ParsedNode, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { SecretAddress } from '../../base/address';
import { LineIndex, type TextEdit } from '../../base/document';
import { fail, type ManifestFault } from '../../base/errors';
import { VARIABLE_NAME } from '../../base/names';
import type { Span } from '../../base/span';
import { nestsTooDeep } from '../../base/yamlDepth';
import { parseReference } from '../../references/data/vals';
import { type CommentBlock, readCommentBlock } from './comments';
import type { ManifestContent, ManifestEntry, ManifestFormat, ManifestProblem } from './manifestFormat';

/** Largest manifest read, in UTF-16 code units: some 1,000 entries. The YAML parser takes up to 15 µs for one of them in a hostile text. */
export const LARGEST_MANIFEST = 96 * 1024;

/** Names that mean something to JavaScript's objects or to SOPS (THREATS 30). */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'sops']);

const HEADER = [
  "# The variables this project's programs need, and where each value lives. No value stands in here.",
  '# Start a program with them:  tacit run -- COMMAND',
];

type MapPair = Pair<ParsedNode, ParsedNode | null>;

interface Parsed {
  readonly map?: YAMLMap.Parsed;
  readonly problems: readonly ManifestProblem[];
  readonly end: number;
}

const problem = (because: ManifestFault, start: number, end: number, name?: string): ManifestProblem =>
  name === undefined ? { because, span: { start, end } } : { because, span: { start, end }, name };

/** Parses with every message of the library dropped: its errors quote the text (THREATS 10). */
function parse(text: string): Parsed {
  if (text.length > LARGEST_MANIFEST) return { problems: [problem('too-large', 0, 0)], end: text.length };
  if (nestsTooDeep(text)) return { problems: [problem('syntax', 0, Math.min(text.length, 1))], end: text.length };
  let document;
  try {
    // Without a byte-order mark's help: offsets stay those of the text.
    document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false, merge: false, strict: true, version: '1.2' });
  } catch {
    return { problems: [problem('syntax', 0, Math.min(text.length, 1))], end: text.length };
  }
  const first = document.errors[0];
  if (first !== undefined) {
    const start = Math.min(first.pos[0], text.length);
    return { problems: [problem('syntax', start, Math.max(start, Math.min(first.pos[1], text.length)))], end: text.length };
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null && root.source === '')) return { problems: [], end: text.length };
  if (!isMap(root)) return { problems: [problem('not-a-map', root.range[0], root.range[1])], end: text.length };
  if (root.anchor !== undefined) return { problems: [problem('alias', root.range[0], root.range[1])], end: text.length };
  if (root.tag !== undefined && root.tag !== 'tag:yaml.org,2002:map') return { problems: [problem('tag', root.range[0], root.range[1])], end: text.length };
  return { map: root, problems: [], end: text.length };
}

/** The text of a plain or quoted scalar, without alias, anchor and tag; else why not. */
function plainText(node: ParsedNode | null): { readonly node: Scalar.Parsed; readonly text: string } | ManifestFault {
  if (node === null) return 'not-a-string';
  if (isAlias(node) || node.anchor !== undefined) return 'alias';
  if (!isScalar(node)) return 'not-a-string';
  if (node.tag !== undefined) return 'tag';
  return typeof node.value === 'string' ? { node, text: node.value } : 'not-a-string';
}

/** What lies between the quotes; for a plain or block scalar the whole. */
function innerSpan(node: Scalar.Parsed): Span {
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  return quoted ? { start: node.range[0] + 1, end: node.range[1] - 1 } : { start: node.range[0], end: node.range[1] };
}

function readPair(pair: MapPair, text: string, lines: LineIndex, seen: Set<string>): ManifestEntry | ManifestProblem {
  const [start, end] = [pair.key.range[0], pair.key.range[1]];
  const key = plainText(pair.key);
  if (typeof key === 'string') return problem(key === 'not-a-string' ? 'name' : key, start, end);
  const name = key.text;
  if (!VARIABLE_NAME.test(name) || RESERVED.has(name)) return problem('name', start, end);
  if (seen.has(name)) return problem('duplicate', start, end, name);
  seen.add(name);
  const value = plainText(pair.value);
  const [from, to] = pair.value === null ? [start, end] : [pair.value.range[0], pair.value.range[1]];
  if (typeof value === 'string') return problem(value, from, to, name);
  const target = parseReference(value.text);
  if (target === undefined) return problem('not-a-reference', from, to, name);
  const block = readCommentBlock(text, lines, lines.lineOf(start));
  const optional = block.annotations.has('optional') && block.annotations.get('optional') !== 'false';
  return {
    name,
    nameSpan: innerSpan(key.node),
    valueSpan: innerSpan(value.node),
    reference: value.text,
    target,
    optional,
    ...(block.description === '' ? {} : { description: block.description }),
    annotations: block.annotations,
  };
}

function read(text: string): ManifestContent {
  const { map, problems } = parse(text);
  if (map === undefined) return { entries: [], problems };
  const lines = new LineIndex(text);
  const seen = new Set<string>();
  const entries: ManifestEntry[] = [];
  const faults: ManifestProblem[] = [];
  for (const pair of map.items) {
    const result = readPair(pair, text, lines, seen);
    if ('because' in result) faults.push(result);
    else entries.push(result);
  }
  return { entries, problems: faults };
}

/** The map, or a `ManifestMalformed` that says where: an edit of a text that was not understood could lose something. */
function mapToEdit(text: string): YAMLMap.Parsed | undefined {
  const { map, problems } = parse(text);
  const first = problems[0];
  if (first !== undefined)
    return fail({ code: 'ManifestMalformed', manifest: 'tacit.env.yaml', line: new LineIndex(text).lineOf(first.span.start) + 1, because: first.because });
  return map;
}

const keyText = (pair: MapPair): string | undefined => (isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : undefined);

/** A double-quoted YAML scalar on one line: JSON's string, which YAML 1.2 reads alike, with what is not printable escaped. */
export const quoteYaml = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

function add(text: string, name: string, value: string): readonly TextEdit[] {
  if (!VARIABLE_NAME.test(name) || RESERVED.has(name)) return fail({ code: 'NameInvalid', name, because: RESERVED.has(name) ? 'reserved' : 'syntax' });
  const map = mapToEdit(text);
  const lineEnd = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const entry = `${name}: ${quoteYaml(value)}`;
  if (map === undefined || map.items.length === 0) return [insertFirst(text, map, entry, lineEnd)];
  const present = map.items.find((pair) => keyText(pair) === name);
  if (present !== undefined) return replaceValue(present, value);
  const last = map.items.at(-1);
  if (last === undefined) return [];
  if (map.flow === true) {
    const end = last.value?.range[1] ?? last.key.range[1];
    return [{ span: { start: end, end }, newText: `, ${entry}` }];
  }
  const lines = new LineIndex(text);
  const first = map.items[0]?.key.range[0] ?? 0;
  const indent = text
    .slice(lines.lineStart(lines.lineOf(first)), first)
    .replace(/^\ufeff/, '')
    .replace(/[^ ]/g, '');
  // After the line on which the last value ends, so that a comment behind it stays with it.
  const lastEnd = last.value === null ? last.key.range[1] : Math.max(last.value.range[1], last.key.range[1]);
  const at = lines.lineStart(lines.lineOf(Math.max(0, lastEnd - (text[lastEnd - 1] === '\n' ? 1 : 0))) + 1);
  const before = at > 0 && !/[\r\n]/.test(text[at - 1] ?? '') ? lineEnd : '';
  return [{ span: { start: at, end: at }, newText: `${before}${indent}${entry}${lineEnd}` }];
}

function replaceValue(pair: MapPair, value: string): readonly TextEdit[] {
  const quoted = quoteYaml(value);
  if (pair.value === null || pair.value.range[0] === pair.value.range[1]) {
    const at = pair.value?.range[0] ?? pair.key.range[1];
    return [{ span: { start: at, end: at }, newText: `${pair.value === null ? ': ' : ' '}${quoted}` }];
  }
  if (isScalar(pair.value) && pair.value.value === value && pair.value.tag === undefined && pair.value.anchor === undefined) return [];
  return [{ span: { start: pair.value.range[0], end: pair.value.range[1] }, newText: quoted }];
}

function insertFirst(text: string, map: YAMLMap.Parsed | undefined, entry: string, lineEnd: string): TextEdit {
  if (map !== undefined) {
    // `{}`: the braces may hold a comment, so only the closing one is stepped over.
    const at = map.range[1] - 1;
    return { span: { start: at, end: at }, newText: entry };
  }
  const at = text.length;
  const empty = text.replace(/^\ufeff/, '').trim() === '';
  const start = empty ? `${HEADER.join(lineEnd)}${lineEnd}${lineEnd}` : text.endsWith('\n') ? lineEnd : `${lineEnd}${lineEnd}`;
  return { span: { start: at, end: at }, newText: `${start}${entry}${lineEnd}` };
}

function remove(text: string, name: string): readonly TextEdit[] {
  const map = mapToEdit(text);
  const index = map?.items.findIndex((pair) => keyText(pair) === name) ?? -1;
  const pair = map?.items[index];
  if (map === undefined || pair === undefined) return [];
  const end = pair.value?.range[1] ?? pair.key.range[1];
  if (map.flow === true) {
    const next = map.items[index + 1];
    const previous = map.items[index - 1];
    if (next !== undefined) return [{ span: { start: pair.key.range[0], end: next.key.range[0] }, newText: '' }];
    return [{ span: { start: previous?.value?.range[1] ?? previous?.key.range[1] ?? pair.key.range[0], end }, newText: '' }];
  }
  const lines = new LineIndex(text);
  const block: CommentBlock = readCommentBlock(text, lines, lines.lineOf(pair.key.range[0]));
  const lastLine = lines.lineOf(Math.max(pair.key.range[0], end - (text[end - 1] === '\n' ? 1 : 0)));
  return [{ span: { start: lines.lineStart(block.firstLine), end: lines.lineStart(lastLine + 1) }, newText: '' }];
}

function rename(text: string, from: string, to: string): readonly TextEdit[] {
  if (!VARIABLE_NAME.test(to) || RESERVED.has(to)) return fail({ code: 'NameInvalid', name: to, because: RESERVED.has(to) ? 'reserved' : 'syntax' });
  const pair = mapToEdit(text)?.items.find((item) => keyText(item) === from);
  if (pair === undefined || from === to) return [];
  return [{ span: { start: pair.key.range[0], end: pair.key.range[1] }, newText: to }];
}

/**
 * Tacit's own manifest (DESIGN §4): a flat YAML map from variable to reference, which `vals exec -i -f` runs as well. Facts about an entry
 * stand in the comment lines right above it. `add`, `remove` and `rename` throw `ManifestMalformed` where the text is no such map.
 */
export const tacitManifest: ManifestFormat = {
  id: 'tacit',
  detect(fileName) {
    const match = /^tacit\.env(?:\.([A-Za-z0-9_-]{1,64}))?\.yaml$/.exec(fileName);
    if (match === null) return undefined;
    const environment = match[1];
    if (environment === undefined) return { local: false };
    return environment === 'local' ? { local: true } : { environment, local: false };
  },
  read,
  express(_address: SecretAddress, reference: string) {
    return parseReference(reference) === undefined ? { cannot: 'not-a-reference' } : { value: reference };
  },
  add,
  remove,
  rename,
};
