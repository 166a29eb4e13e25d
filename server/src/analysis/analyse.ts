import { basename, isAbsolute, relative, sep } from 'node:path';
import type { Document } from '../base/document';
import type { Finding, Grade, RuleId } from '../base/finding';
import { wellFormed } from '../base/system/rawPath';
import { slice, type Span } from '../base/span';
import { checkCredentials, type KeywordHits } from '../checks/credential/check';
import type { DetectionMemory } from '../checks/credential/incremental';
import { checkLoggingByText, readsByText } from '../checks/logging/byText';
import { checkLogging, type LoggingOptions } from '../checks/logging/check';
import type { LoggingMemory } from '../checks/logging/incremental';
import { LOGGING_RULES } from '../checks/logging/rules';
import { mayLogSecrets, sinksThatMayPrint } from '../checks/logging/prefilter';
import type { Project } from '../project/project';
import { applySuppressions } from '../project/suppression/suppressions';
import { recogniseReferences } from '../references/table';
import { LARGEST_PARSED, parseNow, type ParseLimits } from '../syntax/grammars';
import { scriptsOf } from '../syntax/scripts';
import type { KeptTree } from '../syntax/trees';
import { filePathOf } from './documents';
import type { Facts } from './facts';

const LEVELS: Readonly<Record<'hint' | 'warning' | 'error', Grade>> = { hint: 'placeholder', warning: 'likely', error: 'real' };

export interface AnalyseOptions {
  /** What the pass over the bytes of an ASCII file found already. */
  readonly hits?: KeywordHits;
  /** False: comments in the text silence nothing (THREATS 39). */
  readonly inline?: boolean;
  /** Which checks are wanted; default: all. */
  readonly checks?: Checks;
  /** False for rules whose findings the caller leaves out; default: none. */
  readonly wants?: (rule: RuleId) => boolean;
  /** True: an id and its secret are findings of their own, as they are for who changes one of the two. */
  readonly apart?: boolean;
  /** Variables that the manifests declare now; default: when the project was opened. */
  readonly declared?: ReadonlySet<string>;
  /** The document's tree, where somebody keeps it; else one is made and freed. */
  readonly treeOf?: (document: Document) => KeptTree | undefined;
  /** How long a parse may take, and who is told where it was given up: then nothing that is logged is found (THREATS 48). */
  readonly limits?: ParseLimits;
  /** Told where more was found than is told, of which something counts. */
  readonly onCut?: () => void;
  /** The document's real path, where its URI leads there by a link. */
  readonly path?: string;
  /** What is known of the document's earlier version. */
  readonly memory?: DetectionMemory;
  readonly logged?: LoggingMemory;
}

export interface Checks {
  readonly credential: boolean;
  readonly logging: boolean;
}

/**
 * What one text says under this project's configuration: the one function that editor and command line call. Synchronous, pure, linear in the
 * text. A rule that is switched off is kept as suppressed, so that its values are covered wherever a line is shown (THREATS 13). What is logged is
 * only found where the document's grammar is loaded (`awaitsGrammar`).
 */
export function analyse(document: Document, project: Project, options: AnalyseOptions = {}): Facts {
  return { findings: findingsOf(document, project, options), references: recogniseReferences(document) };
}

/** The findings alone: a scan asks for no references. */
export function findingsOf(document: Document, project: Project, options: AnalyseOptions = {}): readonly Finding[] {
  const { hits, checks, memory, onCut, wants, apart = false } = options;
  const named = inProject(document, project, options.path);
  const known = { ...(hits === undefined ? {} : { hits }), ...(memory === undefined ? {} : { memory }), ...(onCut === undefined ? {} : { onCut }) };
  // The secret of an id may be of a rule that is switched off or not asked for: then the id is told.
  const joins = (rule: RuleId): boolean => !apart && project.levelOf(rule) !== 'off' && wants?.(rule) !== false;
  const parts: Span[] = [];
  const credentials = checks?.credential === false ? [] : checkCredentials(named, { ...known, joins, onPart: (id) => parts.push(id) });
  const found = checks?.logging === false ? credentials : merged(credentials, logged(document, named.uri, project, options, { credentials, parts }));
  if (found.length === 0) return [];
  return suppressedBy(document, project, found, options).map((finding) => underLevel(finding, project));
}

