/** One of `count` parts of a scan, from 1 on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Parts that a scan can be cut into, at most. */
const MOST = 10_000;

/** `2/5`; undefined where the text says no part. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index <= shard.count && shard.count <= MOST ? shard : undefined;
}

/**
 * Whether a file is of a part, by its path below what is scanned, with slashes: the same on every machine, whatever else is there. FNV-1a over the
 * path's UTF-16 units (Fowler, Noll, Vo), mixed once more (the end of MurmurHash3), since its low bits alone are uneven.
 */
export function isOfShard({ index, count }: Shard, path: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % count === index - 1;
}
