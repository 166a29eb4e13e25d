import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Document, LineIndex, placeInFile, type Position } from '../../base/document';
import { systemCode } from '../../base/errors';
import type { Finding, Grade, RuleId, Suppression } from '../../base/finding';
import { currentPlatform } from '../../base/system/platform';
import { fileSystemPath, wellFormed } from '../../base/system/rawPath';
import type { Span } from '../../base/span';
import { type KeywordHits, keywordHits } from '../../checks/credential/check';
import { inUnits } from '../../checks/credential/keywords/unitPlaces';
import { isKeyStore, keyStoreFinding } from '../../checks/credential/keyStore';
import type { Project } from '../../project/project';
import { OUR_MARKER } from '../../project/suppression/idleComments';
import { languageOf, SCRIPT_HEAD, scriptLanguage } from '../../syntax/languages';
import { awaitedBy, canLog } from '../../checks/logging/prefilter';
import { LARGEST_PARSED, loadGrammarOf, type Unparsed } from '../../syntax/grammars';
import { scriptsOf } from '../../syntax/scripts';
import { type Checks, findingsOf, inProject, suppressedBy, underLevel } from '../analyse';
import { checksFor, matchesRules, type SkipReason } from './collector';
import { decodeText, detectEncoding } from './decode';
import { type Idle, idleComments } from '../idleComments';

/** A finding as it leaves the scan: places instead of offsets, and nothing of the value. Can be posted between threads. */
export interface ScannedFinding {
  /** Relative to the folder that was scanned, with slashes. */
  readonly path: string;
  readonly rule: RuleId;
  readonly grade: Grade;
  readonly subject?: string;
  /** Zero-based lines and UTF-16 columns. */
  readonly start: Position;
  readonly end: Position;
  readonly related: readonly { readonly start: Position; readonly end: Position }[];
  readonly suppressed?: Suppression;
  /** In a scan of history: what brought it, id and ISO date. */
  readonly commit?: { readonly id: string; readonly date: string };
  readonly fingerprint: string;
  /** Which value it is, within this scan alone (`FileScanner`'s `identify`). Is in no report. */
  readonly identity?: string;
}

export interface ScannedFile {
  readonly bytes: number;
  readonly findings: readonly ScannedFinding[];
  /** Why it was not read, or not read whole: then what was found is in `findings` all the same. */
  readonly skipped?: SkipReason;
  /** Comments that silence nothing. Absent where not all checks ran on the whole text. */
  readonly unmatchedComments?: readonly UnmatchedComment[];
}

/** A comment that silences nothing, and why: its path as that of a finding, and its line from zero. */
export interface UnmatchedComment extends Idle {
  readonly path: string;
  readonly line: number;
}

/** Largest file that a scan reads: 64 MiB. Larger ones are named as skipped. */
export const LARGEST = 64 * 1024 * 1024;
/** As git decides: a NUL in the first 8,000 bytes makes a file binary (buffer_is_binary in git's xdiff-interface.c). */
const BINARY_PROBE = 8000;

/** Milliseconds of a parse in a scan: well below the time that a worker has for a file (poolWorker.ts), so that the rest of the file is still read. */
const LONGEST_PARSE = 5_000;

const flags = constants.O_RDONLY | currentPlatform().safeOpenFlags;

/** Reuses one buffer for files up to its size; a scan reads tens of thousands of them. */
export class FileScanner {
  #buffer = Buffer.allocUnsafe(1 << 20);
  readonly #project: Project;
  readonly #base: string;
  readonly #checks: Checks;
  readonly #rules: readonly string[];
  readonly #inline: boolean;
  readonly #identify: ((value: string) => string) | undefined;

  /** `rules`: as `matchesRules` takes them. `inline`: whether comments in the files silence findings. `identify`: tells values apart, where somebody must: a fingerprint does not always. */
  constructor(project: Project, base: string, rules: readonly string[], inline = true, identify?: (value: string) => string) {
    this.#inline = inline;
    this.#identify = identify;
    this.#project = project;
    this.#base = base;
    this.#checks = checksFor(rules);
    this.#rules = rules;
  }

  /** A promise only where the grammar of the file's language must be loaded first: once for each language. Then it gives what `again` gives: this, once more. */
  scan(path: string, again: () => ScannedFile | Promise<ScannedFile> = () => this.scan(path)): ScannedFile | Promise<ScannedFile> {
    const bytes = this.#read(path);
    return typeof bytes === 'string' ? { bytes: 0, findings: [], skipped: bytes } : this.scanBytes(path, bytes, again);
  }

