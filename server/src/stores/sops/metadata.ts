import { fail } from '../../base/errors';
import { compilePattern } from './pattern';
import { memberOf, type Node, type ObjectNode, setMember, stringNode } from './tree';

/** The version of SOPS whose format we write and test against. */
const FORMAT_VERSION = '3.11.0';

export interface AgeStanza {
  readonly recipient: string;
  /** The data key as an armoured age file. */
  readonly enc: string;
}

/** Which leaves a file leaves in clear; SOPS allows one of the four at most. */
export interface ClearRule {
  readonly field: 'unencrypted_suffix' | 'encrypted_suffix' | 'unencrypted_regex' | 'encrypted_regex';
  readonly value: string;
}

export const CLEAR_FIELDS: readonly ClearRule['field'][] = ['unencrypted_suffix', 'encrypted_suffix', 'unencrypted_regex', 'encrypted_regex'];

/** Without any of the four, SOPS takes this one. */
export const DEFAULT_CLEAR_RULE: ClearRule = { field: 'unencrypted_suffix', value: '_unencrypted' };

/** The `sops` member of a file, read. */
export interface Metadata {
  readonly node: ObjectNode;
  readonly age: readonly AgeStanza[];
  /** Who else can read it: `kms:arn:…`, `pgp:FINGERPRINT`, … */
  readonly foreign: readonly string[];
  readonly lastModified: string;
  readonly mac: string;
  readonly clear: ClearRule;
  readonly isEncrypted: (keys: readonly string[]) => boolean;
  readonly macOnlyEncrypted: boolean;
}

/** Every recipient that the file names. */
export const recipientsOf = (metadata: Metadata): readonly string[] => [...metadata.age.map((stanza) => stanza.recipient), ...metadata.foreign];

const textOf = (node: Node | undefined): string | undefined => (node?.kind === 'string' ? node.text : undefined);

/**
 * The rule as a test on the keys of a path. Undefined where its pattern is none that we can run in linear time.
 */
export function clearTest(rule: ClearRule): ((keys: readonly string[]) => boolean) | undefined {
  if (rule.field === 'unencrypted_suffix') return (keys) => !keys.some((key) => key.endsWith(rule.value));
  if (rule.field === 'encrypted_suffix') return (keys) => keys.some((key) => key.endsWith(rule.value));
  const pattern = compilePattern(rule.value);
  if (pattern === undefined) return undefined;
  return rule.field === 'unencrypted_regex' ? (keys) => !keys.some(pattern) : (keys) => keys.some(pattern);
}

/** Throws `StoreMalformed`, and `StoreUnsupported` for what would change the meaning of a file in a way we do not know. */
export function readMetadata(root: ObjectNode, store: string): Metadata {
  const node = memberOf(root, 'sops');
  const lastModified = textOf(memberOf(node, 'lastmodified'));
  const mac = textOf(memberOf(node, 'mac'));
  if (node?.kind !== 'object' || lastModified === undefined || mac === undefined) return fail({ code: 'StoreMalformed', store });
  for (const feature of ['key_groups', 'shamir_threshold', 'encrypted_comment_regex', 'unencrypted_comment_regex']) {
    const member = memberOf(node, feature);
    if (member !== undefined && !isNothing(member)) return fail({ code: 'StoreUnsupported', store, feature });
  }
  const rules = CLEAR_FIELDS.flatMap((field): ClearRule[] => {
    const value = textOf(memberOf(node, field));
    return value === undefined || value === '' ? [] : [{ field, value }];
  });
  if (rules.length > 1) return fail({ code: 'StoreMalformed', store });
  const clear = rules[0] ?? DEFAULT_CLEAR_RULE;
  const isEncrypted = clearTest(clear) ?? fail({ code: 'StoreUnsupported', store, feature: clear.field });
  const only = memberOf(node, 'mac_only_encrypted');
  const macOnlyEncrypted = only?.kind === 'boolean' && only.text === 'true';
  return { node, age: readAge(node, store), foreign: readForeign(node), lastModified, mac, clear, isEncrypted, macOnlyEncrypted };
}

const isNothing = (node: Node): boolean =>
  node.kind === 'null' ||
  (node.kind === 'array' ? node.items.length === 0 : node.kind === 'object' ? node.members.length === 0 : node.text === '' || node.text === '0');

function readAge(node: ObjectNode, store: string): AgeStanza[] {
  const age = memberOf(node, 'age');
  if (age === undefined || isNothing(age)) return [];
  if (age.kind !== 'array') return fail({ code: 'StoreMalformed', store });
  return age.items.map((item) => {
    const recipient = textOf(memberOf(item, 'recipient'));
    const enc = textOf(memberOf(item, 'enc'));
    return recipient === undefined || enc === undefined ? fail({ code: 'StoreMalformed', store }) : { recipient, enc };
  });
}

/** Anything in the stanza that is a list or map and not `age` is another way to the data key. Named by what identifies it, never by its ciphertext. */
function readForeign(node: ObjectNode): string[] {
  return node.members.flatMap(({ key, value }) => {
    if (key === 'age' || (value.kind !== 'array' && value.kind !== 'object') || isNothing(value)) return [];
    const items = value.kind === 'array' ? value.items : [value];
    return items.map((item) => {
      const parts =
        item.kind === 'object' ? item.members.flatMap((member) => (['enc', 'created_at'].includes(member.key) ? [] : [textOf(member.value) ?? ''])) : [];
      return `${key}:${parts.filter((part) => part !== '').join('/')}`;
    });
  });
}

/** The `sops` member of a new file, to be completed by `setSeal`. */
export function newMetadata(clear: ClearRule): ObjectNode {
  const node: ObjectNode = { kind: 'object', members: [] };
  for (const field of ['age', 'lastmodified', 'mac', clear.field, 'version'])
    setMember(
      node,
      field,
      field === 'age' ? { kind: 'array', items: [] } : stringNode(field === clear.field ? clear.value : field === 'version' ? FORMAT_VERSION : ''),
    );
  return node;
}

export function setSeal(node: ObjectNode, lastModified: string, mac: string): void {
  setMember(node, 'lastmodified', stringNode(lastModified));
  setMember(node, 'mac', stringNode(mac));
}

export function setAge(node: ObjectNode, stanzas: readonly AgeStanza[]): void {
  const items = stanzas.map((stanza): ObjectNode => {
    const item: ObjectNode = { kind: 'object', members: [] };
    setMember(item, 'recipient', stringNode(stanza.recipient));
    setMember(item, 'enc', stringNode(stanza.enc));
    return item;
  });
  setMember(node, 'age', { kind: 'array', items });
}
