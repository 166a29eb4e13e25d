import { join } from 'node:path';
import { fail, throwIfAborted } from '../../base/errors';
import { type Git, NO_DIFF_PROGRAMS } from '../../base/system/git';
import { detectEncoding } from '../scanning/decode';

/** Lines that a change added: zero-based, `end` exclusive. */
export interface AddedLines {
  readonly start: number;
  readonly end: number;
}

/** A file that a change added or changed, as git has it. */
export interface ChangedFile {
  /** Absolute. */
  readonly path: string;
  /** The object that holds the new content. */
  readonly blob: string;
  /** Absent where all of it is new to the scan: then every line counts. */
  readonly added?: readonly AddedLines[];
  /** What stood there before, where it is not all new. */
  readonly before?: Earlier;
}

/** The content that a change began from. */
export interface Earlier {
  /** Absolute. */
  readonly path: string;
  readonly blob: string;
  /** Where each line that a change left as it was stood before, from zero. */
  readonly lineOf: (line: number) => number;
}

/** What to compare: what is staged with the last commit, or two commits (`A..B`, or `A...B` for what B did since it left A). */
export type Comparison = 'staged' | { readonly range: string };

/** A name of a commit, or two with `..` or `...` between: no option, no path, nothing that git would run. */
const RANGE = /^(?![-.])[\w./@{}^~+-]{1,200}?(?:\.{2,3}(?![-.])[\w./@{}^~+-]{1,200})?$/;

/** Whether a text can say which commits to compare. */
export const isRange = (text: string): boolean => RANGE.test(text);

/** `--raw -z`: `:<mode> <mode> <id> <id> <status>\0<path>\0`, and of what was renamed both paths. Of links and submodules there is nothing to read. */
const RECORD = /^:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) ([AMT]|R\d+)$/;

/** Options that keep a repository's configuration from changing what we parse. */
const PLAIN = ['--no-color', '--find-renames', '--relative', '--submodule=short', '--ignore-submodules=all', '-O/dev/null', ...NO_DIFF_PROGRAMS];

/**
 * The files below `folder` that a change added or changed, and which lines. `git` must stand in `folder`. Throws `ArgumentInvalid` for a
 * range that is none, `GitFailed` where git does not answer (no repository, no such commit).
 */
export async function changedFiles(git: Git, folder: string, compare: Comparison, signal?: AbortSignal): Promise<readonly ChangedFile[]> {
  const what = compare === 'staged' ? ['--cached'] : [rangeOf(compare.range)];
  const ask = (...parameters: string[]): Promise<Buffer | undefined> => git.run(['diff', ...parameters, ...PLAIN, ...what, '--'], undefined, signal);
  const raw = await ask('--raw', '-z', '--no-abbrev', '--diff-filter=AMRT');
  // Type changes are two sections of a patch each; the others are one each, in the same order.
  const patch = await ask('-U0', '--inter-hunk-context=0', '--diff-filter=AMR');
  throwIfAborted(signal);
  if (raw === undefined || patch === undefined) return fail({ code: 'GitFailed' });
  const sections = hunksOf(patch);
  const files: ChangedFile[] = [];
  const fields = raw.toString('utf8').split('\0');
  let section = 0;
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = '', earlier = '', blob = '', status = ''] = RECORD.exec(fields[at] ?? '') ?? fail({ code: 'GitFailed' });
    const hunks = status === 'T' ? undefined : sections[section++];
    const from = join(folder, fields[at + 1] ?? '');
    const isRenamed = status.startsWith('R');
    if (isRenamed) at++;
    const path = isRenamed ? join(folder, fields[at + 1] ?? '') : from;
    if (!mode.startsWith('100') || (earlier === blob && !isRenamed)) continue;
    // Where git shows no lines of what it says has changed, all of them count.
    if (hunks === undefined || status === 'A' || (hunks.length === 0 && earlier !== blob)) files.push({ path, blob });
    else files.push({ path, blob, added: hunks.filter(({ start, end }) => end > start), before: { path: from, blob: earlier, lineOf: lineBefore(hunks) } });
  }
  if (section !== sections.length) return fail({ code: 'GitFailed' });
  return files;
}