/** Sets `suppressed` on each finding that a comment of the text (unless `inline` is false) or an entry of tacit.json silences. `path`: the document's real one. */
export function suppressedBy(
  document: Document,
  project: Project,
  findings: readonly Finding[],
  { path = filePathOf(document.uri), inline = true }: Pick<AnalyseOptions, 'path' | 'inline'> = {},
): readonly Finding[] {
  const { suppressionOf } = project;
  const commented = inline ? applySuppressions(document, findings) : findings;
  if (suppressionOf === undefined || path === undefined) return commented;
  return commented.map((finding) => {
    const suppressed = finding.suppressed ?? suppressionOf(path, finding, slice(document.text, finding.span));
    return suppressed === undefined ? finding : { ...finding, suppressed };
  });
}

/**
 * The document as its project names it: a project may lie below a folder called `test` or `docs`, and that says nothing of what its files are for.
 * Of a document outside of the project, or on no disk, nothing changes.
 */
export function inProject(document: Document, project: Project, path = filePathOf(document.uri)): Document {
  const inside = path === undefined ? '' : wellFormed(within(project.root, path));
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return document;
  // `.aws/credentials` is known by its folder, also where that is all the project.
  const own = basename(project.root).startsWith('.') ? [basename(project.root)] : [];
  const { version, languageId, text } = document;
  return { uri: `file:///${[...own, ...inside.split(sep)].map(encodeURIComponent).join('/')}`, version, languageId, text };
}

/** As `relative`, without it where one path begins with the other: it takes both apart, and a scan asks for each file. */
const within = (root: string, path: string): string =>
  path.startsWith(root) && path[root.length] === sep && !path.includes(`${sep}.`, root.length) ? path.slice(root.length + 1) : relative(root, path);

/** Where secrets are logged. A file is parsed only where a cheap look says that it can log one. */
function logged(
  written: Document,
  uri: string,
  project: Project,
  { treeOf, limits, logged: memory, declared = project.declared }: AnalyseOptions,
  { credentials, parts }: { readonly credentials: readonly Finding[]; readonly parts: readonly Span[] },
): readonly Finding[] {
  const document = scriptsOf(written);
  const sinks = project.config.sinks;
  // An id is no less printed where it is told with its secret.
  const spans = (findings: readonly Finding[]): readonly Span[] => [...findings.map(({ span }) => span), ...parts].sort((a, b) => a.start - b.start);
  const flagged = spans(credentials.filter(({ grade }) => grade !== 'placeholder'));
  const look = { declared, sinks, flagged: () => flagged.length > 0, memory: memory?.words };
  if (!mayLogSecrets(document, look) || LOGGING_RULES.every(({ id }) => project.levelOf(id) === 'off')) return [];
  const known: LoggingOptions = {
    maskers: new Set(project.config.maskers),
    sinks,
    values: spans(credentials),
    flagged,
    onSpent: () => limits?.onUnparsed?.('too-slow'),
    ...(declared === undefined ? {} : { declared }),
  };
  const { version, languageId, text } = document;
  const named: Document = { uri, version, languageId, text };
  if (readsByText(document)) return checkLoggingByText(named, known);
  // Where somebody keeps the tree a look at all words costs more than what an edit changes.
  // What is too long for the parser has no finding either way.
  if (text.length > LARGEST_PARSED) {
    limits?.onUnparsed?.('too-long');
    return [];
  }
  const only = treeOf === undefined && sinks.length === 0 ? sinksThatMayPrint(document, { declared: declared ?? new Set(), flagged }) : 'all';
  if (only !== 'all' && only.size === 0) return [];
  // Of a component no tree is kept: its scripts are parsed each time.
  const kept = document === written ? treeOf?.(document) : undefined;
  const tree = kept?.tree ?? (treeOf === undefined || document !== written ? parseNow(document, limits) : undefined);
  if (tree === undefined) return [];
  try {
    return checkLogging(
      named,
      tree,
      only === 'all' ? known : { ...known, only },
      memory === undefined || kept === undefined ? undefined : { memory, step: kept.step },
    );
  } finally {
    if (kept === undefined) tree.delete();
  }
}

const merged = (a: readonly Finding[], b: readonly Finding[]): readonly Finding[] =>
  b.length === 0 ? a : a.length === 0 ? b : [...a, ...b].sort((x, y) => x.span.start - y.span.start || x.span.end - y.span.end);

/** The configured level decides the grade; a placeholder stays one whatever the level, or every example would become an error. */
export function underLevel(finding: Finding, project: Project): Finding {
  const level = project.levelOf(finding.rule);
  if (level === undefined) return finding;
  if (level === 'off') return finding.suppressed === undefined ? { ...finding, suppressed: { by: 'off' } } : finding;
  return finding.grade === 'placeholder' ? finding : { ...finding, grade: LEVELS[level] };
}
