import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { PolicyFiles } from '../../project/configuration/policy';
import type { Collector, ScannedFiles, SkipReason } from './collector';
import type { FileScanner } from './scanFile';

/** What a worker is asked and answers; see worker.ts. */
export interface WorkerSetup {
  readonly root: string;
  readonly base: string;
  readonly trusted: boolean;
  readonly rules: readonly string[];
  readonly inline: boolean;
  readonly policy?: PolicyFiles;
  /** One number: how many files the worker has begun. So this thread knows which one it is at when it does not answer. */
  readonly begun: Int32Array;
}

/** Paths of one message, in one string: that is copied between threads in one piece. No path holds a NUL. */
export const packPaths = (paths: readonly string[]): string => paths.join('\0');
export const unpackPaths = (packed: string): readonly string[] => packed.split('\0');

/** Scans files one after the other and adds up. `begin` is asked before each, and ends it with `false`: then fewer files are told of than were given. */
export async function scanMany(scanner: FileScanner, paths: readonly string[], begin = (): boolean => true): Promise<ScannedFiles> {
  let files = 0;
  let bytes = 0;
  const findings = [];
  const skipped = [];
  const unmatchedComments = [];
  for (const path of paths) {
    if (!begin()) break;
    files++;
    const started = scanner.scan(path);
    const scanned = started instanceof Promise ? await started : started;
    bytes += scanned.bytes;
    if (scanned.findings.length > 0) findings.push(...scanned.findings);
    if (scanned.skipped !== undefined) skipped.push({ path, because: scanned.skipped });
    if (scanned.unmatchedComments !== undefined) unmatchedComments.push(...scanned.unmatchedComments);
  }
  return { files, bytes, findings, skipped, unmatchedComments };
}

/** Milliseconds that a worker has for a file of so many bytes: ten seconds, and one more for each MiB. The slowest that is known needs a tenth. */
export const timeForFile = (bytes: number): number => 10_000 + (bytes / (1 << 20)) * 1_000;

/** MB that a thread has for what is young, half of what Node gives: texts die with their file, and a scan of a large tree takes a tenth less memory. */
const YOUNG = 24;
/** MB that a thread has for what is old: three times what the largest text that is parsed takes. Without a bound V8 lets it grow before it collects; a scan takes a sixth less so. */
const OLD = 320;

/** Times `timeForFile(0)` that a thread may take to start. */
const START = 6;

export interface WorkerParts {
  /** Absolute path of worker.js. */
  readonly file: string;
  readonly setup: Omit<WorkerSetup, 'begun'>;
  /** How many turns of the timer a worker has for a file of so many bytes. */
  readonly turnsFor: (bytes: number) => number;
  /** Scans what no worker can be started for. */
  readonly fallback: FileScanner;
  readonly collector: Collector;
}

/**
 * One place for a worker thread, and what it was given to scan. Where the thread hangs in a file or dies of it, the file is reported by name, and a new
 * thread scans the rest; where none starts at all, this thread does. So nothing is silently left out (THREATS 48).
 */
