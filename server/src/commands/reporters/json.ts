import { jsonText } from '../../base/display';
import { ruleTitle } from '../../checks/catalogue';
import { LEVEL_OF_GRADE, type Report, reported, silenced, skippedIn } from './report';

/** For a program: one object; lines and columns count from 1, columns in UTF-16 units, ends exclusive. */
export function jsonReport(report: Report): string {
  const { result, version, includeSuppressed, unmatched, shard, leftOut } = report;
  const findings = includeSuppressed ? result.findings : reported(result.findings);
  const body = {
    version: 1,
    tool: { name: 'tacit', version },
    complete: result.complete,
    ...(shard === undefined ? {} : { shard }),
    files: result.files,
    binary: result.binary,
    bytes: result.bytes,
    ignored: result.ignored,
    ...silenced(report),
    findings: findings.map((finding) => ({
      path: finding.path,
      startLine: finding.start.line + 1,
      startColumn: finding.start.character + 1,
      endLine: finding.end.line + 1,
      endColumn: finding.end.character + 1,
      rule: finding.rule,
      title: ruleTitle(finding.rule),
      level: LEVEL_OF_GRADE[finding.grade],
      grade: finding.grade,
      subject: finding.subject,
      fingerprint: finding.fingerprint,
      suppressed: finding.suppressed,
      commit: finding.commit,
    })),
    skipped: skippedIn(report),
    ...(leftOut === undefined ? {} : { leftOut }),
    baselineUnmatched: unmatched,
    commentsUnmatched: result.unmatchedComments.map((comment) => ({ ...comment, line: comment.line + 1 })),
  };
  return `${jsonText(body, 2)}\n`;
}
