/**
 * As much of VS Code's API as the client's own logic needs, with what it was told kept to look at. For
 * `vi.mock('vscode', () => import('../support/vscode'))`; what only a real editor shows is tested in one (test/editor/).
 */

/** A message that was shown, with its buttons. */
export interface Shown {
  readonly kind: 'information' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
  /** Presses a button, or closes the message where none is named. */
  readonly press: (button?: string) => void;
}

export const shown: Shown[] = [];
export const executed: (readonly unknown[])[] = [];

const registered = new Map<string, (...given: readonly unknown[]) => unknown>();

export class Disposable {
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of all) each.dispose();
    });
  }

  constructor(readonly dispose: () => unknown) {}
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(what: T) => unknown>();

  readonly event = (listener: (what: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(what: T): void {
    for (const listener of this.#listeners) listener(what);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export const l10n = {
  uri: undefined,
  t: (text: string, ...given: readonly unknown[]): string => text.replace(/\{(\d+)\}/g, (_, index: string) => String(given[Number(index)])),
};

const show =
  (kind: Shown['kind']) =>
  (message: string, ...items: readonly unknown[]): Promise<string | undefined> =>
    new Promise((done) => {
      const buttons = items.filter((each): each is string => typeof each === 'string');
      shown.push({ kind, message, buttons, press: (button) => done(button) });
    });

const never = new EventEmitter<never>().event;

/** An item of either kind, as it stands. */
export interface Item {
  text?: string;
  detail?: string;
  tooltip?: string;
  severity?: number;
  isShown: boolean;
  command?: { readonly title: string; readonly command: string };
  accessibilityInformation?: { readonly label: string };
}

export const items: { bar: Item; language: Item } = { bar: { isShown: false }, language: { isShown: true } };

function statusBarItem(): Item & { show(): void; hide(): void; dispose(): void } {
  const item = { isShown: false, show: () => (item.isShown = true), hide: () => (item.isShown = false), dispose: () => undefined };
  items.bar = item;
  return item;
}

export const window = {
  activeTextEditor: undefined as { readonly document: { readonly uri: { toString(): string } } } | undefined,
  onDidChangeActiveTextEditor: never,
  showInformationMessage: show('information'),
  showWarningMessage: show('warning'),
  showErrorMessage: show('error'),
  createStatusBarItem: statusBarItem,
};

export const languages = {
  onDidChangeDiagnostics: never,
  createLanguageStatusItem(): Item & { dispose(): void } {
    const item = { isShown: true, dispose: () => undefined };
    items.language = item;
    return item;
  },
};

export const commands = {
  registerCommand(name: string, work: (...given: readonly unknown[]) => unknown): Disposable {
    registered.set(name, work);
    return new Disposable(() => registered.delete(name));
  },
  executeCommand(...given: readonly unknown[]): Promise<unknown> {
    executed.push(given);
    return Promise.resolve(registered.get(String(given[0]))?.(...given.slice(1)));
  },
};

export const StatusBarAlignment = { Left: 1, Right: 2 };
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };

/** State as the editor keeps it for a user or a workspace. */
export class Kept {
  readonly #values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.#values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}
