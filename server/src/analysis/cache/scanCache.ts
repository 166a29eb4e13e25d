import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Project } from '../../project/project';
import type { ScanResult } from '../scanning/scan';
import type { ScannedFile, ScannedFinding } from '../scanning/scanFile';
import { CacheFolder } from './cacheFolder';
import { decodeEntries, encodeEntries, type Entries, type Entry } from './entries';
import { contentTag, type FileState, fileState, isSame, isSettled } from './fileState';

export interface CacheOptions {
  /** Absolute path. Not in a project: see `CacheFolder.open`. */
  readonly folder: string;
  /** Says which program found it: `engineOf` the folder of the bundles. Asked once there are enough files. */
  readonly engine: () => string;
  /** Know files by their content too: where a checkout gives every file new times. Costs a second read of each file that is scanned. */
  readonly byContent?: boolean;
  /** Where this user's key is; default: the state folder. */
  readonly stateFolder?: string;
}

/** The scan of which results are kept: one file of the cache each. */
export interface CachedScan {
  readonly project: Project;
  /** Absolute path of the folder that is scanned. */
  readonly base: string;
  /** What else the results depend on: rules, comments that count, part of the files. */
  readonly options: readonly unknown[];
}

/** A digest of the bundles and grammars in a folder: another build may find something else. */
export function engineOf(distribution: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(distribution, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(?:js|br)$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(distribution, name)));
  return hash.digest('hex');
}

/**
 * What earlier scans of a folder found, by file. A file counts as the one that was scanned where size, times and inode say so, without a read of it;
 * else, if asked for, where its content does. Holds places and names, never a value, and nothing that depends on the day.
 */
export class ScanCache {
  readonly #folder: CacheFolder;
  readonly #purpose: string;
  readonly #stamp: string;
  readonly #base: string;
  readonly #byContent: boolean;
  readonly #before: Entries;
  /** What this scan saw, as it will be kept. */
  readonly #now: Entries = new Map();
  /** Files that are being scanned, as they were before. */
  readonly #scanned = new Map<string, FileState>();
  #changed = false;

  private constructor(
    folder: CacheFolder,
    { project, base, options }: CachedScan,
    { engine, byContent = false }: CacheOptions,
    content: Buffer | undefined,
    purpose: string,
  ) {
    this.#folder = folder;
    this.#purpose = purpose;
    this.#base = base.endsWith(sep) ? base : base + sep;
    this.#byContent = byContent;
    this.#stamp = JSON.stringify([engine(), project.resultsDependOn(), options]);
    this.#before = (content === undefined ? undefined : decodeEntries(this.#stamp, content)) ?? new Map<string, Entry>();
  }

  /** Throws `FileUnsafe` where the folder is none to keep anything in. */
  static async open(options: CacheOptions, scan: CachedScan): Promise<ScanCache> {
    const folder = await CacheFolder.open(options.folder, [scan.project.root, scan.base], options.stateFolder);
    const purpose = JSON.stringify([scan.base, scan.project.root, scan.options]);
    return new ScanCache(folder, scan, options, await folder.read(purpose), purpose);
  }

  /** What a scan of the file would give; undefined where it must be scanned. `path` is absolute and below the folder. */
  find(path: string): ScannedFile | undefined {
    const name = this.#nameOf(path);
    const state = fileState(path);
    if (state === undefined) return undefined;
    const entry = this.#before.get(name);
    if (entry !== undefined && isSame(entry.state, state)) {
      this.#now.set(name, entry);
      return knownFile(entry);
    }
    this.#changed = true;
    if (!isSettled(state, Date.now())) return undefined;
    if (
      this.#byContent &&
      entry?.tag !== undefined &&
      entry.state.size === state.size &&
      contentTag(path, state, this.#folder.key)?.equals(entry.tag) === true
    ) {
      this.#now.set(name, { ...entry, state });
      return knownFile({ ...entry, state });
    }
    this.#scanned.set(name, state);
    return undefined;
  }

  /** Keeps what was found in the files that `find` did not know. Not for a scan that was broken off. */
  async keep(
    { findings, skipped, unmatchedComments }: Pick<ScanResult, 'findings' | 'skipped' | 'unmatchedComments'>,
    binary: readonly string[],
  ): Promise<void> {
    if (!this.#changed && this.#now.size === this.#before.size) return;
    // A comment or entry with an end date says something else tomorrow; what could not be read may be read then.
    for (const { path } of unmatchedComments) this.#scanned.delete(path);
    for (const { path } of skipped) this.#scanned.delete(this.#nameOf(path));
    for (const { path, suppressed } of findings) if (suppressed?.until !== undefined) this.#scanned.delete(path);
    const byFile = new Map<string, ScannedFinding[]>();
    for (const finding of findings) {
      if (!this.#scanned.has(finding.path)) continue;
      const known = byFile.get(finding.path);
      if (known === undefined) byFile.set(finding.path, [finding]);
      else known.push(finding);
    }
    const isBinary = new Set(binary.map(this.#nameOf));
    for (const [name, state] of this.#scanned) {
      const found = byFile.get(name) ?? [];
      const tag = this.#byContent ? contentTag(this.#base + name.split('/').join(sep), state, this.#folder.key) : undefined;
      this.#now.set(name, { state, findings: found, ...(tag === undefined ? {} : { tag }), ...(isBinary.has(name) ? { isBinary: true } : {}) });
    }
    await this.#folder.write(this.#purpose, encodeEntries(this.#stamp, this.#now));
  }

  readonly #nameOf = (path: string): string => {
    const name = path.slice(this.#base.length);
    return sep === '/' ? name : name.split(sep).join('/');
  };
}

const knownFile = ({ state, findings, isBinary }: Entry): ScannedFile => ({ bytes: state.size, findings, ...(isBinary === true ? { skipped: 'binary' } : {}) });
