import * as z from 'zod/mini';
import { SKIP_REASONS } from '../../analysis/scanning/collector';
import { parseShard, type Shard } from '../../analysis/scanning/shard';
import type { ScanResult } from '../../analysis/scanning/scan';
import type { ScannedFinding } from '../../analysis/scanning/scanFile';
import type { Position } from '../../base/document';
import { fail } from '../../base/errors';
import type { Grade } from '../../base/finding';
import { t } from '../../base/l10n';
import { IDLE_CAUSES } from '../../project/suppression/idleComments';
import type { BaselineEntry } from '../../project/suppression/baseline';
import { LEVEL_OF_GRADE, type Silenced } from './report';

/** Largest report that is read: 256 MiB. */
export const LARGEST_REPORT = 256 * 1024 * 1024;
const MOST_RESULTS = 1_000_000;

const Count = z.int().check(z.gte(0));
const Text = z.string().check(z.maxLength(4096));
const Rule = z.string().check(z.regex(/^[a-z0-9]+(?:[.-][a-z0-9]+){0,20}$/), z.maxLength(100));
/** As `Rule`, or the beginning of one. */
const RuleName = z.string().check(z.regex(/^[a-z0-9]+(?:[.-][a-z0-9]*){0,20}$/), z.maxLength(100));
const Day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));
const Fingerprint = z.string().check(z.regex(/^[a-z][0-9]-[0-9a-f]{8,64}(?:-[0-9a-f]{2})?$/));
/** Below the folder that was scanned: a report of somebody else's must lead nowhere else (THREATS 57). */
const Path = Text.check(z.refine((path) => path !== '' && !/^[/\\]|^[A-Za-z]:/.test(path) && !path.split(/[/\\]/).includes('..') && !path.includes('\0')));
const Uri = Text.check(z.refine((uri) => !uri.includes(':') && decoded(uri) !== undefined && Path.safeParse(decoded(uri)).success));
const Line = z.int().check(z.gte(1));
const Region = z.object({ startLine: Line, startColumn: Line, endLine: Line, endColumn: Line });
const Location = z.object({ physicalLocation: z.object({ artifactLocation: z.object({ uri: Uri }), region: Region }) });
const Commit = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{40,64}$/)),
  date: z.string().check(z.regex(/^[0-9T:Z+-]{10,40}$/)),
});
const Result = z.object({
  ruleId: Rule,
  level: z.enum(['error', 'warning', 'note']),
  locations: z.array(Location).check(z.length(1)),
  relatedLocations: z.optional(z.array(Location).check(z.maxLength(100))),
  partialFingerprints: z.object({ 'tacit/v1': Fingerprint }),
  properties: z.optional(z.object({ subject: z.optional(Text), commit: z.optional(Commit) })),
  suppressions: z.optional(
    z
      .array(
        z.object({
          justification: z.optional(Text),
          properties: z.object({ by: z.enum(['inline', 'config', 'off', 'baseline']), until: z.optional(Text) }),
        }),
      )
      .check(z.length(1)),
  ),
});
const Run = z.object({
  tool: z.object({ driver: z.object({ name: z.literal('Tacit'), version: Text }) }),
  originalUriBaseIds: z.object({ SRCROOT: z.object({ uri: Text.check(z.startsWith('file:///')) }) }),
  invocations: z.array(z.object({ executionSuccessful: z.boolean() })).check(z.length(1)),
  results: z.array(Result).check(z.maxLength(MOST_RESULTS)),
  properties: z.object({
    shard: z.optional(Text),
    files: Count,
    bytes: Count,
    binary: Count,
    ignored: Count,
    suppressed: Count,
    off: Count,
    baselined: Count,
    skipped: z.array(z.object({ path: Text, because: z.enum(SKIP_REASONS) })),
    commentsUnmatched: z.array(z.object({ path: Path, line: Count, because: z.enum(IDLE_CAUSES), until: z.optional(Day), meant: z.optional(RuleName) })),
    baselineUnmatched: z.array(z.object({ fingerprint: Fingerprint, rule: Rule, path: Path })),
  }),
});
const Sarif = z.object({ version: z.literal('2.1.0'), runs: z.array(Run).check(z.length(1)) });

