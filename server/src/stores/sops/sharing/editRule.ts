import type { Node, Scalar, YAMLSeq } from 'yaml';
import type { MatchedRule } from '../creationRules';

/** One recipient more, or one less. */
export interface RecipientEdit {
  readonly add?: string;
  readonly remove?: string;
}

const changed = (names: readonly string[], { add, remove }: RecipientEdit): string[] => [
  ...names.filter((name) => name !== remove),
  ...(add === undefined || names.includes(add) ? [] : [add]),
];

/** The range of a node: its start, and the end of its value. */
const rangeOf = (node: Node): readonly [number, number] | undefined =>
  node.range === undefined || node.range === null ? undefined : [node.range[0], node.range[1]];

/**
 * The text of a `.sops.yaml` in which the matched rule names one recipient more or less; all else, comments and order included, stays as it is.
 * Undefined where the rule has no `age` that can be edited so. Pure.
 */
export function editRule(text: string, { yaml, rule }: MatchedRule, edit: RecipientEdit): string | undefined {
  const age: unknown = rule?.get('age', true);
  if (yaml.isSeq<Node>(age)) return editSequence(text, age, edit, yaml);
  return yaml.isScalar<string>(age) && typeof age.value === 'string' ? editScalar(text, age, edit) : undefined;
}

/**
 * Whether one text says what the other does, but for the edit: so that a way of writing YAML that nobody thought of is refused instead of written. Both
 * parses are used up.
 */
export function isIntended(before: MatchedRule, after: MatchedRule, edit: RecipientEdit): boolean {
  const wanted = changed(namesOf(before), edit);
  if (before.rule === undefined || after.rule === undefined || wanted.join() !== namesOf(after).join()) return false;
  for (const { rule } of [before, after]) rule?.set('age', '');
  return JSON.stringify(before.document.toJSON()) === JSON.stringify(after.document.toJSON());
}

function namesOf({ rule }: MatchedRule): string[] {
  const age: unknown = (rule?.toJSON() as { readonly age?: unknown } | undefined)?.age;
  return (Array.isArray(age) ? age : typeof age === 'string' ? age.split(',') : []).map((name) => String(name).trim()).filter((name) => name !== '');
}

function editScalar(text: string, age: Scalar<string>, edit: RecipientEdit): string | undefined {
  const range = rangeOf(age);
  if (range === undefined) return undefined;
  const names = changed(
    age.value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    edit,
  );
  if (names.length === 0) return undefined;
  // A recipient is letters, digits and hyphens: nothing to quote.
  const folded = age.type === 'BLOCK_FOLDED' || age.type === 'BLOCK_LITERAL';
  const [start, end] = range;
  const quote = age.type === 'QUOTE_DOUBLE' ? '"' : age.type === 'QUOTE_SINGLE' ? "'" : '';
  return `${text.slice(0, start)}${quote}${names.join(',')}${quote}${folded ? '\n' : ''}${text.slice(end)}`;
}

function editSequence(text: string, age: YAMLSeq<Node>, { add, remove }: RecipientEdit, yaml: MatchedRule['yaml']): string | undefined {
  const items = age.items.flatMap((item) => {
    const range = rangeOf(item);
    return yaml.isScalar(item) && typeof item.value === 'string' && range !== undefined ? [{ name: item.value.trim(), range }] : [];
  });
  const range = rangeOf(age);
  if (items.length !== age.items.length || range === undefined) return undefined;
  if (age.flow === true) {
    const names = changed(
      items.map(({ name }) => name),
      { ...(add === undefined ? {} : { add }), ...(remove === undefined ? {} : { remove }) },
    );
    return names.length === 0 ? undefined : `${text.slice(0, range[0])}[${names.join(', ')}]${text.slice(range[1])}`;
  }
  const lineStart = (at: number): number => text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = (at: number): number => (text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at) + 1);
  const gone = items.find(({ name }) => name === remove);
  if (gone !== undefined) {
    if (items.length === 1) return undefined;
    const [start, end] = [lineStart(gone.range[0]), lineEnd(gone.range[1])];
    // `- age1…` on a line of its own; anything else (`age: - x`) is none that YAML allows here.
    return text.slice(0, start) + text.slice(end);
  }
  const last = items.at(-1);
  if (add === undefined || last === undefined || items.some(({ name }) => name === add)) return text;
  const indent = text.slice(lineStart(last.range[0]), last.range[0]);
  const at = lineEnd(last.range[1]);
  const before = text.slice(0, at);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${indent.replace(/\S.*$/, '- ')}${add}\n${text.slice(at)}`;
}
