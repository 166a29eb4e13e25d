/** What the gate needs of its surroundings. */
export interface GatePorts<T> {
  /** Asks for the topmost lines as they are now. */
  readonly ask: () => Promise<T>;
  /** Tells the editor that its lines are out of date. */
  readonly fire: () => void;
  /** Settles once the editor has taken in every answer that was given before the call. */
  readonly settled: () => PromiseLike<unknown>;
}

/** Times that changes make one answer begin again, at most: after that, the answer is given and the editor is told to come again. */
const MOST_TURNS = 20;

/**
 * Lets no change be lost. VS Code's tree (seen in 1.100 and 1.139) keeps the answer that is on its way when it is told to refresh: it drops what it
 * had, waits for that answer, takes it for the new one and asks no more. So nothing is fired while an answer is on its way; a change that comes
 * meanwhile makes the answer begin again, and one that comes between the answer and its arrival is fired afterwards.
 */
export class RefreshGate<T> {
  readonly #ports: GatePorts<T>;
  #onTheirWay = 0;
  #changes = 0;
  /** What the oldest of the answers on their way knows of: this many changes. */
  #told = 0;

  constructor(ports: GatePorts<T>) {
    this.#ports = ports;
  }

  /** Something changed. */
  changed(): void {
    this.#changes++;
    if (this.#onTheirWay === 0) this.#fire();
  }

  /** The editor asks. The answer is no older than the last change before it was given. */
  async answer(): Promise<T> {
    if (this.#onTheirWay++ === 0) this.#told = this.#changes;
    // Counted for each answer on its own: the editor may ask a second time while the first answer is made.
    let known = this.#changes;
    try {
      for (let turn = 1; ; turn++) {
        known = this.#changes;
        const answer = await this.#ports.ask();
        if (known === this.#changes || turn === MOST_TURNS) return answer;
      }
    } finally {
      void this.#arrived(known);
    }
  }

  async #arrived(known: number): Promise<void> {
    // The answer leaves only after this function has been left; the round trip begins behind it.
    await new Promise((done) => setTimeout(done, 0));
    await Promise.resolve(this.#ports.settled()).catch(() => undefined);
    this.#told = Math.min(this.#told, known);
    if (--this.#onTheirWay === 0 && this.#told < this.#changes) this.#fire();
  }

  #fire(): void {
    this.#told = this.#changes;
    this.#ports.fire();
  }
}
