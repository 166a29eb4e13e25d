import type { Checks } from '../analyse';
import type { ScannedFile, ScannedFinding, UnmatchedComment } from './scanFile';
import type { ScanOptions, ScanResult } from './scan';

/**
 * `failed`: a detector broke on it. What it threw is dropped, since it could quote the text (THREATS 10).
 * `too-slow`: it took longer than any file should (THREATS 48).
 * `too-many`: more was found in it than is told.
 * `too-long`: too long for a parser, so it was not checked for what it logs.
 * `cut-off`: history that a shallow clone has not got.
 */
export const SKIP_REASONS = ['unreadable', 'too-large', 'not-a-file', 'binary', 'failed', 'too-slow', 'too-many', 'too-long', 'cut-off'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const matchesRules = (rule: string, rules: readonly string[]): boolean => rules.length === 0 || rules.some((wanted) => rule.startsWith(wanted));

/** The checks of which any rule is wanted: the others do not run. */
export function checksFor(rules: readonly string[]): Checks {
  const wants = (prefix: string): boolean => rules.length === 0 || rules.some((rule) => rule.startsWith(prefix) || prefix.startsWith(rule));
  return { credential: wants('credential.'), logging: wants('logging.') };
}

/** What many files held, in one message. */
export interface ScannedFiles {
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly ScannedFinding[];
  readonly skipped: readonly { readonly path: string; readonly because: SkipReason }[];
  readonly unmatchedComments: readonly UnmatchedComment[];
}

/** Why something of a folder is not looked at, so that nothing can be said of it, and nothing need be: it is no file of the project's text. */
export type LeftOutBecause = 'ignored' | 'binary' | 'link' | 'no-file';

/** What a scan found so far. */
export class Collector {
  readonly #findings: ScannedFinding[] = [];
  readonly #skipped: { readonly path: string; readonly because: SkipReason }[] = [];
  readonly #unmatchedComments: UnmatchedComment[] = [];
  readonly #options: Pick<ScanOptions, 'rules' | 'onProgress' | 'onLeftOut'>;
  #files = 0;
  #bytes = 0;
  #ignored = 0;
  readonly #binary: string[] = [];

  constructor(options: Pick<ScanOptions, 'rules' | 'onProgress' | 'onLeftOut'>) {
    this.#options = options;
  }

  take(path: string, file: ScannedFile): void {
    const skipped = file.skipped === undefined ? [] : [{ path, because: file.skipped }];
    const { bytes, findings, unmatchedComments = [] } = file;
    this.takeMany({ files: 1, bytes, findings, skipped, unmatchedComments });
  }

  takeMany({ files, bytes, findings, skipped, unmatchedComments }: ScannedFiles): void {
    const shown = Math.floor(this.#files / 500);
    this.#files += files;
    this.#bytes += bytes;
    for (const finding of findings) if (matchesRules(finding.rule, this.#options.rules)) this.#findings.push(finding);
    for (const { path, because } of skipped) this.skip(path, because);
    this.#unmatchedComments.push(...unmatchedComments);
    if (Math.floor(this.#files / 500) > shown) this.#options.onProgress?.(this.#files);
  }

  skip(path: string, because: SkipReason): void {
    if (because === 'binary') {
      this.#binary.push(path);
      this.#options.onLeftOut?.(path, 'binary', false);
    } else if (because === 'not-a-file') this.#options.onLeftOut?.(path, 'no-file', false);
    else this.#skipped.push({ path, because });
  }

  /** A file or a whole folder was left out, as the project says. */
  ignore(path: string, isFolder: boolean): void {
    this.#ignored++;
    this.#options.onLeftOut?.(path, 'ignored', isFolder);
  }

  /** A link, or what is neither a file nor a folder. */
  unopened(path: string, isLink: boolean): void {
    this.#options.onLeftOut?.(path, isLink ? 'link' : 'no-file', false);
  }

  /** The files that hold no text. */
  get binary(): readonly string[] {
    return this.#binary;
  }

  result(milliseconds: number): ScanResult {
    return {
      findings: this.#findings.sort(byPlace),
      files: this.#files,
      bytes: this.#bytes,
      ignored: this.#ignored,
      binary: this.#binary.length,
      skipped: this.#skipped.sort((a, b) => (a.path < b.path ? -1 : 1)),
      unmatchedComments: this.#unmatchedComments.sort(byLine),
      complete: isComplete(this.#skipped),
      milliseconds,
    };
  }
}

/** In order of path, position and rule. */
export const byPlace = (a: ScannedFinding, b: ScannedFinding): number =>
  a.path === b.path ? a.start.line - b.start.line || a.start.character - b.start.character || (a.rule < b.rule ? -1 : 1) : a.path < b.path ? -1 : 1;

export const byLine = (a: UnmatchedComment, b: UnmatchedComment): number => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1);

const isComplete = (skipped: ScanResult['skipped']): boolean => skipped.every(({ because }) => !leavesUnread(because));

/** Whether what was left out for that could have been read: then "nothing found" is not known of it. */
export const leavesUnread = (because: SkipReason): boolean => because !== 'not-a-file' && because !== 'binary' && because !== 'too-long';
