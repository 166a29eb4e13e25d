import { stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { throwIfAborted } from '../../base/errors';
import type { Policy } from '../../project/configuration/policy';
import type { Project } from '../../project/project';
import { type CacheOptions, ScanCache } from '../cache/scanCache';
import { Collector, type LeftOutBecause, type SkipReason } from './collector';
import { Pool } from './pool';
import { timeForFile } from './poolWorker';
import { FileScanner, type ScannedFinding, type UnmatchedComment } from './scanFile';
import { scanHere } from './scanHere';
import { isOfShard, type Shard } from './shard';
import { walkEach, walkNow } from './walk';

export interface ScanOptions {
  readonly project: Project;
  /** Absolute path of a file or folder. */
  readonly target: string;
  /** Absolute paths of the files and folders in the folder `target` that are meant, instead of all of it. Each file counts once. */
  readonly only?: readonly string[];
  /** Rule ids or prefixes; a finding of any other rule is left out. Empty: all. */
  readonly rules: readonly string[];
  /** False: comments in the files silence nothing. */
  readonly inline?: boolean;
  /** What the project's configuration was read from, where that is not the tree. */
  readonly policy?: Policy;
  /** Only this part of the files. */
  readonly shard?: Shard;
  /** Where results of earlier scans of a folder are kept; absent: nowhere. */
  readonly cache?: CacheOptions;
  /** Absolute path of worker.js; without it everything runs on this thread. */
  readonly worker?: string;
  readonly workers?: number;
  /** Milliseconds that a worker has for a file of so many bytes; default: `timeForFile`. */
  readonly timeForFile?: (bytes: number) => number;
  readonly onProgress?: (files: number) => void;
  /** Told of each file, and each folder as a whole, that is not looked at (absolute path). */
  readonly onLeftOut?: (path: string, because: LeftOutBecause, isFolder: boolean) => void;
  /** Told of each `tacit.json` and manifest (absolute path) of a folder below, which does not count: a scan goes by the configuration of one project. */
  readonly onNested?: (path: string) => void;
  readonly signal?: AbortSignal;
}

export interface ScanResult {
  readonly findings: readonly ScannedFinding[];
  readonly files: number;
  readonly bytes: number;
  /** Files, and folders as a whole, that were left out because the project or the built-in list says so. */
  readonly ignored: number;
  /** Of `files`, those that hold no text, so that nothing was looked for in them. */
  readonly binary: number;
  readonly skipped: readonly { readonly path: string; readonly because: SkipReason }[];
  /** Comments that silence nothing, of files that were scanned whole by all checks. */
  readonly unmatchedComments: readonly UnmatchedComment[];
  /** False where a file or folder could not be read: then "nothing found" would be an over-claim. */
  readonly complete: boolean;
  readonly milliseconds: number;
}

/** Files per message: large enough that posting costs nothing, small enough that both cores end together. */
const BATCH = 256;
/** Files from which on a folder is worth a cache; no more than `BATCH`, so that it is asked before any is given away. */
const WORTH_A_CACHE = 256;
/** Files after which the thread looks up, where all were known. */
const BREATH = 1024;

/** Scans a file or a folder. Results are in order of path and position, whatever the number of workers. */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const started = performance.now();
  const found = await stat(options.target).catch(() => undefined);
  const isFile = found?.isFile() === true;
  const base = isFile ? join(options.target, '..') : options.target;
  const collector = new Collector(options);
  const scanner = new FileScanner(options.project, base, options.rules, options.inline);
  let cache: ScanCache | undefined;
  if (isFile) collector.takeMany((await scanHere(scanner, [options.target], options.timeForFile ?? timeForFile)).scanned);
  else cache = await scanFolder(options, base, collector, scanner);
  const result = collector.result(0);
  await cache?.keep(result, collector.binary);
  return { ...result, milliseconds: performance.now() - started };
}

async function scanFolder(options: ScanOptions, base: string, collector: Collector, scanner: FileScanner): Promise<ScanCache | undefined> {
  const pool = new Pool(options, base, collector, scanner);
  const { shard } = options;
  const isOurs = (path: string): boolean => shard === undefined || isOfShard(shard, slashed(path.slice(base.length + (base.endsWith(sep) ? 0 : 1))));
  const notes = {
    unreadable: (folder: string) => collector.skip(folder, 'unreadable'),
    ignored: (path: string, isFolder: boolean) => {
      if (isOurs(path)) collector.ignore(path, isFolder);
    },
    unopened: (path: string, isLink: boolean) => {
      if (isOurs(path)) collector.unopened(path, isLink);
    },
    ...(options.onNested === undefined ? {} : { nested: options.onNested }),
  };
  let cache: ScanCache | undefined;
  try {
    let batch: string[] = [];
    let seen = 0;
    const paths =
      options.only === undefined ? walkNow(options.project, base, notes, options.signal) : walkEach(options.project, options.only, notes, options.signal);
    for (const path of paths) {
      if (!isOurs(path)) continue;
      // Fewer files are not worth one of the cache.
      if (++seen === WORTH_A_CACHE) {
        cache = await cacheOf(options, base);
        batch = batch.filter((each) => !isKnown(cache, collector, each));
      }
      if (isKnown(cache, collector, path)) {
        if (seen % BREATH === 0) await breathe(options.signal);
        continue;
      }
      batch.push(path);
      if (batch.length < BATCH) continue;
      await pool.give(batch);
      batch = [];
    }
    await pool.give(batch);
    await pool.finish();
  } finally {
    await pool.close();
  }
  return cache;
}

/** Takes what the cache has of a file. */
function isKnown(cache: ScanCache | undefined, collector: Collector, path: string): boolean {
  const known = cache?.find(path);
  if (known === undefined) return false;
  collector.take(path, known);
  return true;
}

async function cacheOf(options: ScanOptions, base: string): Promise<ScanCache | undefined> {
  const { cache, project, rules, inline = true, shard, only } = options;
  if (cache === undefined) return undefined;
  // A cache that cannot be had is none.
  return ScanCache.open(cache, { project, base, options: [[...rules].sort(), inline, shard, ...(only === undefined ? [] : [only])] }).catch(() => undefined);
}

/** Lets a signal, a timer or a keypress have its turn. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((done) => setImmediate(done));
  throwIfAborted(signal);
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));
