import type { ScannedFinding } from '../scanning/scanFile';
import { type FileState, TAG_LENGTH } from './fileState';

/** What is known of one file. */
export interface Entry {
  readonly state: FileState;
  /** Keyed hash of its content, where somebody asked for such. */
  readonly tag?: Buffer;
  readonly findings: readonly ScannedFinding[];
  readonly isBinary?: boolean;
}

/** Entries by the file's path below the folder that was scanned, with slashes. */
export type Entries = Map<string, Entry>;

interface Head {
  /** What the results depend on besides the files. */
  readonly stamp: string;
  readonly count: number;
  readonly pathBytes: number;
  readonly tagged: boolean;
  /** By the entry's number; files in which nothing was found have none. */
  readonly findings: Readonly<Record<string, readonly ScannedFinding[]>>;
  /** Numbers of those that hold no text. */
  readonly binary: readonly number[];
}

const NUMBERS = 4;
const NOTHING: readonly ScannedFinding[] = [];
const NO_TAG = Buffer.alloc(TAG_LENGTH);

/**
 * One entry costs its path and some dozens of bytes: length of the head, head (JSON), paths separated by NUL, four doubles each in this machine's
 * order, tags. What seals it (`userKey.ts`) says that nobody changed it, so that the reader need not doubt what it reads.
 */
export function encodeEntries(stamp: string, entries: Entries): Buffer {
  const paths = Buffer.from([...entries.keys()].join('\0'));
  const numbers = new Float64Array(entries.size * NUMBERS);
  const findings: Record<string, readonly ScannedFinding[]> = {};
  const tags: Buffer[] = [];
  const binary: number[] = [];
  let at = 0;
  for (const { state, tag, findings: found, isBinary } of entries.values()) {
    numbers.set([state.size, state.modified, state.changed, state.inode], at * NUMBERS);
    if (found.length > 0) findings[String(at)] = found;
    if (isBinary === true) binary.push(at);
    tags.push(tag ?? NO_TAG);
    at++;
  }
  const tagged = [...entries.values()].some(({ tag }) => tag !== undefined);
  const head = Buffer.from(JSON.stringify({ stamp, count: entries.size, pathBytes: paths.length, tagged, findings, binary } satisfies Head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, paths, Buffer.from(numbers.buffer), ...(tagged ? tags : [])]);
}

/** Undefined where the stamp is another, or the lengths do not fit. */
export function decodeEntries(stamp: string, content: Buffer): Entries | undefined {
  try {
    const headEnd = 4 + content.readUInt32LE(0);
    const head = JSON.parse(content.toString('utf8', 4, headEnd)) as Head;
    if (head.stamp !== stamp) return undefined;
    const pathsEnd = headEnd + head.pathBytes;
    const numbersEnd = pathsEnd + head.count * NUMBERS * 8;
    if (content.length !== numbersEnd + (head.tagged ? head.count * TAG_LENGTH : 0)) return undefined;
    const paths = head.count === 0 ? [] : content.toString('utf8', headEnd, pathsEnd).split('\0');
    if (paths.length !== head.count) return undefined;
    // Copied, so that they stand where doubles may stand.
    const numbers = new Float64Array(new Uint8Array(content.subarray(pathsEnd, numbersEnd)).buffer);
    const entries: Entries = new Map();
    const binary = new Set(head.binary);
    paths.forEach((path, index) => {
      const [size = 0, modified = 0, changed = 0, inode = 0] = numbers.subarray(index * NUMBERS, (index + 1) * NUMBERS);
      const tag = head.tagged ? content.subarray(numbersEnd + index * TAG_LENGTH, numbersEnd + (index + 1) * TAG_LENGTH) : NO_TAG;
      const findings = head.findings[String(index)] ?? NOTHING;
      entries.set(path, {
        state: { size, modified, changed, inode },
        findings,
        ...(tag.equals(NO_TAG) ? {} : { tag }),
        ...(binary.has(index) ? { isBinary: true } : {}),
      });
    });
    return entries;
  } catch {
    return undefined;
  }
}