export class WorkerHandle {
  readonly #parts: WorkerParts;
  #worker: Worker;
  #begun = new Int32Array(new SharedArrayBuffer(4));
  /** Files that the thread told of. */
  #answered = 0;
  /** What `#begun` said at the last turn, and for how many turns it has. */
  #lastBegun = 0;
  #turns = 0;
  #batches: (readonly string[])[] = [];
  #waiting: (() => void)[] = [];
  /** No thread any more: this one scans. */
  #here = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#worker = this.#start();
  }

  get pending(): number {
    return this.#batches.length;
  }

  post(batch: readonly string[]): void {
    this.#batches.push(batch);
    if (this.#batches.length === 1) this.#turns = 0;
    if (!this.#here) this.#worker.postMessage(packPaths(batch));
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
    this.#batches = [];
    this.#here = true;
    await this.#stop();
  }

  /** One turn of the timer: looks whether the thread has gone on since the last one. */
  tick(): void {
    if (this.#here || this.#batches.length === 0) return;
    const begun = Atomics.load(this.#begun, 0);
    this.#turns = begun === this.#lastBegun ? this.#turns + 1 : 0;
    this.#lastBegun = begun;
    const path = this.#current();
    const turns = path === undefined ? this.#parts.turnsFor(0) * START : this.#parts.turnsFor(0);
    if (this.#turns < turns || (path !== undefined && this.#turns < this.#parts.turnsFor(sizeOf(path)))) return;
    void this.#stop();
    this.#replace('too-slow');
  }

  #start(): Worker {
    this.#begun = new Int32Array(new SharedArrayBuffer(4));
    this.#answered = 0;
    this.#lastBegun = 0;
    this.#turns = 0;
    const workerData = { ...this.#parts.setup, begun: this.#begun } satisfies WorkerSetup;
    const worker = new Worker(this.#parts.file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG, maxOldGenerationSizeMb: OLD } });
    worker.on('message', (files: ScannedFiles) => {
      // What an earlier thread still says is of files that the one after it was given again.
      if (worker === this.#worker) this.#take(files);
    });
    const die = (): void => {
      if (worker === this.#worker) this.#replace('failed');
    };
    worker.on('error', die);
    worker.on('exit', die);
    return worker;
  }

  #take(files: ScannedFiles): void {
    const [batch = [], ...others] = this.#batches;
    this.#answered += files.files;
    this.#turns = 0;
    this.#parts.collector.takeMany(files);
    const rest = batch.slice(files.files);
    this.#batches = rest.length === 0 ? others : [rest, ...others];
    // It stopped half way: its parser is broken.
    if (rest.length > 0) {
      void this.#stop();
      this.#replace(undefined);
    }
    this.#wake();
  }

  /** Which of the waiting files the thread is at: of those that it has not told of, the last one begun. */
  #at(): number {
    return Atomics.load(this.#begun, 0) - this.#answered - 1;
  }

  #current(): string | undefined {
    return this.#batches.flat()[this.#at()];
  }

  /** Ends this thread's part, reports the file that it is at where `because` says so, and gives the rest to a new one. */
  #replace(because: SkipReason | undefined): void {
    if (this.#here) return;
    const hasBegun = Atomics.load(this.#begun, 0) > 0;
    const path = because === undefined ? undefined : this.#current();
    if (path !== undefined && because !== undefined) {
      const at = this.#at();
      this.#parts.collector.takeMany({ files: 1, bytes: 0, findings: [], skipped: [{ path, because }], unmatchedComments: [] });
      this.#batches = without(this.#batches, at);
    }
    // One that never came as far as a file would not the next time either.
    this.#here = !hasBegun;
    if (this.#here) void this.#scanHere();
    else {
      this.#worker = this.#start();
      for (const batch of this.#batches) this.#worker.postMessage(packPaths(batch));
    }
    this.#wake();
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    worker.removeAllListeners();
    // What a thread throws while it is ended concerns nobody.
    worker.on('error', () => undefined);
    await worker.terminate();
  }

  /** What the thread held, and what is given to it afterwards, until nothing is left. */
  async #scanHere(): Promise<void> {
    for (let [batch] = this.#batches; batch !== undefined; [batch] = this.#batches) {
      this.#parts.collector.takeMany(await scanMany(this.#parts.fallback, batch));
      this.#batches.shift();
      this.#wake();
    }
  }

  #progress(): Promise<void> {
    return new Promise((done) => this.#waiting.push(done));
  }

  #wake(): void {
    for (const done of this.#waiting.splice(0)) done();
  }
}

/** The batches without the file at one place of all, and without those that are empty then. */
function without(batches: readonly (readonly string[])[], at: number): (readonly string[])[] {
  let before = 0;
  const left: (readonly string[])[] = [];
  for (const batch of batches) {
    const mine = at - before;
    before += batch.length;
    const rest = batch.filter((_, each) => each !== mine);
    if (rest.length > 0) left.push(rest);
  }
  return left;
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
