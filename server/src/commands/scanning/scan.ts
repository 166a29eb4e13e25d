import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { isRange } from '../../analysis/git/gitChanges';
import { terminalText } from '../../base/display';
import type { Grade } from '../../base/finding';
import { t } from '../../base/l10n';
import { CONFIG_NAME } from '../../project/roots';
import { findGitFolder } from '../../project/ignoring/gitFolder';
import { compressedGrammars } from '../../syntax/grammarFiles';
import { configureGrammars } from '../../syntax/grammars';
import { type CommandContext, EXIT, printLine } from '../context';
import type { LeftOut, Report } from '../reporters/report';
import { exitCodeOf, type ReportOptions, writeReport } from '../reporters/write';
import { NestedConfigs } from './nestedConfigs';
import { unknownRule } from './unknownRule';
import { withoutLinks } from './namedLinks';
import { LeftOutList } from './leftOut';
import { applyBaseline, type BaselineOptions } from './scanBaseline';
import { cacheFor, type CacheCommandOptions } from './scanCache';
import { openSource, type ScanSource, type SourceOptions } from './scanSource';

export interface ScanCommandOptions extends SourceOptions, BaselineOptions, ReportOptions, CacheCommandOptions {
  readonly rules: readonly string[];
  readonly failOn: Grade | 'never';
  readonly workers?: number;
  readonly suppressed: boolean;
  readonly progress: boolean;
  /** Name what was not looked at, and why. */
  readonly listIgnored: boolean;
  /** False: comments in the files silence nothing. */
  readonly inline: boolean;
}

/** `tacit scan [PATH…]`. Exit code 0 below `--fail-on`, 1 with findings, 2 where something could not be read. */
export async function scanCommand(context: CommandContext, paths: readonly string[], options: ScanCommandOptions): Promise<number> {
  const unread = wrongWithPaths(paths, options) ?? unknownRule(options.rules);
  if (unread !== undefined) {
    printLine(context.stderr, unread);
    return EXIT.failure;
  }
  const named = await withoutLinks(context, paths);
  if (named === undefined) return EXIT.failure;
  const source = await openSource(context, named, options);
  const wrong = wrongUsage(source, options);
  if (wrong !== undefined) {
    printLine(context.stderr, wrong);
    return EXIT.failure;
  }
  configureGrammars(compressedGrammars(join(context.distribution, 'grammars')));
  const cache = await cacheFor(context, source, options);
  const leftOut = options.listIgnored ? new LeftOutList(source.project, source.base) : undefined;
  const nested = new NestedConfigs(source.project.root);
  const progress = progressLine(context, options.progress);
  const found = await source
    .run({
      rules: options.rules,
      inline: options.inline,
      worker: join(context.distribution, 'worker.js'),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      ...(cache === undefined ? {} : { cache }),
      onProgress: progress.show,
      ...(leftOut === undefined ? {} : { onLeftOut: leftOut.add }),
      onNested: nested.add,
      onChanged: nested.addAbove,
      signal: context.signal,
    })
    .finally(() => progress.clear());
  nested.tell(context);
  const { base } = source;
  // From a scan that left something unread, entries would be lost that still stand for something.
  const writeBaseline = options.writeBaseline === true && found.complete;
  const { result, unmatched, written } = await applyBaseline(context, source, found, { ...options, writeBaseline });
  const report: Report = {
    result,
    unmatched,
    base,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    prefix: relative(context.cwd, base),
    version: context.version,
    includeSuppressed: options.suppressed,
    ...(leftOut === undefined ? {} : { leftOut: leftOut.entries }),
  };
  await writeReport(context, options, options.format === 'text' ? report : fromTop(report, source.project.root));
  if (written !== undefined)
    printLine(context.stderr, t('The baseline was written to {0}. Commit it; what it names is not reported any more.', terminalText(written)));
  return exitCodeOf(result, options.failOn);
}

/** For programs: with paths from the top of the repository (or of the project, where there is none), as code hosts read them, whatever part of it was scanned. */
function fromTop(report: Report, root: string): Report {
  const top = findGitFolder(report.base)?.worktree ?? root;
  const between = relative(top, report.base).split(sep).join('/');
  if (between === '' || between.split('/')[0] === '..' || isAbsolute(between)) return report;
  const below = <T extends { readonly path: string }>(each: T): T => ({ ...each, path: `${between}/${each.path}` });
  const { result, leftOut } = report;
  const all = leftOut === undefined ? {} : { leftOut: leftOut.map((each) => ({ ...below(each), ...fileBelow(each, between) })) };
  return { ...report, ...all, base: top, result: { ...result, findings: result.findings.map(below), unmatchedComments: result.unmatchedComments.map(below) } };
}

/** The path of the file of rules that left something out, where it is one. */
const fileBelow = ({ by, rule }: LeftOut, between: string): Pick<LeftOut, 'by'> =>
  by === undefined || rule === undefined || by === CONFIG_NAME ? {} : { by: posix.join(between, by) };

/** Standard input is one text, and no part of a repository; git is asked about one folder. */
function wrongWithPaths(paths: readonly string[], { staged, diff, history, shard, policy }: ScanCommandOptions): string | undefined {
  if (paths.length > 1) {
    if (paths.includes('-')) return t('Standard input (-) is one text of its own. Scan the other paths in a call of their own.');
    const asked = staged === true ? '--staged' : diff !== undefined ? '--diff' : history !== undefined ? '--history' : undefined;
    return asked === undefined ? undefined : t('{0} looks at one folder. Give one path with it, or call it once for each.', asked);
  }
  if (paths[0] !== '-') return undefined;
  const given = Object.entries({ '--staged': staged === true ? true : undefined, '--diff': diff, '--history': history, '--shard': shard, '--policy': policy });
  const [option] = given.find(([, value]) => value !== undefined) ?? [];
  return option === undefined ? undefined : t('Standard input (-) is one text of its own. Leave out {0}, or the -.', option);
}

/** What is wrong with a command line that the parser takes, and what to say instead. Told before anything is read. */
function wrongUsage(source: ScanSource, options: ScanCommandOptions): string | undefined {
  if (options.diff !== undefined && !isRange(options.diff)) return t('That is no range of commits. Give two, as in --diff main...HEAD.');
  if (typeof options.history === 'string' && !isRange(options.history))
    return t('That is no range of commits. Give the folder first, then --history or --history v1.0..main.');
  if (options.listIgnored && options.format === 'sarif') return t('--list-ignored is for text and JSON. SARIF has no place for what was left out.');
  if (options.writeBaseline !== true) return undefined;
  if (!source.whole) return t('A baseline is written from files as a whole. Leave --write-baseline out, or scan the folder.');
  if (options.baseline === undefined && source.project.config.baseline === undefined)
    return t('Say where the baseline is: --baseline FILE, or "baseline" in tacit.json.');
  return undefined;
}

/** A line on the terminal that is redrawn while files are read, and gone afterwards. Nothing where standard error is no terminal. */
function progressLine(context: CommandContext, wanted: boolean): { show: (files: number) => void; clear: () => void } {
  if (!wanted || context.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawn = 0;
  return {
    show: (files) => {
      if (Date.now() - drawn < 100) return;
      drawn = Date.now();
      context.stderr.write(`\r\u001b[2K${t('{0} files read', files)}`);
    },
    clear: () => {
      if (drawn > 0) context.stderr.write('\r\u001b[2K');
    },
  };
}
