import { join, resolve } from 'node:path';
import { fail, type TacitError, throwIfAborted, toTacitError } from '../../base/errors';
import { type Git, type GitStream, NO_DIFF_PROGRAMS } from '../../base/system/git';
import { purposeOf } from '../../checks/credential/illustration';
import { readSmallFile } from '../../project/ignoring/gitFolder';
import { languageOf } from '../../syntax/languages';
import { isRange } from './gitChanges';
import { detectEncoding } from '../scanning/decode';
import type { TextToScan } from '../scanning/scanTexts';

/** The commit that brought a content. */
export interface Commit {
  /** The whole object id. */
  readonly id: string;
  /** When it was committed, ISO 8601. */
  readonly date: string;
}

/** A content as history first had it. */
interface Introduced {
  readonly path: string;
  readonly blob: string;
  readonly commit: Commit;
}

/**
 * Oldest first, so that a content is told with the commit that brought it; of a merge what it has that its first parent has not, which is told of the
 * merge only where no branch brought it.
 */
const LOG = [
  'log',
  '--raw',
  '-z',
  '--no-abbrev',
  '--root',
  '--diff-merges=first-parent',
  '--reverse',
  '--topo-order',
  '--diff-filter=AMT',
  '--format=%x01%H%x02%cI',
  ...['--no-color', '--no-renames', '--relative', '--submodule=short', '--ignore-submodules=all', '-O/dev/null'],
  ...NO_DIFF_PROGRAMS,
];
const COMMIT = /^\u0001([0-9a-f]{40,64})\u0002([0-9T:Z+-]{10,40})$/;
const RECORD = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]{40,64}) [AMT]$/;

/** Largest list of the ends of a shallow clone: 16 MiB, some 400,000 commits. */
const LARGEST_SHALLOW = 16 * 1024 * 1024;

/** A content is looked at under so many kinds of path at most, so that copies of it cost no more than that. */
const MOST_KINDS = 8;

/** What a path says of how its content is judged: its language, and whether it is of tests, documentation, … */
export const kindOf = (path: string): string => `${languageOf(path)} ${purposeOf(path) ?? ''}`;

/** Which contents were seen, and under which kinds of path. */
class Seen {
  readonly #first = new Map<string, string>();
  /** Of those under several kinds. */
  readonly #more = new Map<string, Set<string>>();

  /** True where this content was not yet seen under such a path. */
  add(blob: string, path: string): boolean {
    // 64 bits of an id: two of ten million contents share them once in 300,000 repositories.
    const short = blob.slice(0, 16);
    const kind = kindOf(path);
    const first = this.#first.get(short);
    if (first === undefined) {
      this.#first.set(short, kind);
      return true;
    }
    if (first === kind) return false;
    const kinds = this.#more.get(short) ?? new Set([first]);
    if (kinds.has(kind) || kinds.size >= MOST_KINDS) return false;
    this.#more.set(short, kinds.add(kind));
    return true;
  }
}

/**
 * Every content that the commits of `git log` brought below `folder` to a path that is wanted, once for each kind of path: what lay at an ignored path
 * first, or among tests, is told of where it came to count. Throws `GitFailed` where git does not answer.
 */
async function* introduced(
  stream: GitStream,
  folder: string,
  wanted: (path: string) => boolean,
  onCommit: (commit: Commit) => void,
): AsyncGenerator<Introduced> {
  const seen = new Seen();
  let commit: Commit | undefined;
  let record: RegExpExecArray | undefined;
  for await (const field of fields(stream)) {
    if (record !== undefined) {
      const [, mode = '', blob = ''] = record;
      record = undefined;
      if (commit === undefined || !mode.startsWith('100')) continue;
      const path = join(folder, field);
      if (!wanted(path) || !seen.add(blob, path)) continue;
      yield { path, blob, commit };
      continue;
    }
    record = RECORD.exec(field) ?? undefined;
    if (record !== undefined) continue;
    const [, id, date] = COMMIT.exec(field) ?? [];
    if (id === undefined || date === undefined) return fail({ code: 'GitFailed' });
    onCommit((commit = { id, date }));
  }
  if (!(await stream.ended)) fail({ code: 'GitFailed' });
}

