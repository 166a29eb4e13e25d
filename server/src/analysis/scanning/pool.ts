import { availableParallelism } from 'node:os';
import { throwIfAborted } from '../../base/errors';
import type { Collector } from './collector';
import type { ScanOptions } from './scan';
import { timeForFile, WorkerHandle, type WorkerSetup } from './poolWorker';
import type { FileScanner } from './scanFile';
import { scanHere } from './scanHere';

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
  #watch: NodeJS.Timeout | undefined;

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
      const { scanned, left } = await scanHere(this.#own, batch, this.#options.timeForFile ?? timeForFile);
      this.#collector.takeMany(scanned);
      // So that a signal, a timer or a keypress gets its turn between batches.
      await new Promise((done) => setImmediate(done));
      if (left.length === 0) return;
      // This thread's parser broke, or was ended: others go on.
      if (this.#options.worker === undefined) return this.give(left);
      this.#start(this.#options.worker);
      return this.#post(left);
    }
    return this.#post(batch);
  }

  async #post(batch: readonly string[]): Promise<void> {
    let least = await Promise.race(this.#workers.map((worker) => worker.ready()));
    for (const worker of this.#workers) if (worker.pending < least.pending) least = worker;
    least.post(batch);
  }

  async finish(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.idle()));
    throwIfAborted(this.#options.signal);
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(file: string): void {
    const { project, rules, inline = true, policy } = this.#options;
    const setup: Omit<WorkerSetup, 'begun'> = {
      root: project.root,
      base: this.#base,
      trusted: project.trusted,
      rules,
      inline,
      ...(policy === undefined ? {} : { policy: policy.files }),
    };
    const { timeForFile: timeFor = timeForFile } = this.#options;
    // Counted in turns of a timer, not by the clock: while this thread is stopped, or the machine sleeps, no file's time runs out.
    const turn = Math.max(10, timeFor(0) / 10);
    const parts = { file, setup, turnsFor: (bytes: number) => Math.ceil(timeFor(bytes) / turn), fallback: this.#own, collector: this.#collector };
    const count = Math.max(1, this.#options.workers ?? availableParallelism());
    for (let at = 0; at < count; at++) this.#workers.push(new WorkerHandle(parts));
    this.#watch = setInterval(() => {
      for (const worker of this.#workers) worker.tick();
    }, turn);
  }
}
