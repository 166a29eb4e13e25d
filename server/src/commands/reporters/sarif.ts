import { pathToFileURL } from 'node:url';
import type { ScannedFinding } from '../../analysis/scanning/scanFile';
import { jsonText } from '../../base/display';
import type { Grade } from '../../base/finding';
import { t } from '../../base/l10n';
import { RULES, ruleTitle } from '../../checks/catalogue';
import { ruleHelp } from '../../checks/rulePage';
import { LEVEL_OF_GRADE, type Report, reported, silenced, skippedIn } from './report';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What code hosts sort alerts by, from 0.0 to 10.0 (GitHub: 7.0 and above is high, 4.0 and above medium, the rest low); docs/grades.md names the figures. */
const SEVERITY_OF_GRADE: Readonly<Record<Grade, string>> = { real: '8.0', likely: '5.0', placeholder: '2.0' };

type Place = Pick<ScannedFinding, 'start' | 'end'>;

/** SARIF counts lines and columns from 1; `columnKind` says that columns are UTF-16 units. */
const region = ({ start, end }: Place): object => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

const location = (path: string, place: Place): object => ({
  physicalLocation: {
    artifactLocation: {
      uri: path
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .split('/')
        .map(encodeURIComponent)
        .join('/'),
      uriBaseId: 'SRCROOT',
    },
    region: region(place),
  },
});

/** SARIF 2.1.0 (OASIS). No snippet and no context region: they would carry values (THREATS 13). */
export function sarifReport(report: Report): string {
  const { result, base, version, includeSuppressed, shard, unmatched } = report;
  const findings = includeSuppressed ? result.findings : reported(result.findings);
  const used = new Set(findings.map(({ rule }) => rule));
  const rules = RULES.filter(({ id }) => used.has(id));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'Tacit',
        version,
        semanticVersion: version,
        rules: rules.map((rule) => ({
          id: rule.id,
          name: rule.id,
          shortDescription: { text: ruleTitle(rule.id) },
          fullDescription: { text: rule.description },
          // No helpUri: Tacit has no public address, and viewers show this in its place.
          help: ruleHelp(rule),
          defaultConfiguration: { level: LEVEL_OF_GRADE[rule.grade] },
          properties: { tags: ['security'], 'security-severity': SEVERITY_OF_GRADE[rule.grade] },
        })),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { uri: pathToFileURL(`${base}/`).href } },
    invocations: [{ executionSuccessful: result.complete }],
    // What SARIF has no place for, so that `tacit merge` can add up.
    properties: {
      ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
      files: result.files,
      binary: result.binary,
      bytes: result.bytes,
      ignored: result.ignored,
      ...silenced(report),
      skipped: skippedIn(report),
      commentsUnmatched: result.unmatchedComments,
      baselineUnmatched: unmatched,
    },
    results: findings.map((finding) => ({
      ruleId: finding.rule,
      ...(indexOf.has(finding.rule) ? { ruleIndex: indexOf.get(finding.rule) } : {}),
      level: LEVEL_OF_GRADE[finding.grade],
      message: { text: message(finding) },
      locations: [location(finding.path, finding)],
      ...(finding.related.length === 0 ? {} : { relatedLocations: finding.related.map((place) => location(finding.path, place)) }),
      partialFingerprints: { 'tacit/v1': finding.fingerprint },
      ...(finding.commit === undefined && finding.subject === undefined ? {} : { properties: { subject: finding.subject, commit: finding.commit } }),
      ...(finding.suppressed === undefined
        ? {}
        : {
            suppressions: [
              {
                kind: finding.suppressed.by === 'inline' ? 'inSource' : 'external',
                ...(finding.suppressed.reason === undefined ? {} : { justification: finding.suppressed.reason }),
                properties: { by: finding.suppressed.by, until: finding.suppressed.until },
              },
            ],
          }),
    })),
  };
  return `${jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 1)}\n`;
}

const message = (finding: ScannedFinding): string =>
  finding.rule.startsWith('logging.')
    ? t('{0}. Mask it or take it out, and rotate it if it was ever printed.', ruleTitle(finding.rule))
    : finding.grade === 'placeholder'
      ? t('{0}: looks like a placeholder. Keep it out of production.', ruleTitle(finding.rule))
      : t('{0}. Move it to a vault and rotate it if it was ever committed.', ruleTitle(finding.rule));
