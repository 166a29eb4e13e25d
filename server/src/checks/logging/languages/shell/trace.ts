import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { judgeName } from '../../tables/names';
import { ancestorsOf } from '../shared';

/*
 * `set -x`: from there on a shell shows every command as it is run. What is shown is collected of a text once, and each stretch of it is looked at for one
 * `set -x` alone, the last before it: a file of many costs no more than it is long, without a number of them behind which one would go unseen.
 */

/** At the beginning of a command. */
const TRACES = /^set\s+(?:-[a-z]{0,8}x[a-z]{0,8}|-[a-z]{0,8}\s{1,3}-x|-o\s+xtrace)(?=\s|$)/;
/** Where a trace may begin or ends: `set -x`, `set +x`, or it goes elsewhere. */
const TURNS =
  /(?<![\w-])set\s{1,20}(?:(-[a-z]{0,8}x|-[a-z]{0,8}\s{1,3}-x|-o\s{1,20}xtrace)|(?:-[a-wyz]{1,8}\s{1,3})?(?:\+[a-z]{0,8}x|\+o\s{1,20}xtrace))|BASH_XTRACEFD|\bexec\s{1,20}(?:2|&)>/g;
/** How far a trace is followed, and how far around it literals count, in UTF-16 code units. */
const LONGEST_TRACE = 20_000;
/** Variables that one trace tells, and that are looked at for it, at most. */
const MOST_TRACED = 10;
const MOST_LOOKED_AT = 200;
/** What is not expanded, or not shown: comments, literals, the beginning of a here-document; else a variable, but for its length and whether it is there. */
const EXPANDED = /(?<=^|\s)#[^\n]*|'[^'\n]*'|<<-?\s?(["']?)(\w{1,30})(?!\w)\1|\\\$|\$\{?([A-Za-z_]\w{0,80})(?!:?\+|\w)/g;
/** A line that may end a here-document. */
const WORD_ALONE = /^[^\S\n]{0,40}(\w{1,30})$/gm;
/** A comment, or a variable that the script itself gives a literal: whoever reads the trace may read the script. */
const LITERALS = /(?<![^\s;])(?:#[^\n]*|([A-Za-z_]\w{0,80})=(?:"[^"$`\n]*"|'[^'\n]*'|[^\s"'$`();]+)(?=[\s;]|$))/g;

/** What traces of a text may show. Each list goes by its place in the text. */
interface Shown {
  /** `begins`: it may be a `set -x`. */
  readonly turns: readonly { readonly start: number; readonly begins: boolean }[];
  /** Variables with the name of a secret. */
  readonly names: readonly { readonly start: number; readonly end: number; readonly name: string }[];
  /** Where each of them is given a literal. */
  readonly literals: ReadonlyMap<string, readonly { readonly start: number; readonly end: number }[]>;
  /** By where a `set -x` stands whether it is a trace. */
  readonly traces: Map<number, boolean>;
}

/** A reader reads one text, as long as it is analysed. */
const shownBy = new WeakMap<Reader, Shown>();

/** True for `set -x` and its like. */
export const isTrace = (node: Node, read: Reader): boolean => TRACES.test(read.code(node, 60));

/** The secrets that commands are given up to where they are no longer shown, or shown by another `set -x` as well. */
export function traced(node: Node, read: Reader): Argument[] {
  if (!runsAlways(node)) return [];
  const from = node.endIndex;
  // Literals count on both sides.
  const [first, last] = [node.startIndex - LONGEST_TRACE, from + LONGEST_TRACE];
  read.looked(first, last);
  let shown = shownBy.get(read);
  if (shown === undefined) shownBy.set(read, (shown = shownIn(read.text)));
  const end = endOf(shown, from, last, node, read);
  const names: Expression[] = [];
  const at = indexFrom(shown.names, from);
  for (let index = at; index < at + MOST_LOOKED_AT && names.length < MOST_TRACED; index++) {
    const each = shown.names[index];
    if (each === undefined || each.end > end) break;
    if (!isWithin(shown.literals.get(each.name), first, last)) names.push({ kind: 'name', span: { start: each.start, end: each.end }, name: each.name });
  }
  return names.length === 0 ? [] : [{ value: { kind: 'unknown', span: read.span(node), children: names } }];
}

/** Where it depends on a condition somebody has asked for it. */
const runsAlways = (node: Node): boolean =>
  !ancestorsOf(node).some(({ type }) => /^(?:if_statement|case_item|list|function_definition|command_substitution|subshell)$/.test(type));

function endOf({ turns, traces }: Shown, from: number, last: number, { tree }: Node, read: Reader): number {
  for (let index = indexFrom(turns, from); index < turns.length; index++) {
    const turn = turns[index];
    if (turn === undefined || turn.start >= last) break;
    if (!turn.begins) return turn.start;
    let ends = traces.get(turn.start);
    if (ends === undefined) traces.set(turn.start, (ends = isTraceAt(tree.rootNode, turn.start, read)));
    if (ends) return turn.start;
  }
  return last;
}

/** True where a command that is a trace begins, and not what only looks like it in a text or in a branch. */
function isTraceAt(root: Node, start: number, read: Reader): boolean {
  const word = root.descendantForIndex(start, start + 1);
  const command = word === null ? undefined : ancestorsOf(word).find(({ type }) => type === 'command');
  return command?.startIndex === start && isTrace(command, read) && runsAlways(command);
}

function shownIn(text: string): Shown {
  const turns = [...text.matchAll(TURNS)].map((match) => ({ start: match.index, begins: match[1] !== undefined }));
  const names = namesIn(text);
  const asked = new Set(names.map(({ name }) => name));
  const literals = new Map<string, { start: number; end: number }[]>();
  for (const { 0: written, 1: name, index } of text.matchAll(LITERALS))
    if (name !== undefined && asked.has(name)) push(literals, name, { start: index, end: index + written.length });
  return { turns, names, literals, traces: new Map() };
}

function namesIn(text: string): Shown['names'] {
  const ends = new Map<string, { start: number; end: number }[]>();
  for (const { 0: line, 1: word = '', index } of text.matchAll(WORD_ALONE)) push(ends, word, { start: index, end: index + line.length });
  const names: { start: number; end: number; name: string }[] = [];
  // Where the last here-document ends: what opens it stands on a line that is shown.
  let [hiddenFrom, hiddenTo] = [0, 0];
  let line = -1;
  const pattern = new RegExp(EXPANDED);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    if (start >= hiddenFrom && start < hiddenTo) {
      pattern.lastIndex = hiddenTo;
      continue;
    }
    const [written, , delimiter, name] = match;
    if (delimiter !== undefined && start >= hiddenTo) {
      if (line < start) line = text.indexOf('\n', start);
      if (line === -1) line = text.length;
      const lines = ends.get(delimiter);
      const end = lines?.[indexFrom(lines, line + 1)];
      if (end !== undefined && end.end - start <= LONGEST_TRACE) [hiddenFrom, hiddenTo] = [line + 1, end.end];
    }
    if (name !== undefined && judgeName(name) !== undefined) names.push({ start, end: start + written.length, name });
  }
  return names;
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The index of the first that begins at a place or behind it. */
function indexFrom(list: readonly { readonly start: number }[], place: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWithin(list: readonly { readonly start: number; readonly end: number }[] | undefined, first: number, last: number): boolean {
  const each = list?.[indexFrom(list, first)];
  return each !== undefined && each.end <= last;
}
