import { fail } from '../../base/errors';

/** Deepest nesting read (THREATS 30). */
const DEEPEST = 64;

export interface Member {
  readonly key: string;
  /** The key as the file writes it, with quotes. */
  readonly rawKey: string;
  value: Node;
}
export interface ObjectNode {
  readonly kind: 'object';
  readonly members: Member[];
}
export interface ArrayNode {
  readonly kind: 'array';
  readonly items: Node[];
}
/** `raw` is the text as written: numbers keep every digit, strings their escapes. */
export interface ScalarNode {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  readonly raw: string;
  /** The decoded text of a string; of others the same as `raw`. */
  readonly text: string;
}
export type Node = ObjectNode | ArrayNode | ScalarNode;

export const stringNode = (text: string): ScalarNode => ({ kind: 'string', raw: JSON.stringify(text), text });

export const memberOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'object' ? node.members.find((member) => member.key === key)?.value : undefined;

/** Sets a member in place, or adds it at the end. */
export function setMember(node: ObjectNode, key: string, value: Node): void {
  const found = node.members.find((member) => member.key === key);
  if (found === undefined) node.members.push({ key, rawKey: JSON.stringify(key), value });
  else found.value = value;
}

/**
 * Strict JSON (RFC 8259) as an ordered tree. SOPS's MAC hashes values in file order and `JSON.parse` moves integer-like keys to the front,
 * so the file never goes through it. Duplicate keys, `__proto__` and depths over 64 are refused. Throws `StoreMalformed` with an offset.
 */
export function parseTree(text: string, store: string): ObjectNode {
  const reader = new Reader(text, store);
  const root = reader.document();
  return root.kind === 'object' ? root : fail({ code: 'StoreMalformed', store, offset: 0 });
}

class Reader {
  readonly #text: string;
  readonly #store: string;
  #at = 0;

  constructor(text: string, store: string) {
    this.#text = text;
    this.#store = store;
  }

  document(): Node {
    const root = this.#value(0);
    this.#blanks();
    if (this.#at !== this.#text.length) this.#bad();
    return root;
  }

  #bad(): never {
    return fail({ code: 'StoreMalformed', store: this.#store, offset: this.#at });
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return;
      this.#at++;
    }
  }

  /** Takes `expected` after blanks, if it is next. */
  #take(expected: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== expected) return false;
    this.#at++;
    return true;
  }

  #value(depth: number): Node {
    if (depth > DEEPEST) this.#bad();
    if (this.#take('{')) return this.#object(depth);
    if (this.#take('[')) return this.#array(depth);
    if (this.#text[this.#at] === '"') {
      const { raw, text } = this.#string();
      return { kind: 'string', raw, text };
    }
    const scalar = /(?:(true|false)|(null)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
    scalar.lastIndex = this.#at;
    const match = scalar.exec(this.#text);
    if (match === null) this.#bad();
    this.#at += match[0].length;
    const kind = match[1] !== undefined ? 'boolean' : match[2] !== undefined ? 'null' : 'number';
    return { kind, raw: match[0], text: match[0] };
  }

  #object(depth: number): ObjectNode {
    const members: Member[] = [];
    const seen = new Set<string>();
    if (this.#take('}')) return { kind: 'object', members };
    do {
      this.#blanks();
      const { raw, text } = this.#string();
      if (seen.has(text) || text === '__proto__') this.#bad();
      seen.add(text);
      if (!this.#take(':')) this.#bad();
      members.push({ key: text, rawKey: raw, value: this.#value(depth + 1) });
    } while (this.#take(','));
    if (!this.#take('}')) this.#bad();
    return { kind: 'object', members };
  }

  #array(depth: number): ArrayNode {
    const items: Node[] = [];
    if (this.#take(']')) return { kind: 'array', items };
    do items.push(this.#value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#bad();
    return { kind: 'array', items };
  }

  #string(): { raw: string; text: string } {
    const start = this.#at;
    if (this.#text[start] !== '"') this.#bad();
    for (this.#at++; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (Number.isNaN(code) || code < 0x20) this.#bad();
      if (code === 0x5c) this.#at++;
    }
    const raw = this.#text.slice(start, ++this.#at);
    try {
      return { raw, text: JSON.parse(raw) as string };
    } catch {
      return this.#bad();
    }
  }
}

/** The text of a tree as sops writes JSON: tabs, one member a line, a line end last. What was read is written as it was. */
export function writeTree(root: Node): string {
  const parts: string[] = [];
  const put = (node: Node, indent: string): void => {
    if (node.kind === 'object') {
      if (node.members.length === 0) return void parts.push('{}');
      parts.push('{\n');
      node.members.forEach((member, index) => {
        parts.push(indent, '\t', member.rawKey, ': ');
        put(member.value, `${indent}\t`);
        parts.push(index === node.members.length - 1 ? '\n' : ',\n');
      });
      parts.push(indent, '}');
    } else if (node.kind === 'array') {
      if (node.items.length === 0) return void parts.push('[]');
      parts.push('[\n');
      node.items.forEach((item, index) => {
        parts.push(indent, '\t');
        put(item, `${indent}\t`);
        parts.push(index === node.items.length - 1 ? '\n' : ',\n');
      });
      parts.push(indent, ']');
    } else parts.push(node.raw);
  };
  put(root, '');
  parts.push('\n');
  return parts.join('');
}
