import { createHmac, randomBytes } from 'node:crypto';
import { throwIfAborted } from '../../base/errors';
import { Collector, type SkipReason } from './collector';
import type { ScanOptions, ScanResult } from './scan';
import { FileScanner, type ScannedFinding } from './scanFile';
import type { AddedLines } from '../git/gitChanges';
import { timeForFile } from './poolWorker';
import { limited } from './scanHere';

/** A text that is no file of the working tree: what is staged, what a commit holds, what came over standard input. */
export interface TextToScan {
  /** Absolute: its language, and the name it is reported under. */
  readonly path: string;
  /** Absent where it was not read: then `because` says why. */
  readonly bytes: Buffer | undefined;
  /** `ignored`: it is left out, as the project says; counted and no more. */
  readonly because?: SkipReason | 'ignored';
  /** Only findings that touch these lines are reported, or that were none before; absent: all. */
  readonly added?: readonly AddedLines[];
  /** What stood there before the change. Asked for only where something is found on a line that was left as it was. */
  readonly before?: { readonly bytes: () => Promise<Buffer | undefined>; readonly lineOf: (line: number) => number };
  /** Of history: what brought it. A finding that several versions of a file have is told of the first. */
  readonly commit?: { readonly id: string; readonly date: string };
}

/** As `scan`, for texts that somebody hands over, on this thread. Paths are reported relative to `base`. Throws what the source throws. */
export async function scanTexts(
  options: Pick<ScanOptions, 'project' | 'rules' | 'inline' | 'onProgress' | 'onLeftOut' | 'signal'>,
  base: string,
  texts: AsyncIterable<TextToScan>,
): Promise<ScanResult> {
  const started = performance.now();
  const collector = new Collector(options);
  // Two values of one place may have one fingerprint (DESIGN §4: eight bits). Under a key of this scan alone they are told apart, and nobody learns it.
  const key = randomBytes(32);
  const identify = (value: string): string => createHmac('sha256', key).update(value).digest('base64');
  const scanner = new FileScanner(options.project, base, options.rules, options.inline, identify);
  const told = new Set<string>();
  for await (const { path, bytes, added, before, because = 'too-large', commit } of texts) {
    throwIfAborted(options.signal);
    if (bytes === undefined) {
      if (because === 'ignored') collector.ignore(path, false);
      else if (because === 'cut-off') collector.skip(path, because);
      else collector.take(path, { bytes: 0, findings: [], skipped: because });
      continue;
    }
    // Of history there are too many for a limit of each.
    const started =
      commit === undefined ? limited(bytes.length, timeForFile, (again) => scanner.scanBytes(path, bytes, again)) : scanner.scanBytes(path, bytes);
    const seen = started instanceof Promise ? await started : started;
    const fresh = commit === undefined ? seen.findings : seen.findings.filter(isFirst(told));
    const scanned = { ...seen, findings: fresh.map(({ identity: _, ...finding }) => finding) };
    // Of a change or of history nothing is said about comments that stand there still: they are the whole's business.
    const file = added === undefined && commit === undefined ? scanned : { ...scanned, unmatchedComments: [] };
    if (file.findings.length === 0) collector.take(path, file);
    else if (commit !== undefined) collector.take(path, { ...file, findings: file.findings.map((finding) => ({ ...finding, commit })) });
    else if (added === undefined) collector.take(path, file);
    else collector.take(path, { ...file, findings: await ofChange(file.findings, added, path, before, scanner) });
  }
  return collector.result(performance.now() - started);
}

/** Whether this value was not yet told of its file. */
const isFirst =
  (told: Set<string>) =>
  ({ path, rule, fingerprint, identity = '' }: ScannedFinding): boolean =>
    told.size < told.add(`${path}\0${rule}\0${fingerprint}\0${identity}`).size;

/** The findings on lines that a change added, and those that it made of lines that it left alone: what they print may come from elsewhere in the file. */
async function ofChange(
  findings: readonly ScannedFinding[],
  added: readonly AddedLines[],
  path: string,
  before: TextToScan['before'],
  scanner: FileScanner,
): Promise<readonly ScannedFinding[]> {
  if (before === undefined || findings.every((finding) => touches(finding, added))) return findings.filter((finding) => touches(finding, added));
  const bytes = await before.bytes();
  const earlier = bytes === undefined ? undefined : await limited(bytes.length, timeForFile, (again) => scanner.scanBytes(path, bytes, again));
  if (earlier === undefined) return findings.filter((finding) => touches(finding, added));
  const keyOf = ({ rule, grade, suppressed, start }: ScannedFinding, line: number): string =>
    `${rule} ${grade} ${String(suppressed === undefined)} ${line}:${start.character}`;
  const known = new Set(earlier.findings.map((finding) => keyOf(finding, finding.start.line)));
  return findings.filter((finding) => touches(finding, added) || !known.has(keyOf(finding, before.lineOf(finding.start.line))));
}

const touches = ({ start, end }: ScannedFinding, added: readonly AddedLines[]): boolean =>
  added.some((lines) => start.line < lines.end && end.line >= lines.start);