/** What git writes between NULs. */
async function* fields({ stdout }: GitStream): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stdout) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, from)) {
      yield bytes.toString('utf8', from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
}

/** The commits at which a shallow clone ends, by the file in which git keeps them. */
async function shallowCommits(git: Git, folder: string): Promise<ReadonlySet<string>> {
  const path = (await git.run(['rev-parse', '--git-path', 'shallow']))?.toString('utf8').replace(/\n$/, '') ?? '';
  const text = path === '' ? undefined : readSmallFile(resolve(folder, path), LARGEST_SHALLOW);
  return new Set(text?.split('\n'));
}

/** Contents asked for before the first is answered, at most. Their answers are longer than what git holds back before it writes. */
const AHEAD = 4096;

/**
 * The texts of a range's history, each read once, through one `git cat-file --batch` that is asked while `git log` still goes on. What `wanted` (by
 * absolute path) refuses is not read there; of what is left, `ours` takes a part by the path that a content first had. `largest` in bytes: a larger one is told without its content. `git` must stand in `folder`. No range: all
 * branches and tags. Throws `ArgumentInvalid` for a range that is none, `GitFailed` where git does not answer.
 */
export async function* historyTexts(
  git: Git,
  folder: string,
  options: {
    readonly range: string | undefined;
    readonly largest: number;
    readonly wanted: (path: string) => boolean;
    readonly ours: (path: string) => boolean;
    readonly signal?: AbortSignal;
  },
): AsyncGenerator<TextToScan> {
  const { signal, largest, range } = options;
  if (range !== undefined && !isRange(range)) fail({ code: 'ArgumentInvalid', argument: 'range' });
  // Before the streams are there: what they say while nobody listens is lost.
  const shallow = await shallowCommits(git, folder);
  const log = git.stream([...LOG, ...(range === undefined ? ['--all'] : ['--end-of-options', range]), '--'], signal);
  log.stdin.end();
  const stream = git.stream(['cat-file', '--batch', '--buffer'], signal);
  const asked: Introduced[] = [];
  const state: { fed: boolean; over: boolean; failure?: TacitError } = { fed: false, over: false };
  let wake: (() => void) | undefined;
  const turn = (): Promise<void> => new Promise((done) => (wake = done));
  const woken = (): void => {
    wake?.();
    wake = undefined;
  };
  const reached = { cutOff: false };
  const onCommit = ({ id }: Commit): void => {
    if (shallow.has(id)) reached.cutOff = true;
  };
  const feed = async (): Promise<void> => {
    try {
      for await (const content of introduced(log, folder, options.wanted, onCommit)) {
        if (!options.ours(content.path)) continue;
        asked.push(content);
        woken();
        if (!stream.stdin.write(`${content.blob}\n`) || asked.length > AHEAD) while (asked.length > AHEAD / 2 && !state.over) await turn();
      }
    } catch (thrown) {
      state.failure = toTacitError(thrown, 'git');
    }
    state.fed = true;
    stream.stdin.end();
    woken();
  };
  const feeding = feed();
  const answers = new Answers(stream);
  try {
    for (;;) {
      while (asked.length === 0 && !state.fed) await turn();
      const next = asked.shift();
      if (next === undefined) break;
      const { path, commit } = next;
      const bytes = await answers.next(next.blob, largest);
      if (asked.length < AHEAD / 2) woken();
      throwIfAborted(signal);
      // What git knows of and has not got cannot be said to be clean.
      if (typeof bytes !== 'string') yield { path, commit, bytes };
      else yield { path, commit, bytes: undefined, because: bytes === 'missing' ? 'unreadable' : bytes };
    }
  } finally {
    // Also where nobody wants the rest.
    state.over = true;
    log.stop();
    stream.stop();
    woken();
    await feeding;
  }
  if (state.failure !== undefined) throw state.failure;
  if (reached.cutOff) yield { path: folder, bytes: undefined, because: 'cut-off' };
}

/** Reads `<id> <type> <size>\n<content>\n` for each object that was asked for. */
class Answers {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor({ stdout }: GitStream) {
    this.#chunks = stdout[Symbol.asyncIterator]();
  }

  /** The content; where it is larger than `largest`, which is then passed by in pieces, what of it can be said; `missing` where git has not got it. */
  async next(id: string, largest: number): Promise<Buffer | 'too-large' | 'binary' | 'missing'> {
    const head = await this.#line();
    if (head === `${id} missing`) return 'missing';
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(head) ?? fail({ code: 'GitFailed' });
    const length = Number(size);
    if (!head.startsWith(id)) fail({ code: 'GitFailed' });
    if (length > largest && this.#at === this.#chunk.length) await this.#more();
    const tooLarge = length > largest && detectEncoding(this.#chunk.subarray(this.#at)) === undefined ? 'binary' : 'too-large';
    const bytes = await this.#take(length, length <= largest);
    await this.#take(1, false);
    return bytes ?? tooLarge;
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) fail({ code: 'GitFailed' });
    this.#chunk = next.value as Buffer;
    this.#at = 0;
  }

  async #line(): Promise<string> {
    let line = '';
    for (;;) {
      const end = this.#chunk.indexOf(10, this.#at);
      line += this.#chunk.toString('latin1', this.#at, end === -1 ? undefined : end);
      if (end !== -1) {
        this.#at = end + 1;
        return line;
      }
      if (line.length > 200) fail({ code: 'GitFailed' });
      await this.#more();
    }
  }

  async #take(length: number, keep: boolean): Promise<Buffer | undefined> {
    if (keep && this.#at + length <= this.#chunk.length) return this.#chunk.subarray(this.#at, (this.#at += length));
    const bytes = keep ? Buffer.allocUnsafe(length) : undefined;
    for (let taken = 0; taken < length;) {
      if (this.#at === this.#chunk.length) await this.#more();
      const part = this.#chunk.subarray(this.#at, this.#at + Math.min(length - taken, this.#chunk.length - this.#at));
      bytes?.set(part, taken);
      taken += part.length;
      this.#at += part.length;
    }
    return bytes;
  }
}
