import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { matchesRules } from '../../analysis/scanning/collector';
import type { ScanResult } from '../../analysis/scanning/scan';
import type { ScannedFinding } from '../../analysis/scanning/scanFile';
import { readRegularFileIfThere, writeFileAtomically } from '../../base/system/atomicFile';
import { terminalText } from '../../base/display';
import { fail } from '../../base/errors';
import { type Grade, GRADES } from '../../base/finding';
import { t } from '../../base/l10n';
import { type BaselineEntry, LARGEST_BASELINE, matchBaseline, parseBaseline, serialiseBaseline } from '../../project/suppression/baseline';
import { type CommandContext, printLine } from '../context';
import { missingBaseline } from '../projects/configWarnings';
import type { ScanSource } from './scanSource';

export interface BaselineOptions {
  /** The file, relative to the working folder; absent: what tacit.json names. */
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
}

/** What a baseline made of a scan. */
export interface Baselined {
  readonly result: ScanResult;
  /** Entries within what was scanned that match nothing. */
  readonly unmatched: readonly BaselineEntry[];
  /** Absolute path of the file that was written. */
  readonly written?: string;
}

/** A finding with its path as a baseline has it. */
interface Known extends BaselineEntry {
  readonly finding: ScannedFinding;
}

/**
 * Marks the findings that the baseline knows as suppressed by it; with `writeBaseline`, first makes it say what this scan found at or above `failOn`.
 * Entries about what was not scanned stay as they are. Throws `NotFound` for a file that was named and is not there, `ArgumentInvalid` where a
 * baseline cannot be written from what was scanned, and what reading it throws.
 */
export async function applyBaseline(
  context: CommandContext,
  source: ScanSource,
  result: ScanResult,
  options: BaselineOptions & { readonly rules: readonly string[]; readonly failOn: Grade | 'never' },
): Promise<Baselined> {
  const { root, config } = source.project;
  const named = options.baseline === undefined ? undefined : resolve(context.cwd, options.baseline);
  const file = named ?? (config.baseline === undefined ? undefined : resolve(root, config.baseline));
  const writing = options.writeBaseline === true;
  if (file === undefined) return writing ? fail({ code: 'ArgumentInvalid', argument: '--baseline' }) : { result, unmatched: [] };
  const bytes = named === undefined && source.policy !== undefined ? await source.policy.read(file) : await readRegularFileIfThere(file, LARGEST_BASELINE);
  if (bytes === undefined && named !== undefined && !writing) return fail({ code: 'NotFound', path: file });
  if (bytes === undefined && !writing) printLine(context.stderr, t('warning: {0}', missingBaseline(terminalText(relative(context.cwd, file)))));
  const entries = bytes === undefined ? [] : parseBaseline(bytes.toString('utf8'), relative(context.cwd, file));
  const inside = (path: string): string => relative(root, resolve(source.base, path)).split(sep).join('/');
  const open = result.findings
    .filter(({ suppressed }) => suppressed === undefined)
    .map((finding): Known => ({ finding, path: inside(finding.path), rule: finding.rule, fingerprint: finding.fingerprint }));
  const isCovered = (entry: BaselineEntry): boolean => source.covers(resolve(root, entry.path)) && matchesRules(entry.rule, options.rules);
  const current = writing ? await renew(file, entries, open, isCovered, source, result, options.failOn) : entries;
  const { known, unmatched } = matchBaseline(current, open, (path) => existsSync(resolve(root, path)));
  const silenced = new Set([...known].map(({ finding }) => finding));
  const findings = result.findings.map((finding) => (silenced.has(finding) ? { ...finding, suppressed: { by: 'baseline' } as const } : finding));
  return { result: { ...result, findings }, unmatched: unmatched.filter(isCovered), ...(writing ? { written: file } : {}) };
}

async function renew(
  file: string,
  entries: readonly BaselineEntry[],
  open: readonly Known[],
  isCovered: (entry: BaselineEntry) => boolean,
  source: ScanSource,
  result: ScanResult,
  failOn: Grade | 'never',
): Promise<readonly BaselineEntry[]> {
  if (!source.whole || !result.complete) return fail({ code: 'ArgumentInvalid', argument: '--write-baseline' });
  const least = failOn === 'never' ? 0 : GRADES.indexOf(failOn);
  const kept = entries.filter((entry) => !isCovered(entry));
  const current = [...kept, ...open.filter(({ finding }) => GRADES.indexOf(finding.grade) >= least)];
  await writeFileAtomically(file, serialiseBaseline(current));
  return current;
}
