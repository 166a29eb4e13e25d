import { isAbsolute, relative, sep } from 'node:path';
import type { LeftOutBecause } from '../../analysis/scanning/collector';
import type { ScanResult } from '../../analysis/scanning/scan';
import type { Shard } from '../../analysis/scanning/shard';
import type { ScannedFinding } from '../../analysis/scanning/scanFile';
import type { Grade, Suppression } from '../../base/finding';
import { t } from '../../base/l10n';
import type { BaselineEntry } from '../../project/suppression/baseline';

/** What a reporter turns into text. Findings hold places only, so no format can show a value or its neighbours (THREATS 13). */
export interface Report {
  readonly result: ScanResult;
  /** Absolute path of the folder that the findings' paths are relative to. */
  readonly base: string;
  /** What leads from the working folder to `base`, for people: paths in text are such that an editor or shell opens them. Empty where they are the same. */
  readonly prefix: string;
  readonly version: string;
  /** Which part of the whole this is, where it is one. */
  readonly shard?: Shard;
  readonly includeSuppressed: boolean;
  /** Entries of the baseline that match nothing in what was scanned. */
  readonly unmatched: readonly BaselineEntry[];
  /** What was not looked at, where that was asked for. */
  readonly leftOut?: readonly LeftOut[];
  /** Where the findings that are silenced are not all there: how many there were. */
  readonly silenced?: Silenced;
}

/** A file, or a folder as a whole (its path ends in a slash), that was not looked at. */
export interface LeftOut {
  /** As that of a finding. */
  readonly path: string;
  readonly because: LeftOutBecause;
  /** What leaves out what is ignored: `built-in`, `version-control`, `tacit.json`, or the path of a `.gitignore` or the like. */
  readonly by?: string;
  /** The pattern that does. */
  readonly rule?: string;
}

/** How many findings are silenced: by a comment or an entry of tacit.json, because their rule is off, and by the baseline. */
export interface Silenced {
  readonly suppressed: number;
  readonly off: number;
  readonly baselined: number;
}

export function silenced({ result: { findings }, silenced: known }: Pick<Report, 'result' | 'silenced'>): Silenced {
  if (known !== undefined) return known;
  const count = (by: Suppression['by']): number => findings.filter(({ suppressed }) => suppressed?.by === by).length;
  return { suppressed: count('inline') + count('config'), off: count('off'), baselined: count('baseline') };
}

export const LEVEL_OF_GRADE: Readonly<Record<Grade, 'error' | 'warning' | 'note'>> = { real: 'error', likely: 'warning', placeholder: 'note' };

/** What is reported, without the suppressed ones. */
export const reported = (findings: readonly ScannedFinding[]): readonly ScannedFinding[] => findings.filter(({ suppressed }) => suppressed === undefined);

/** What was not read, or not whole, by its path as findings have it. */
export const skippedIn = ({ result, base }: Pick<Report, 'result' | 'base'>): ScanResult['skipped'] =>
  result.skipped.map(({ path, because }) => ({ path: isAbsolute(path) ? relative(base, path).split(sep).join('/') || '.' : path, because }));

/** The closing line: counts of everything, what was silenced included (THREATS 39). */
export function summary(report: Report): string {
  const { result } = report;
  const shown = reported(result.findings);
  const count = (grade: Grade): number => shown.filter((finding) => finding.grade === grade).length;
  const { suppressed, off, baselined } = silenced(report);
  return t(
    '{0} real, {1} likely, {2} placeholder; {3} suppressed{10}, {7} in the baseline; {4} files{9}, {8} ignored, {5} MB in {6} s',
    count('real'),
    count('likely'),
    count('placeholder'),
    suppressed,
    result.files,
    (result.bytes / 1e6).toFixed(1),
    (result.milliseconds / 1000).toFixed(2),
    baselined,
    result.ignored,
    result.binary === 0 ? '' : t(' ({0} of them binary)', result.binary),
    off === 0 ? '' : t(', {0} of rules that are off', off),
  );
}