function rangeOf(range: string): string {
  if (!isRange(range)) return fail({ code: 'ArgumentInvalid', argument: 'range' });
  return range.includes('..') ? range : `${range}...HEAD`;
}

/** Lines that stand in the place of others. */
interface Hunk extends AddedLines {
  readonly removed: number;
}

/** For each file of a patch without context, in order: what it changed. A line of content never begins as a header does: it has a sign before it. */
function hunksOf(patch: Buffer): Hunk[][] {
  const sections: Hunk[][] = [];
  for (const line of patch.toString('latin1').split('\n')) {
    if (line.startsWith('diff --git ')) sections.push([]);
    const hunk = line.startsWith('@@ ') ? /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) : null;
    if (hunk === null) continue;
    const count = Number(hunk[3] ?? 1);
    // A hunk that only removes adds nothing: its start names the line before it.
    const start = count === 0 ? Number(hunk[2]) : Number(hunk[2]) - 1;
    sections.at(-1)?.push({ start, end: start + count, removed: Number(hunk[1] ?? 1) });
  }
  return sections;
}

/** Where a line stood that none of the hunks added. */
const lineBefore =
  (hunks: readonly Hunk[]) =>
  (line: number): number =>
    hunks.reduce((at, { start, end, removed }) => (end <= line ? at + removed - (end - start) : at), line);

/** Most bytes of objects asked for at once: 16 MiB, well below what one answer of git may be long. */
const AT_ONCE = 16 * 1024 * 1024;

/**
 * The contents of objects, each read once, in the order given; of one that is larger than `largest` bytes what can be said of it.
 * Throws `GitFailed` where one is not there.
 */
export async function* readBlobs(
  git: Git,
  ids: readonly string[],
  largest: number,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly id: string; readonly bytes: Buffer | 'too-large' | 'binary' }> {
  const sizes = await git.run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], ids.map((id) => `${id}\n`).join(''), signal);
  const sized = (sizes?.toString('latin1') ?? '').split('\n').flatMap((line) => {
    const [, id = '', size = ''] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
    return id === '' ? [] : [{ id, size: Number(size) }];
  });
  if (sized.length !== ids.length) return fail({ code: 'GitFailed' });
  for (let at = 0; at < sized.length;) {
    const group: { id: string; size: number }[] = [];
    let bytes = 0;
    for (let next = sized[at]; next !== undefined && (group.length === 0 || bytes + next.size <= AT_ONCE); next = sized[++at]) {
      group.push(next);
      if (next.size <= largest) bytes += next.size;
    }
    yield* readGroup(git, group, largest, signal);
  }
}

/** `cat-file --batch` answers `<id> blob <size>\n<content>\n` for each. */
async function* readGroup(
  git: Git,
  group: readonly { readonly id: string; readonly size: number }[],
  largest: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly id: string; readonly bytes: Buffer | 'too-large' | 'binary' }> {
  const wanted = group.filter(({ size }) => size <= largest);
  const output = wanted.length === 0 ? Buffer.alloc(0) : await git.run(['cat-file', '--batch'], wanted.map(({ id }) => `${id}\n`).join(''), signal);
  throwIfAborted(signal);
  if (output === undefined) return fail({ code: 'GitFailed' });
  let at = 0;
  for (const { id, size } of group) {
    if (size > largest) {
      yield { id, bytes: await kindOfLarge(git, id, signal) };
      continue;
    }
    const head = `${id} blob ${size}\n`;
    if (output.toString('latin1', at, at + head.length) !== head) return fail({ code: 'GitFailed' });
    at += head.length;
    yield { id, bytes: output.subarray(at, at + size) };
    at += size + 1;
  }
}

/** Whether a large object holds text, by how it begins. */
async function kindOfLarge(git: Git, id: string, signal: AbortSignal | undefined): Promise<'too-large' | 'binary'> {
  const stream = git.stream(['cat-file', 'blob', id], signal);
  try {
    for await (const chunk of stream.stdout) return detectEncoding(chunk) === undefined ? 'binary' : 'too-large';
    return 'too-large';
  } finally {
    stream.stop();
    await stream.ended;
  }
}