  /** What `path` would hold with these bytes. `again` looks a second time, once the grammar is there: a buffer that is reused must be read again. */
  scanBytes(path: string, bytes: Buffer, again = (): ScannedFile | Promise<ScannedFile> => this.scanBytes(path, bytes)): ScannedFile | Promise<ScannedFile> {
    if (bytes.length > LARGEST) return { bytes: 0, findings: [], skipped: 'too-large' };
    try {
      if (this.#checks.credential && isKeyStore(path, bytes)) return { bytes: bytes.length, findings: this.#keyStore(path, bytes) };
      const languageId = languageOf(path);
      const logs =
        this.#checks.logging &&
        canLog({ uri: path, languageId: languageId === 'plaintext' ? (scriptLanguage(bytes.toString('latin1', 0, SCRIPT_HEAD)) ?? languageId) : languageId });
      const uri = uriOf(path);
      const worth = textWorthReading(bytes, this.#checks.credential, logs, { uri, languageId });
      if (worth === 'binary') return { bytes: bytes.length, findings: [], skipped: 'binary' };
      if (worth === undefined) return { bytes: bytes.length, findings: [], ...this.#leftover(path, languageId, bytes) };
      const document: Document = { uri, version: 0, languageId, text: worth.text };
      const scripts = logs ? scriptsOf(document) : document;
      const flagged = (): boolean => worth.hits !== undefined;
      const awaited = logs ? awaitedBy(scripts, { declared: this.#project.declared, sinks: this.#project.config.sinks, flagged }) : [];
      if (awaited.length > 0) return Promise.all(awaited.map(loadGrammarOf)).then(again);
      return { bytes: bytes.length, ...this.#findings(path, document, worth) };
    } catch {
      // One file that breaks a detector neither ends the scan of the others nor passes for clean.
      return { bytes: bytes.length, findings: [], skipped: 'failed' };
    }
  }

  #findings(path: string, document: Document, { hits, credentials }: Worth): Pick<ScannedFile, 'findings' | 'skipped'> {
    const { text } = document;
    const checks = { ...this.#checks, credential: credentials };
    const unparsed: (Unparsed | 'too-many')[] = [];
    const limits = { budget: () => LONGEST_PARSE, onUnparsed: (because: Unparsed) => unparsed.push(because) };
    const known = { ...(isAbsolute(path) ? { path } : {}), ...(hits === undefined ? {} : { hits }) };
    const onCut = (): unknown => unparsed.unshift('too-many');
    const findings = findingsOf(document, this.#project, {
      checks,
      wants: (rule) => matchesRules(rule, this.#rules),
      inline: this.#inline,
      limits,
      onCut,
      ...known,
    });
    const [skipped] = unparsed;
    const whole = skipped === undefined ? {} : { skipped };
    const comments = skipped === undefined && text.length <= LARGEST_PARSED ? this.#unmatched(path, document, findings) : {};
    if (findings.length === 0) return { findings: [], ...whole, ...comments };
    const scanned = this.#placed(path, document, findings);
    return { findings: scanned, ...whole, ...comments };
  }

  /** The finding of a file that is no text and holds keys: at its beginning. */
  #keyStore(path: string, bytes: Buffer): readonly ScannedFinding[] {
    const document: Document = { uri: uriOf(path), version: 0, languageId: 'plaintext', text: '' };
    const known = isAbsolute(path) ? { path } : {};
    const finding = keyStoreFinding(inProject(document, this.#project, known.path).uri, bytes);
    const found = suppressedBy(document, this.#project, [finding], { ...known, inline: false });
    return this.#placed(
      path,
      document,
      found.map((finding) => underLevel(finding, this.#project)),
    );
  }

  #placed(path: string, { text }: Document, findings: readonly Finding[]): readonly ScannedFinding[] {
    const index = new LineIndex(text);
    const place = (at: Span): { start: Position; end: Position } => ({ start: placeInFile(text, index, at.start), end: placeInFile(text, index, at.end) });
    const shown = this.#shown(path);
    return findings.map((finding) => ({
      path: shown,
      rule: finding.rule,
      grade: finding.grade,
      ...(finding.subject === undefined ? {} : { subject: finding.subject }),
      ...place(finding.span),
      related: finding.related.map(place),
      ...(finding.suppressed === undefined ? {} : { suppressed: finding.suppressed }),
      fingerprint: this.#project.fingerprint(finding, text.slice(finding.span.start, finding.span.end)),
      ...(this.#identify === undefined ? {} : { identity: this.#identify(text.slice(finding.span.start, finding.span.end)) }),
    }));
  }

  /** The comments of a file in which nothing can be found any more. */
  #leftover(path: string, languageId: string, bytes: Buffer): Pick<ScannedFile, 'unmatchedComments'> {
    if (!this.#judgesComments || !bytes.includes(OUR_MARKER) || bytes.subarray(0, BINARY_PROBE).includes(0)) return {};
    const text = decodeText(bytes);
    return text === undefined ? {} : this.#unmatched(path, { uri: path, version: 0, languageId, text }, []);
  }

  /** Where a check does not run, or comments do not count, nothing can be said of them. */
  get #judgesComments(): boolean {
    return this.#inline && this.#checks.credential && this.#checks.logging;
  }

  #unmatched(path: string, document: Document, findings: readonly Finding[]): Pick<ScannedFile, 'unmatchedComments'> {
    if (!this.#judgesComments) return {};
    const comments = idleComments(document, findings, true);
    const shown = this.#shown(path);
    return comments.length === 0 ? {} : { unmatchedComments: comments.map(({ span: _, ...comment }) => ({ path: shown, ...comment })) };
  }

  readonly #shown = (path: string): string => (isAbsolute(path) ? relative(this.#base, path).split(sep).join('/') : path);

  /** The bytes, valid until the next call; or why not. Synchronous: on a warm cache that is three times as fast as promises. */
  #read(path: string): Buffer | SkipReason {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(fileSystemPath(path), flags);
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return 'not-a-file';
      if (stats.size > LARGEST) return isBinaryFile(descriptor) ? 'binary' : 'too-large';
      if (stats.size > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(Math.ceil(stats.size * 1.25));
      let length = 0;
      while (length < this.#buffer.length) {
        const read = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, null);
        length += read;
        // All that it had when it was opened: asking once more for the end would be a fourth call of the system for each file.
        if (read === 0 || length === stats.size) break;
      }
      return this.#buffer.subarray(0, length);
    } catch (thrown) {
      const code = systemCode(thrown);
      return code === 'ELOOP' || code === 'ENXIO' || code === 'EISDIR' || code === 'ENOENT' ? 'not-a-file' : 'unreadable';
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

/** Whether a file begins as one that holds no text. */
function isBinaryFile(descriptor: number): boolean {
  const bytes = Buffer.alloc(BINARY_PROBE);
  return detectEncoding(bytes.subarray(0, readSync(descriptor, bytes, 0, BINARY_PROBE, 0))) === undefined;
}

/** A path as a URL writes it. Most have nothing to escape, and a URL is not to be parsed for each of ten thousands. */
const uriOf = (path: string): string =>
  /^\/[\w/.@+-]*$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path) ? `file://${path}` : pathToFileURL(wellFormed(path)).href;

interface Worth {
  readonly text: string;
  /** False where no credential can be in it. */
  readonly credentials: boolean;
  /** The places of keywords in the text, as far as the bytes tell them. */
  readonly hits?: KeywordHits;
}

/**
 * A file's text if it is worth looking at: a keyword of a credential stands in it, or its language is one that logs. One pass over the bytes
 * decides, and its hits serve the text.
 */
function textWorthReading(bytes: Buffer, credentials: boolean, logs: boolean, document: Pick<Document, 'uri' | 'languageId'>): Worth | 'binary' | undefined {
  const marked = bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  const encoded = marked || bytes.subarray(0, BINARY_PROBE).includes(0);
  const hits = encoded || !credentials ? undefined : keywordHits(bytes, document);
  const hasCredentials = credentials && (encoded || hits !== undefined);
  if (encoded && detectEncoding(bytes) === undefined) return 'binary';
  if (!hasCredentials && !logs) return undefined;
  if (!encoded && isAscii(bytes)) return { text: bytes.toString('latin1'), credentials: hasCredentials, ...(hits === undefined ? {} : { hits }) };
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  // What is not UTF-8 was read a unit a byte.
  const placed = hits === undefined || encoded ? undefined : isUtf8(bytes) ? inUnits(bytes, hits) : hits;
  return { text, credentials: hasCredentials, ...(placed === undefined ? {} : { hits: placed }) };
}
