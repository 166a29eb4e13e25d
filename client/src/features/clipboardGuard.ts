import { createHmac, randomBytes } from 'node:crypto';

/** What is needed of the editor's clipboard. */
export interface Clipboard {
  readText(): Thenable<string>;
  writeText(value: string): Thenable<void>;
}

/** Puts a value on the clipboard and takes it off again, if it is still what lies there (THREATS 33). Between the two only a keyed digest is kept. */
export class ClipboardGuard {
  readonly #clipboard: Clipboard;
  readonly #key = randomBytes(32);
  #held: { readonly digest: string; readonly timer: NodeJS.Timeout } | undefined;

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard;
  }

  async copy(value: string, seconds: number): Promise<void> {
    await this.forget();
    await this.#clipboard.writeText(value);
    const timer = setTimeout(() => void this.clear(), seconds * 1000);
    this.#held = { digest: this.#digest(value), timer };
  }

  /** Ends the watch over the last value: something else is about to be copied. */
  forget(): Promise<void> {
    if (this.#held !== undefined) clearTimeout(this.#held.timer);
    this.#held = undefined;
    return Promise.resolve();
  }

  /** Clears the clipboard now where it holds the last value unchanged: by the timer, and when the extension ends. */
  async clear(): Promise<void> {
    const held = this.#held;
    await this.forget();
    if (held === undefined) return;
    try {
      if (this.#digest(await this.#clipboard.readText()) === held.digest) await this.#clipboard.writeText('');
    } catch {
      // The window has gone, or the browser refuses: nothing more can be done from here.
    }
  }

  #digest(value: string): string {
    return createHmac('sha256', this.#key).update(value).digest('hex');
  }
}
