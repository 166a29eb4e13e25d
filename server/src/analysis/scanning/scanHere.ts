import { statSync } from 'node:fs';
import { abandonParser, isParserBroken } from '../../syntax/grammars';
import type { ScannedFiles, SkipReason } from './collector';
import type { FileScanner, ScannedFile, ScannedFinding, UnmatchedComment } from './scanFile';
import { TOO_SLOW, withinTime } from './timeLimit';

/** Milliseconds of files that are scanned under one limit: a limit for each would cost a small scan a tenth. */
const RUN = 1_000;
/** Bytes from which on a file has a limit of its own. */
const LARGE = 1 << 20;

/** What stands for a file whose grammar had to be loaded: it is scanned once more, under a limit again. */
const AGAIN: ScannedFile = { bytes: 0, findings: [] };
const again = (): ScannedFile => AGAIN;

/**
 * Scans files one after the other on this thread, where nobody watches from outside. One that takes longer than `timeFor` its bytes is ended and named, as a
 * worker that hangs is (THREATS 48). From then on the parser of this thread is not trusted any more: `left` are the files behind it, for another thread.
 */
export async function scanHere(
  scanner: FileScanner,
  paths: readonly string[],
  timeFor: (bytes: number) => number,
): Promise<{ readonly scanned: ScannedFiles; readonly left: readonly string[] }> {
  const findings: ScannedFinding[] = [];
  const skipped: { path: string; because: SkipReason }[] = [];
  const unmatchedComments: UnmatchedComment[] = [];
  let bytes = 0;
  let at = 0;
  const take = (path: string, scanned: ScannedFile): void => {
    at++;
    bytes += scanned.bytes;
    if (scanned.findings.length > 0) findings.push(...scanned.findings);
    if (scanned.skipped !== undefined) skipped.push({ path, because: scanned.skipped });
    if (scanned.unmatchedComments !== undefined) unmatchedComments.push(...scanned.unmatchedComments);
  };
  const wasBroken = isParserBroken();
  for (let path = paths[0]; path !== undefined && (wasBroken || !isParserBroken()); path = paths[at]) {
    const begun = performance.now();
    const waits = withinTime(timeFor(sizeOf(path)) + RUN, () => {
      for (let each = paths[at]; each !== undefined; each = paths[at]) {
        if (performance.now() - begun > RUN || (each !== path && sizeOf(each) > LARGE)) return undefined;
        const scanned = scanner.scan(each, again);
        if (scanned instanceof Promise) return scanned;
        take(each, scanned);
      }
      return undefined;
    });
    if (waits === TOO_SLOW) {
      abandonParser();
      take(paths[at] ?? path, { bytes: 0, findings: [], skipped: 'too-slow' });
    } else await waits;
  }
  return { scanned: { files: at, bytes, findings, skipped, unmatchedComments }, left: paths.slice(at) };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** As `scanHere`, of bytes that are at hand: what `scan` gives, which is asked once more where a grammar had to be loaded. */
export async function limited(
  bytes: number,
  timeFor: (bytes: number) => number,
  scan: (again: () => ScannedFile) => ScannedFile | Promise<ScannedFile>,
): Promise<ScannedFile> {
  for (;;) {
    const scanned = withinTime(timeFor(bytes), () => scan(again));
    if (scanned === TOO_SLOW) {
      abandonParser();
      return { bytes: 0, findings: [], skipped: 'too-slow' };
    }
    const result = scanned instanceof Promise ? await scanned : scanned;
    if (result !== AGAIN) return result;
  }
}
