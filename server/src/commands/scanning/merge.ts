import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { byLine, byPlace } from '../../analysis/scanning/collector';
import { readRegularFile } from '../../base/system/atomicFile';
import { terminalText } from '../../base/display';
import type { Grade } from '../../base/finding';
import { t } from '../../base/l10n';
import { type CommandContext, EXIT, printLine } from '../context';
import { LARGEST_REPORT, readSarif, type ReadReport } from '../reporters/readSarif';
import type { Report } from '../reporters/report';
import { exitCodeOf, type ReportOptions, writeReport } from '../reporters/write';

export interface MergeOptions extends ReportOptions {
  readonly failOn: Grade | 'never';
}

/**
 * `tacit merge FILE…`: one report of the reports that the parts of a scan wrote (SARIF), as the whole scan would have. Refuses what is not all of one
 * scan: a part that is missing or twice would pass for clean. Exit codes as of `scan`.
 */
export async function mergeCommand(context: CommandContext, files: readonly string[], options: MergeOptions): Promise<number> {
  const parts: ReadReport[] = [];
  for (const name of files) {
    const path = resolve(context.cwd, name);
    parts.push(readSarif((await readRegularFile(path, LARGEST_REPORT)).toString('utf8'), relative(context.cwd, path)));
  }
  const wrong = whyNotWhole(parts, context.version);
  if (wrong !== undefined) {
    printLine(context.stderr, wrong);
    return EXIT.failure;
  }
  const report = merged(parts, context);
  await writeReport(context, options, report);
  return exitCodeOf(report.result, options.failOn);
}

function whyNotWhole(parts: readonly ReadReport[], version: string): string | undefined {
  const count = parts[0]?.shard?.count;
  if (count === undefined || parts.some(({ shard }) => shard?.count !== count))
    return t('These are not the parts of one scan: scan each with --shard and --format sarif.');
  if (parts.some((part) => part.version !== version)) return t('These reports are of another version of Tacit than this one, {0}.', version);
  for (let index = 1; index <= count; index++) {
    const having = parts.filter(({ shard }) => shard?.index === index).length;
    if (having === 0) return t('Part {0} of {1} is missing.', index, count);
    if (having > 1) return t('Part {0} of {1} is here twice.', index, count);
  }
  return undefined;
}

const sum = (parts: readonly ReadReport[], of: (part: ReadReport) => number): number => parts.reduce((total, part) => total + of(part), 0);

function merged(parts: readonly ReadReport[], context: CommandContext): Report {
  const ordered = [...parts].sort((a, b) => (a.shard?.index ?? 0) - (b.shard?.index ?? 0));
  const findings = ordered.flatMap(({ result }) => result.findings).sort(byPlace);
  const skipped = new Map(ordered.flatMap(({ result }) => result.skipped).map((each) => [each.path, each]));
  const base = folderOf(ordered[0]?.root ?? '') ?? context.cwd;
  return {
    result: {
      findings,
      files: sum(parts, ({ result }) => result.files),
      bytes: sum(parts, ({ result }) => result.bytes),
      binary: sum(parts, ({ result }) => result.binary),
      ignored: sum(parts, ({ result }) => result.ignored),
      skipped: [...skipped.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      unmatchedComments: parts.flatMap(({ result }) => result.unmatchedComments).sort(byLine),
      complete: parts.every(({ result }) => result.complete),
      milliseconds: 0,
    },
    silenced: {
      suppressed: sum(parts, ({ silenced }) => silenced.suppressed),
      off: sum(parts, ({ silenced }) => silenced.off),
      baselined: sum(parts, ({ silenced }) => silenced.baselined),
    },
    unmatched: ordered
      .flatMap(({ unmatched }) => unmatched)
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.fingerprint < b.fingerprint ? -1 : 1)),
    base,
    // The parts may have been scanned elsewhere: their paths are told as they are.
    prefix: '',
    version: context.version,
    includeSuppressed: findings.some(({ suppressed }) => suppressed !== undefined),
  };
}

function folderOf(uri: string): string | undefined {
  try {
    return terminalText(fileURLToPath(uri)).replace(/(?<=.)[/\\]$/, '');
  } catch {
    return undefined;
  }
}
