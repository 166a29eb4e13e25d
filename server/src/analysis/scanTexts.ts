import { throwIfAborted } from '../base/errors';
import { Collector } from './collector';
import { checksFor, type ScanOptions, type ScanResult } from './scan';
import { FileScanner, type ScannedFinding } from './scanFile';
import type { AddedLines } from './gitChanges';

/** A text that is no file of the working tree: what is staged, what a commit holds, what came over standard input. */
export interface TextToScan {
  /** Absolute: its language, and the name it is reported under. */
  readonly path: string;
  /** Absent where it is too large to be read. */
  readonly bytes: Buffer | undefined;
  /** Only findings that touch these lines are reported; absent: all. */
  readonly added?: readonly AddedLines[];
}

/** As `scan`, for texts that somebody hands over, on this thread. Paths are reported relative to `base`. Throws what the source throws. */
export async function scanTexts(
  options: Pick<ScanOptions, 'project' | 'rules' | 'onProgress' | 'signal'>,
  base: string,
  texts: AsyncIterable<TextToScan>,
): Promise<ScanResult> {
  const started = performance.now();
  const collector = new Collector(options);
  const scanner = new FileScanner(options.project, base, checksFor(options.rules));
  for await (const { path, bytes, added } of texts) {
    throwIfAborted(options.signal);
    if (bytes === undefined) collector.take(path, { bytes: 0, findings: [], skipped: 'too-large' });
    else {
      const file = await scanner.scanBytes(path, bytes);
      collector.take(path, added === undefined ? file : { ...file, findings: file.findings.filter((finding) => touches(finding, added)) });
    }
  }
  return collector.result(performance.now() - started);
}

const touches = ({ start, end }: ScannedFinding, added: readonly AddedLines[]): boolean =>
  added.some((lines) => start.line < lines.end && end.line >= lines.start);
