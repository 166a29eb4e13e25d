import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../base/errors';
import type { PolicyFiles } from '../project/policy';
import type { Collector, ScannedFiles } from './collector';
import type { ScanOptions } from './scan';
import type { FileScanner } from './scanFile';

/** What a worker is asked and answers; see worker.ts. */
export interface WorkerSetup {
  readonly root: string;
  readonly base: string;
  readonly trusted: boolean;
  readonly rules: readonly string[];
  readonly inline: boolean;
  readonly policy?: PolicyFiles;
}

/** Paths of one message, in one string: that is copied between threads in one piece. No path holds a NUL. */
export const packPaths = (paths: readonly string[]): string => paths.join('\0');
export const unpackPaths = (packed: string): readonly string[] => packed.split('\0');

/** Scans files one after the other and adds up. */
export async function scanMany(scanner: FileScanner, paths: readonly string[]): Promise<ScannedFiles> {
  let bytes = 0;
  const findings = [];
  const skipped = [];
  for (const path of paths) {
    const started = scanner.scan(path);
    const scanned = started instanceof Promise ? await started : started;
    bytes += scanned.bytes;
    if (scanned.findings.length > 0) findings.push(...scanned.findings);
    if (scanned.skipped !== undefined) skipped.push({ path, because: scanned.skipped });
  }
  return { files: paths.length, bytes, findings, skipped };
}

/** Below this many files a second thread costs more than it gives. */
const WORTH_A_WORKER = 200;

/** Hands batches of paths to this thread at first, and to workers once there are enough files to pay for them. */
export class Pool {
  readonly #options: ScanOptions;
  readonly #base: string;
  readonly #collector: Collector;
  readonly #own: FileScanner;
  readonly #workers: WorkerHandle[] = [];
  #seen = 0;

  constructor(options: ScanOptions, base: string, collector: Collector, own: FileScanner) {
    this.#options = options;
    this.#base = base;
    this.#collector = collector;
    this.#own = own;
  }

  async give(batch: readonly string[]): Promise<void> {
    throwIfAborted(this.#options.signal);
    if (batch.length === 0) return;
    this.#seen += batch.length;
    if (this.#workers.length === 0 && this.#seen > WORTH_A_WORKER && this.#options.worker !== undefined) this.#start(this.#options.worker);
    if (this.#workers.length === 0) {
      this.#collector.takeMany(await scanMany(this.#own, batch));
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
    const { project, rules, inline = true, policy } = this.#options;
    const setup: WorkerSetup = {
      root: project.root,
      base: this.#base,
      trusted: project.trusted,
      rules,
      inline,
      ...(policy === undefined ? {} : { policy: policy.files }),
    };
    const count = Math.max(1, this.#options.workers ?? availableParallelism());
    for (let at = 0; at < count; at++) this.#workers.push(new WorkerHandle(file, setup, this.#own, (files) => this.#collector.takeMany(files)));
  }
}

/** One worker thread. Where it dies (out of memory, an abort in a parser), the batches it held are scanned on this thread: nothing is silently left out. */
class WorkerHandle {
  readonly #worker: Worker;
  readonly #take: (files: ScannedFiles) => void;
  readonly #fallback: FileScanner;
  readonly #batches: (readonly string[])[] = [];
  #waiting: (() => void)[] = [];
  #dead = false;

  constructor(file: string, setup: WorkerSetup, fallback: FileScanner, take: (files: ScannedFiles) => void) {
    this.#take = take;
    this.#fallback = fallback;
    this.#worker = new Worker(file, { workerData: setup });
    this.#worker.on('message', (files: ScannedFiles) => {
      this.#batches.shift();
      take(files);
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
    if (!this.#dead) this.#worker.postMessage(packPaths(batch));
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
      this.#take(await scanMany(this.#fallback, batch));
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
