import { createHash, randomBytes } from 'node:crypto';
import { fail } from '../../base/errors';
import { additionalData, clearText, DATA_KEY_LENGTH, decryptValue, encryptValue, looksEncrypted, Mac, type Plain, sameText } from './crypto';
import { type AgeStanza, type ClearRule, type Metadata, newMetadata, readMetadata, setAge, setSeal } from './metadata';
import { decodeSegment, joinPath } from './paths';
import { type ArrayNode, type Member, type Node, type ObjectNode, parseTree, type ScalarNode, setMember, stringNode, writeTree } from './tree';

/** One value of the file: where it stands, and under which keys it was authenticated. */
export interface Leaf {
  readonly path: string;
  /** From the root; list indexes are no keys. */
  readonly keys: readonly string[];
  readonly node: ScalarNode;
  readonly replace: (node: ScalarNode) => void;
  readonly remove: () => void;
}

export interface Child {
  readonly path: string;
  readonly kind: 'secret' | 'folder';
}

interface Slot {
  readonly name: string;
  readonly keys: readonly string[];
  readonly node: Node;
  readonly replace: (node: Node) => void;
  readonly remove: () => void;
}

function memberSlot(node: ObjectNode, member: Member, keys: readonly string[]): Slot {
  const remove = (): void => void node.members.splice(node.members.indexOf(member), 1);
  return { name: member.key, keys: [...keys, member.key], node: member.value, replace: (value) => void (member.value = value), remove };
}

/** List elements add nothing to the keys. */
function itemSlot(node: ArrayNode, index: number, keys: readonly string[]): Slot {
  const [item] = node.items.slice(index, index + 1);
  const remove = (): void => void node.items.splice(index, 1);
  return { name: String(index), keys, node: item ?? stringNode(''), replace: (value) => void (node.items[index] = value), remove };
}

/** A SOPS file in memory: ciphertexts in file order. Plaintext is made only to be handed out, hashed or encrypted again. */
export class VaultFile {
  /** The id that failures name. */
  readonly store: string;
  readonly #root: ObjectNode;
  #metadata: Metadata;

  private constructor(store: string, root: ObjectNode) {
    this.store = store;
    this.#root = root;
    this.#metadata = readMetadata(root, store);
  }

