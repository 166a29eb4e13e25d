import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../base/errors';
import type { Project } from '../project/project';
import type { Checks } from './analyse';
import { FileScanner, type ScannedFile, type ScannedFinding, type SkipReason } from './scanFile';
import { walk } from './walk';

export { walk };

export interface ScanOptions {
  readonly project: Project;
  /** Absolute path of a file or folder. */
  readonly target: string;
  /** Rule ids or prefixes; a finding of any other rule is left out. Empty: all. */
  readonly rules: readonly string[];
  /** Absolute path of worker.js; without it everything runs on this thread. */
  readonly worker?: string;
  readonly workers?: number;
  readonly onProgress?: (files: number) => void;
  readonly signal?: AbortSignal;
}

export interface ScanResult {
  readonly findings: readonly ScannedFinding[];
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly { readonly path: string; readonly because: SkipReason }[];
  /** False where a file or folder could not be read: then "nothing found" would be an over-claim. */
  readonly complete: boolean;
  readonly milliseconds: number;
}

/** What a worker is asked and answers; see worker.ts. */
export interface WorkerSetup {
  readonly root: string;
  readonly base: string;
  readonly trusted: boolean;
  readonly rules: readonly string[];
}
export type WorkerAnswer = { readonly files: readonly (readonly [string, ScannedFile])[] } | { readonly ready: true };

/** Files per message: large enough that posting costs nothing, small enough that both cores end together. */
const BATCH = 256;
/** Below this many files a second thread costs more than it gives. */
const WORTH_A_WORKER = 200;

export const matchesRules = (rule: string, rules: readonly string[]): boolean => rules.length === 0 || rules.some((wanted) => rule.startsWith(wanted));

/** The checks of which any rule is wanted: the others do not run. */
export function checksFor(rules: readonly string[]): Checks {
  const wants = (prefix: string): boolean => rules.length === 0 || rules.some((rule) => rule.startsWith(prefix) || prefix.startsWith(rule));
  return { credential: wants('credential.'), logging: wants('logging.') };
}

/** Scans a file or a folder. Results are in order of path and position, whatever the number of workers. */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const started = performance.now();
  const found = await stat(options.target).catch(() => undefined);
  const isFile = found?.isFile() === true;
  const base = isFile ? join(options.target, '..') : options.target;
  const collector = new Collector(options);
  if (isFile) collector.take(options.target, await scannerFor(options, base).scan(options.target));
  else await scanFolder(options, base, collector);
  return collector.result(performance.now() - started);
}

function scannerFor(options: ScanOptions, base: string): FileScanner {
  return new FileScanner(options.project, base, checksFor(options.rules));
}

