import { join } from 'node:path';
import type { SkipReason } from '../../analysis/scanning/collector';
import { describeIdle } from '../../analysis/idleComments';
import { displayText, terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { ruleTitle } from '../../checks/catalogue';
import { CONFIG_NAME } from '../../project/roots';
import type { Colours } from '../context';
import { LEVEL_OF_GRADE, type LeftOut, type Report, reported, skippedIn, summary } from './report';

/** Entries of the baseline that match nothing, named at most; and comments that silence nothing. */
const MOST_UNMATCHED = 20;

/** Why a file was not read, or not read whole; `path` is what may be shown of its path. */
export function skippedLine(path: string, because: SkipReason): string {
  if (because === 'too-large') return t('not read, larger than 64 MB: {0}', path);
  if (because === 'too-slow') return t('not read whole, took too long: {0}', path);
  if (because === 'too-many') return t('not reported whole, more than 2,000 findings: {0}', path);
  if (because === 'too-long') return t('not checked for what it logs, longer than 1 MB: {0}', path);
  if (because === 'cut-off') return t('a shallow clone, which ends before its history does (git fetch --unshallow gets the rest): {0}', path);
  return t('could not be read: {0}', path);
}

/** Why something was left out; `show` gives what may be shown of a path. */
function leftOutLine({ path: name, because, by, rule }: LeftOut, show: (path: string) => string): string {
  const path = show(name);
  if (because === 'binary') return t('left out, no text: {0}', path);
  if (because === 'link') return t('left out, a link: {0}', path);
  if (because === 'no-file') return t('left out, neither a file nor a folder: {0}', path);
  if (by === 'version-control') return t('left out, of version control: {0}', path);
  if (by === 'built-in') return t('left out, on the built-in list: {0}', path);
  if (by === undefined) return t('left out: {0}', path);
  return t('left out by {0} ({1}): {2}', by === CONFIG_NAME ? by : show(by), displayText(rule ?? ''), path);
}

/** For a person: one line a finding, `path:line:column  level  what (name)`, grouped by file; a closing count. */
export function textReport(report: Report, colours: Colours): string {
  const paint = { error: colours.red, warning: colours.yellow, note: colours.dim };
  const lines: string[] = [];
  let path = '';
  for (const finding of reported(report.result.findings)) {
    if (finding.path !== path) {
      path = finding.path;
      if (lines.length > 0) lines.push('');
      lines.push(colours.bold(terminalText(join(report.prefix, path))));
    }
    const level = LEVEL_OF_GRADE[finding.grade];
    const place = `${finding.start.line + 1}:${finding.start.character + 1}`;
    const commit = finding.commit === undefined ? '' : `  ${colours.dim(`${finding.commit.id.slice(0, 12)} ${finding.commit.date.slice(0, 10)}`)}`;
    const subject = finding.subject === undefined ? '' : `  ${colours.cyan(displayText(finding.subject))}`;
    lines.push(`  ${place.padEnd(8)} ${paint[level](level.padEnd(7))} ${ruleTitle(finding.rule)}${subject}  ${colours.dim(finding.rule)}${commit}`);
  }
  for (const { path: skipped, because } of skippedIn(report)) lines.push(skippedLine(terminalText(join(report.prefix, skipped)), because));
  for (const each of report.leftOut ?? []) lines.push(leftOutLine(each, (path) => terminalText(join(report.prefix, path))));
  for (const { path: gone, rule } of report.unmatched.slice(0, MOST_UNMATCHED))
    lines.push(t('in the baseline, and not found any more: {0}  {1}', terminalText(gone), rule));
  if (report.unmatched.length > MOST_UNMATCHED) lines.push(t('… and {0} more', report.unmatched.length - MOST_UNMATCHED));
  const { unmatchedComments } = report.result;
  for (const { path: file, line, ...idle } of unmatchedComments.slice(0, MOST_UNMATCHED))
    lines.push(t('this comment silences nothing: {0}: {1}', terminalText(`${join(report.prefix, file)}:${line + 1}`), describeIdle(idle)));
  if (unmatchedComments.length > MOST_UNMATCHED) lines.push(t('… and {0} more', unmatchedComments.length - MOST_UNMATCHED));
  if (lines.length > 0) lines.push('');
  lines.push(summary(report));
  return `${lines.join('\n')}\n`;
}