  /** `store` is the id that failures name. Throws `StoreMalformed`, `StoreUnsupported`. */
  static parse(bytes: Uint8Array, store: string): VaultFile {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return fail({ code: 'StoreMalformed', store });
    }
    return new VaultFile(store, parseTree(text, store));
  }

  static create(store: string, clear: ClearRule): VaultFile {
    const root: ObjectNode = { kind: 'object', members: [] };
    setMember(root, 'sops', newMetadata(clear));
    return new VaultFile(store, root);
  }

  static newDataKey(): Buffer {
    return randomBytes(DATA_KEY_LENGTH);
  }

  /** The root, `sops` among its members: for merging, which changes it in place. */
  get entries(): ObjectNode {
    return this.#root;
  }

  get metadata(): Metadata {
    return this.#metadata;
  }

  *leaves(): Generator<Leaf> {
    yield* this.#walk(this.#root, [], '');
  }

  *#walk(node: Node, keys: readonly string[], folder: string): Generator<Leaf> {
    for (const slot of this.#slots(node, keys)) {
      const path = joinPath(folder, slot.name);
      const child = slot.node;
      if (child.kind === 'object' || child.kind === 'array') yield* this.#walk(child, slot.keys, path);
      else yield { path, keys: slot.keys, node: child, replace: slot.replace, remove: slot.remove };
    }
  }

  *#slots(node: Node, keys: readonly string[]): Generator<Slot> {
    if (node.kind === 'object') {
      for (const member of node.members) if (node !== this.#root || member.key !== 'sops') yield memberSlot(node, member, keys);
    } else if (node.kind === 'array') for (const index of node.items.keys()) yield itemSlot(node, index, keys);
  }

  #slot(node: Node, keys: readonly string[], name: string): Slot | undefined {
    if (node.kind === 'array') return /^(?:0|[1-9]\d{0,8})$/.test(name) && Number(name) < node.items.length ? itemSlot(node, Number(name), keys) : undefined;
    if (node.kind !== 'object' || (node === this.#root && name === 'sops')) return undefined;
    const member = node.members.find((candidate) => candidate.key === name);
    return member === undefined ? undefined : memberSlot(node, member, keys);
  }

  /** What stands at a path: a leaf, `'folder'`, or undefined. */
  find(path: string): Leaf | 'folder' | undefined {
    let node: Node = this.#root;
    let keys: readonly string[] = [];
    let found: Slot | undefined;
    for (const name of path === '' ? [] : path.split('/').map(decodeSegment)) {
      found = this.#slot(node, keys, name);
      if (found === undefined) return undefined;
      ({ node, keys } = found);
    }
    if (found === undefined || node.kind === 'object' || node.kind === 'array') return 'folder';
    return { path, keys, node, replace: found.replace, remove: found.remove };
  }

  /** What stands directly below a folder; undefined where there is none. A null is no secret. */
  children(folder: string): readonly Child[] | undefined {
    let node: Node | undefined = this.#root;
    for (const name of folder === '' ? [] : folder.split('/').map(decodeSegment)) {
      if (node === undefined) return undefined;
      node = this.#slot(node, [], name)?.node;
    }
    if (node === undefined || (node.kind !== 'object' && node.kind !== 'array')) return undefined;
    return [...this.#slots(node, [])].flatMap((slot): Child[] => {
      if (slot.node.kind === 'null') return [];
      return [{ path: joinPath(folder, slot.name), kind: slot.node.kind === 'object' || slot.node.kind === 'array' ? 'folder' : 'secret' }];
    });
  }

  /** A leaf's plaintext, in the text form that the MAC counts. Throws `StoreMalformed`, `StoreTampered`. */
  decrypt(leaf: Leaf, dataKey: Uint8Array): Plain {
    if (!this.#metadata.isEncrypted(leaf.keys)) return { type: 'str', bytes: Buffer.from(clearText(leaf.node)) };
    if (leaf.node.kind !== 'string') return fail({ code: 'StoreMalformed', store: this.store });
    const plain = decryptValue(leaf.node.text, dataKey, additionalData(leaf.keys), this.store);
    return plain.type === 'comment' ? fail({ code: 'StoreUnsupported', store: this.store, feature: 'comment' }) : plain;
  }

  #mac(dataKey: Uint8Array): string {
    const { macOnlyEncrypted, isEncrypted } = this.#metadata;
    const mac = new Mac(macOnlyEncrypted);
    for (const leaf of this.leaves()) {
      if (leaf.node.kind === 'null' || (macOnlyEncrypted && !isEncrypted(leaf.keys))) continue;
      mac.add(this.decrypt(leaf, dataKey).bytes);
    }
    return mac.digest();
  }

  /** Decrypts every value to check the MAC. Throws `StoreTampered`. */
  verify(dataKey: Uint8Array): void {
    const { mac, lastModified } = this.#metadata;
    if (!looksEncrypted(mac)) fail({ code: 'StoreTampered', store: this.store });
    const claimed = decryptValue(mac, dataKey, lastModified, this.store).bytes.toString('latin1');
    if (!sameText(claimed, this.#mac(dataKey))) fail({ code: 'StoreTampered', store: this.store });
  }

  /** Sets a text at a path that is there, or adds it as a root key. Throws `NameStoredInClear` for a name that the file's rules leave in clear. */
  set(path: string, bytes: Buffer, dataKey: Uint8Array): void {
    const found = this.find(path);
    const keys = found === undefined || found === 'folder' ? [decodeSegment(path)] : found.keys;
    if (!this.#metadata.isEncrypted(keys)) fail({ code: 'NameStoredInClear', path });
    const node = stringNode(encryptValue({ type: 'str', bytes }, dataKey, additionalData(keys)));
    if (found !== undefined && found !== 'folder') found.replace(node);
    else
      this.#root.members.splice(
        this.#root.members.findIndex((member) => member.key === 'sops'),
        0,
        { key: keys[0] ?? '', rawKey: JSON.stringify(keys[0]), value: node },
      );
  }

  /** Encrypts every value again under a new data key. */
  reencrypt(from: Uint8Array, to: Uint8Array): void {
    for (const leaf of this.leaves()) {
      if (leaf.node.kind === 'null' || !this.#metadata.isEncrypted(leaf.keys)) continue;
      leaf.replace(stringNode(encryptValue(this.decrypt(leaf, from), to, additionalData(leaf.keys))));
    }
  }

  setRecipients(stanzas: readonly AgeStanza[]): void {
    setAge(this.#metadata.node, stanzas);
    this.#metadata = readMetadata(this.#root, this.store);
  }

  /** Writes time and MAC, and gives the file's text. */
  seal(dataKey: Uint8Array): string {
    const lastModified = `${new Date().toISOString().slice(0, 19)}Z`;
    setSeal(this.#metadata.node, lastModified, encryptValue({ type: 'str', bytes: Buffer.from(this.#mac(dataKey)) }, dataKey, lastModified));
    this.#metadata = readMetadata(this.#root, this.store);
    return writeTree(this.#root);
  }
}

/** The version of an entry: a digest of its ciphertext, which is new with every write. */
export const versionOf = (leaf: Leaf): string => createHash('sha256').update(leaf.node.raw).digest('hex').slice(0, 16);