function decoded(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

/** A report as it was before it was written. */
export interface ReadReport {
  readonly result: Omit<ScanResult, 'milliseconds'>;
  readonly silenced: Silenced;
  readonly unmatched: readonly BaselineEntry[];
  readonly shard?: Shard;
  readonly version: string;
  /** The folder that was scanned, as a `file:` address: of the machine that scanned it. */
  readonly root: string;
}

const GRADE_OF_LEVEL = new Map(Object.entries(LEVEL_OF_GRADE).map(([grade, level]) => [level, grade as Grade]));

/**
 * What `tacit scan --format sarif` wrote, checked: nothing but what Tacit itself writes is taken, so that a report of somebody else's can carry no text
 * or path of its own. Throws `ConfigMalformed` naming `file`, and nothing of what it holds.
 */
export function readSarif(text: string, file: string): ReadReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail({ code: 'ConfigMalformed', file, because: t('no JSON') });
  }
  const parsed = Sarif.safeParse(json, { reportInput: false });
  const run = parsed.success ? parsed.data.runs[0] : undefined;
  if (run === undefined) return fail({ code: 'ConfigMalformed', file, because: t('no report that tacit scan --format sarif wrote') });
  const { properties } = run;
  const shard =
    properties.shard === undefined ? undefined : (parseShard(properties.shard) ?? fail({ code: 'ConfigMalformed', file, because: t('no such part') }));
  return {
    result: {
      findings: run.results.map(findingOf),
      files: properties.files,
      bytes: properties.bytes,
      binary: properties.binary,
      ignored: properties.ignored,
      skipped: properties.skipped,
      unmatchedComments: properties.commentsUnmatched.map(({ until, meant, ...comment }) => ({
        ...comment,
        ...(until === undefined ? {} : { until }),
        ...(meant === undefined ? {} : { meant }),
      })),
      complete: run.invocations[0]?.executionSuccessful === true,
    },
    silenced: { suppressed: properties.suppressed, off: properties.off, baselined: properties.baselined },
    unmatched: properties.baselineUnmatched,
    version: run.tool.driver.version,
    root: run.originalUriBaseIds.SRCROOT.uri,
    ...(shard === undefined ? {} : { shard }),
  };
}

function findingOf({ ruleId, level, locations, relatedLocations, partialFingerprints, properties, suppressions }: z.infer<typeof Result>): ScannedFinding {
  const place = locations[0] as z.infer<typeof Location>;
  const suppression = suppressions?.[0];
  return {
    path: decodeURIComponent(place.physicalLocation.artifactLocation.uri),
    rule: ruleId,
    grade: GRADE_OF_LEVEL.get(level) ?? 'real',
    ...(properties?.subject === undefined ? {} : { subject: properties.subject }),
    ...placeOf(place),
    related: (relatedLocations ?? []).map(placeOf),
    ...(suppression === undefined
      ? {}
      : {
          suppressed: {
            by: suppression.properties.by,
            ...(suppression.justification === undefined ? {} : { reason: suppression.justification }),
            ...(suppression.properties.until === undefined ? {} : { until: suppression.properties.until }),
          },
        }),
    ...(properties?.commit === undefined ? {} : { commit: properties.commit }),
    fingerprint: partialFingerprints['tacit/v1'],
  };
}

function placeOf({ physicalLocation: { region } }: z.infer<typeof Location>): { start: Position; end: Position } {
  return {
    start: { line: region.startLine - 1, character: region.startColumn - 1 },
    end: { line: region.endLine - 1, character: region.endColumn - 1 },
  };
}
