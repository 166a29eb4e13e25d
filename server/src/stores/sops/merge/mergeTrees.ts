import { createHash } from 'node:crypto';
import { clearText, decryptValue, encryptValue, additionalData, type Plain } from '../crypto';
import { encodeSegment, joinPath } from '../paths';
import { type Node, type ObjectNode, stringNode } from '../tree';
import type { VaultFile } from '../vaultFile';

/** A file with the data key that opens it. */
export interface Side {
  readonly file: VaultFile;
  readonly dataKey: Uint8Array;
}

/** One key that both sides changed, each in its own way. */
export interface MergeConflict {
  readonly path: string;
  /** `both`: ours stays at `path`, theirs is kept at `theirs`. `removed`: one side removed what the other changed; the changed one stays. */
  readonly kind: 'both' | 'removed';
  readonly theirs?: string;
}

/** What makes a name of its own for the other side's value. */
const THEIRS = '_THEIRS';

/** The merge of two files by key. Values of both sides are compared in plain, by digests that nothing keeps. */
export class TreeMerge {
  readonly conflicts: MergeConflict[] = [];
  readonly #base: Side | undefined;
  readonly #ours: Side;
  readonly #theirs: Side;

  /** `ours` and `theirs` are under one data key, that of the result. */
  constructor(base: Side | undefined, ours: Side, theirs: Side) {
    this.#base = base;
    this.#ours = ours;
    this.#theirs = theirs;
  }

  /** Changes our file's tree into the merged one. Throws `StoreTampered`, `StoreMalformed`; what cannot be kept beside ours throws `Unmergeable`. */
  run(): void {
    this.#merge(this.#base?.file.entries, this.#ours.file.entries, this.#theirs.file.entries, [], '');
  }

  #merge(base: ObjectNode | undefined, ours: ObjectNode, theirs: ObjectNode, keys: readonly string[], folder: string): void {
    const names = [...ours.members, ...theirs.members].map(({ key }) => key).filter((key) => !(keys.length === 0 && key === 'sops'));
    for (const key of new Set(names)) {
      const below = [...keys, key];
      const [was, mine, other] = [base, ours, theirs].map((node) => node?.members.find((member) => member.key === key)?.value);
      const path = joinPath(folder, key);
      const [old, left, right] = [this.#digest(this.#base, was, below), this.#digest(this.#ours, mine, below), this.#digest(this.#theirs, other, below)];
      if (left === right || right === old) continue;
      if (left === old) this.#take(ours, theirs, key, other);
      else if (mine?.kind === 'object' && other?.kind === 'object') this.#merge(was?.kind === 'object' ? was : undefined, mine, other, below, path);
      else if (mine === undefined || other === undefined) {
        if (mine === undefined) this.#take(ours, theirs, key, other);
        this.conflicts.push({ path, kind: 'removed' });
      } else this.#keepBoth(ours, key, other, below, folder);
    }
  }

  /** Theirs in the place of ours, or at the end; `undefined` takes it away. */
  #take(ours: ObjectNode, theirs: ObjectNode, key: string, node: Node | undefined): void {
    const at = ours.members.findIndex((member) => member.key === key);
    if (node === undefined) {
      ours.members.splice(at, 1);
      return;
    }
    const member = { key, rawKey: theirs.members.find((each) => each.key === key)?.rawKey ?? JSON.stringify(key), value: node };
    if (at >= 0) ours.members.splice(at, 1, member);
    else this.#append(ours, member);
  }

  #append(node: ObjectNode, member: ObjectNode['members'][number]): void {
    const end = node === this.#ours.file.entries ? node.members.findIndex(({ key }) => key === 'sops') : -1;
    node.members.splice(end < 0 ? node.members.length : end, 0, member);
  }

  #keepBoth(ours: ObjectNode, key: string, other: Node, below: readonly string[], folder: string): void {
    const taken = new Set([...ours.members.map((member) => member.key)]);
    let name = `${key}${THEIRS}`;
    for (let number = 2; taken.has(name); number++) name = `${key}${THEIRS}_${String(number)}`;
    const to = [...below.slice(0, -1), name];
    this.#append(ours, { key: name, rawKey: JSON.stringify(name), value: this.#moved(other, below, to) });
    this.conflicts.push({ path: joinPath(folder, key), kind: 'both', theirs: joinPath(folder, name) });
  }

  /** A node under another key: a ciphertext is bound to its keys, so each value is encrypted again. What its new name would leave in clear is not kept so. */
  #moved(node: Node, from: readonly string[], to: readonly string[]): Node {
    if (node.kind === 'object')
      return {
        kind: 'object',
        members: node.members.map((member) => ({ ...member, value: this.#moved(member.value, [...from, member.key], [...to, member.key]) })),
      };
    if (node.kind === 'array') return { kind: 'array', items: node.items.map((item) => this.#moved(item, from, to)) };
    if (node.kind === 'null') return node;
    const { isEncrypted } = this.#ours.file.metadata;
    const plain = plainOf(this.#theirs, node, from);
    if (!isEncrypted(to)) {
      if (isEncrypted(from)) throw new Unmergeable(from.map(encodeSegment).join('/'));
      return node;
    }
    return stringNode(encryptValue(plain, this.#theirs.dataKey, additionalData(to)));
  }

  /** Equal where two nodes hold the same values under the same keys, whatever their order or ciphertexts; '' for nothing. */
  #digest(side: Side | undefined, node: Node | undefined, keys: readonly string[]): string {
    if (side === undefined || node === undefined) return '';
    const parts: string[] = [node.kind === 'object' || node.kind === 'array' ? node.kind : 'value'];
    if (node.kind === 'object') {
      const members = [...node.members].sort((a, b) => (a.key < b.key ? -1 : 1));
      for (const { key, value } of members) parts.push(JSON.stringify(key), this.#digest(side, value, [...keys, key]));
    } else if (node.kind === 'array') for (const item of node.items) parts.push(this.#digest(side, item, keys));
    else if (node.kind === 'null') parts.push('null');
    else {
      const { type, bytes } = plainOf(side, node, keys);
      parts.push(type, createHash('sha256').update(bytes).digest('hex'));
    }
    return createHash('sha256').update(parts.join('\n')).digest('hex');
  }
}

/** Both sides changed a key whose second name the file's rules would leave in clear: nothing is merged. */
export class Unmergeable extends Error {
  readonly path: string;
  constructor(path: string) {
    super('Unmergeable');
    this.path = path;
  }
}

function plainOf({ file, dataKey }: Side, node: Extract<Node, { raw: string }>, keys: readonly string[]): Plain {
  if (file.metadata.isEncrypted(keys) && node.kind === 'string') return decryptValue(node.text, dataKey, additionalData(keys), file.store);
  const type = node.kind === 'boolean' ? 'bool' : node.kind === 'number' ? (/^-?\d+$/.test(node.text) ? 'int' : 'float') : 'str';
  return { type, bytes: Buffer.from(clearText(node)) };
}