async function scanFolder(options: ScanOptions, base: string, collector: Collector): Promise<void> {
  const pool = new Pool(options, base, collector);
  try {
    let batch: string[] = [];
    for await (const path of walk(options.project, base, (folder) => collector.skip(folder, 'unreadable'), options.signal)) {
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
}

/** What a scan found so far. */
export class Collector {
  readonly #findings: ScannedFinding[] = [];
  readonly #skipped: { path: string; because: SkipReason }[] = [];
  readonly #options: Pick<ScanOptions, 'rules' | 'onProgress'>;
  #files = 0;
  #bytes = 0;

  constructor(options: Pick<ScanOptions, 'rules' | 'onProgress'>) {
    this.#options = options;
  }

  take(path: string, file: ScannedFile): void {
    this.#files++;
    this.#bytes += file.bytes;
    for (const finding of file.findings) if (matchesRules(finding.rule, this.#options.rules)) this.#findings.push(finding);
    if (file.skipped !== undefined) this.skip(path, file.skipped);
    if (this.#files % 500 === 0) this.#options.onProgress?.(this.#files);
  }

  skip(path: string, because: SkipReason): void {
    if (because !== 'not-a-file' && because !== 'binary') this.#skipped.push({ path, because });
  }

  result(milliseconds: number): ScanResult {
    const order = (a: ScannedFinding, b: ScannedFinding): number =>
      a.path === b.path ? a.start.line - b.start.line || a.start.character - b.start.character || (a.rule < b.rule ? -1 : 1) : a.path < b.path ? -1 : 1;
    return {
      findings: this.#findings.sort(order),
      files: this.#files,
      bytes: this.#bytes,
      skipped: this.#skipped,
      complete: this.#skipped.every(({ because }) => because !== 'unreadable' && because !== 'failed'),
      milliseconds,
    };
  }
}

/** Hands batches to this thread at first, and to workers once there are enough files to pay for them. */
class Pool {
  readonly #options: ScanOptions;
  readonly #base: string;
  readonly #collector: Collector;
  readonly #own: FileScanner;
  readonly #workers: WorkerHandle[] = [];
  #seen = 0;

  constructor(options: ScanOptions, base: string, collector: Collector) {
    this.#options = options;
    this.#base = base;
    this.#collector = collector;
    this.#own = scannerFor(options, base);
  }

  async give(batch: readonly string[]): Promise<void> {
    throwIfAborted(this.#options.signal);
    if (batch.length === 0) return;
    this.#seen += batch.length;
    if (this.#workers.length === 0 && this.#seen > WORTH_A_WORKER && this.#options.worker !== undefined) this.#start(this.#options.worker);
    if (this.#workers.length === 0) {
      for (const path of batch) {
        const scanned = this.#own.scan(path);
        this.#collector.take(path, scanned instanceof Promise ? await scanned : scanned);
      }
      // So that a signal, a timer or a keypress gets its turn between batches.
      await new Promise((done) => setImmediate(done));
      return;
    }
    let least = await Promise.race(this.#workers.map((worker) => worker.ready()));
    for (const worker of this.#workers) if (worker.pending < least.pending) least = worker;
    least.post(batch);
  }

  async finish(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.idle()));
    throwIfAborted(this.#options.signal);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(file: string): void {
    const { project, rules } = this.#options;
    const setup: WorkerSetup = { root: project.root, base: this.#base, trusted: project.trusted, rules };
    const count = Math.max(1, this.#options.workers ?? availableParallelism());
    for (let at = 0; at < count; at++) {
      this.#workers.push(
        new WorkerHandle(file, setup, this.#own, (path, scanned) => {
          this.#collector.take(path, scanned);
        }),
      );
    }
  }
}

/** One worker thread. Where it dies (out of memory, an abort in a parser), the batches it held are scanned on this thread: nothing is silently left out. */
class WorkerHandle {
  readonly #worker: Worker;
  readonly #take: (path: string, file: ScannedFile) => void;
  readonly #fallback: FileScanner;
  readonly #batches: (readonly string[])[] = [];
  #waiting: (() => void)[] = [];
  #dead = false;

  constructor(file: string, setup: WorkerSetup, fallback: FileScanner, take: (path: string, file: ScannedFile) => void) {
    this.#take = take;
    this.#fallback = fallback;
    this.#worker = new Worker(file, { workerData: setup });
    this.#worker.on('message', (answer: WorkerAnswer) => {
      if ('ready' in answer) return;
      this.#batches.shift();
      for (const [path, scanned] of answer.files) take(path, scanned);
      this.#wake();
    });
    this.#worker.on('error', () => this.#die());
    this.#worker.on('exit', () => this.#die());
  }

  get pending(): number {
    return this.#batches.length;
  }

  post(batch: readonly string[]): void {
    this.#batches.push(batch);
    if (!this.#dead) this.#worker.postMessage(batch);
    else if (this.#batches.length === 1) void this.#scanHere();
  }

  /** Resolves once fewer than three batches wait: the walker never runs far ahead, so memory stays flat. */
  async ready(): Promise<this> {
    while (this.#batches.length >= 3) await this.#progress();
    return this;
  }

  async idle(): Promise<void> {
    while (this.#batches.length > 0) await this.#progress();
  }

  async terminate(): Promise<void> {
    this.#batches.length = 0;
    this.#dead = true;
    await this.#worker.terminate();
  }

  /** What the thread held, and what is given to it afterwards, until nothing is left. */
  async #scanHere(): Promise<void> {
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      for (const path of batch) this.#take(path, await this.#fallback.scan(path));
      this.#batches.shift();
      this.#wake();
    }
  }

  #die(): void {
    if (this.#dead) return;
    this.#dead = true;
    void this.#scanHere();
  }

  #progress(): Promise<void> {
    return new Promise((done) => this.#waiting.push(done));
  }

  #wake(): void {
    for (const done of this.#waiting.splice(0)) done();
  }
}
