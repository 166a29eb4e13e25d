/** Names shown at once: more than anybody reads, and as much as the editor draws without a pause. */
const MOST_SHOWN = 200;

/** What a person can search by. */
export interface Named {
  readonly label: string;
  readonly description?: string;
}

/**
 * Filters names while a person types, whatever their number: each word has to stand somewhere in the name or its vault. A name of which a part begins
 * with the first word goes before others.
 */
export class NameFilter<T extends Named> {
  readonly #entries: readonly { readonly node: T; readonly text: string }[];

  constructor(nodes: readonly T[]) {
    this.#entries = nodes.map((node) => ({ node, text: `/${node.label}\n${node.description ?? ''}`.toLowerCase() }));
  }

  /** The first of those that match, and how many more there are. */
  find(query: string): { readonly shown: readonly T[]; readonly more: number } {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const [first = ''] = words;
    const beginnings = [`/${first}`, `#${first}`];
    const near: T[] = [];
    const far: T[] = [];
    let count = 0;
    for (const { node, text } of this.#entries) {
      if (!words.every((word) => text.includes(word))) continue;
      count++;
      const fitting = beginnings.some((beginning) => text.includes(beginning)) ? near : far;
      if (fitting.length < MOST_SHOWN) fitting.push(node);
    }
    const shown = [...near, ...far].slice(0, MOST_SHOWN);
    return { shown, more: count - shown.length };
  }
}
