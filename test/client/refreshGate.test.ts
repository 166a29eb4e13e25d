import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RefreshGate } from '../../client/src/storeTree/refreshGate';

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** The topmost level of VS Code's tree as 1.100 and 1.139 keep it: a refresh during a fetch takes that fetch's answer for the new one. */
class EditorTree {
  shown: string | undefined;
  readonly #ask: () => Promise<string>;
  #cached: string | undefined;
  #fetching: Promise<void> | undefined;

  constructor(ask: () => Promise<string>) {
    this.#ask = ask;
  }

  async refresh(): Promise<void> {
    this.#cached = undefined;
    if (this.#fetching !== undefined) await this.#fetching;
    this.shown = await this.#children();
  }

  async #children(): Promise<string | undefined> {
    if (this.#cached !== undefined) return this.#cached;
    this.#fetching = this.#fetch();
    await this.#fetching;
    this.#fetching = undefined;
    return this.#cached;
  }

  async #fetch(): Promise<void> {
    const answer = await this.#ask();
    // On its way from the extension host to the window.
    await pause(30);
    this.#cached = answer;
  }
}

/** A person's view over a state that changes; `gated` as Tacit does it, else as it did: every change is fired at once. */
function view(gated: boolean): { readonly tree: EditorTree; readonly change: (state: string) => void } {
  let state = 'starting';
  const ask = async (): Promise<string> => {
    const answer = state;
    await pause(20);
    return answer;
  };
  const fire = (): void => void tree.refresh();
  const gate = new RefreshGate<string>({ ask, fire, settled: () => pause(60) });
  const tree = new EditorTree(gated ? () => gate.answer() : ask);
  const change = (next: string): void => {
    state = next;
    if (gated) gate.changed();
    else fire();
  };
  return { tree, change };
}

describe('the topmost lines of the tree', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  // Milliseconds after the first question: before the answer is made, while it is on its way, and after it has come.
  const moments = [0, 5, 19, 20, 21, 35, 49, 50, 51, 79, 81, 200];

  it.each(moments)('show what changed %i ms after they were asked for', async (moment) => {
    const { tree, change } = view(true);
    void tree.refresh();
    await vi.advanceTimersByTimeAsync(moment);
    change('ready');
    await vi.advanceTimersByTimeAsync(1000);
    expect(tree.shown).toBe('ready');
  });

  it.each(moments)('show the last of several changes around %i ms', async (moment) => {
    const { tree, change } = view(true);
    void tree.refresh();
    for (const [index, state] of ['locked', 'sealed', 'ready'].entries()) {
      await vi.advanceTimersByTimeAsync(index === 0 ? moment : 13);
      change(state);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(tree.shown).toBe('ready');
  });

  it('lose a change without the gate, which is why it is there', async () => {
    const { tree, change } = view(false);
    void tree.refresh();
    await vi.advanceTimersByTimeAsync(35);
    change('ready');
    await vi.advanceTimersByTimeAsync(1000);
    expect(tree.shown).toBe('starting');
  });

  it('are given after a bounded number of turns where changes never end', async () => {
    let asked = 0;
    const gate: RefreshGate<string> = new RefreshGate({
      ask: () => {
        asked++;
        gate.changed();
        return Promise.resolve('restless');
      },
      fire: () => undefined,
      settled: () => Promise.resolve(),
    });
    await expect(gate.answer()).resolves.toBe('restless');
    expect(asked).toBe(20);
  });

  it('are as new as the last change in each of two answers that are made at once', async () => {
    let state = 'starting';
    const ask = async (): Promise<string> => {
      const answer = state;
      await pause(20);
      return answer;
    };
    const gate = new RefreshGate<string>({ ask, fire: () => undefined, settled: () => Promise.resolve() });
    const first = gate.answer();
    await vi.advanceTimersByTimeAsync(10);
    state = 'ready';
    gate.changed();
    const second = gate.answer();
    await vi.advanceTimersByTimeAsync(100);
    await expect(Promise.all([first, second])).resolves.toEqual(['ready', 'ready']);
  });

  it('are asked for again after a failure', async () => {
    let fired = 0;
    const gate = new RefreshGate<string>({ ask: () => Promise.reject(new Error('gone')), fire: () => fired++, settled: () => Promise.resolve() });
    await expect(gate.answer()).rejects.toThrow('gone');
    await vi.advanceTimersByTimeAsync(10);
    gate.changed();
    expect(fired).toBe(1);
  });
});
