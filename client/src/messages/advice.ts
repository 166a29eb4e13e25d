import * as vscode from 'vscode';

/** Below these keys stands what a person does not want to be told again. */
const PREFIX = 'tacit.quiet.';

/**
 * Advice that nobody asked for: each piece once in a session, and never again where the person says so. That is kept where `kept` is: for the
 * workspace, since what is advised is about its projects. Errors, and answers to what a person did, do not go this way.
 */
export class Advice {
  readonly #kept: vscode.Memento;
  readonly #given = new Set<string>();

  constructor(kept: vscode.Memento) {
    this.#kept = kept;
  }

  /** Whether a piece of advice would be shown. */
  isDue(about: string): boolean {
    const key = PREFIX + about;
    return !this.#given.has(key) && this.#kept.get(key) !== true;
  }

  /** `about` tells one piece of advice from another. Gives the button that was pressed; undefined for none, and where nothing was shown. */
  async give(about: string, text: string, ...buttons: readonly string[]): Promise<string | undefined> {
    if (!this.isDue(about)) return undefined;
    const key = PREFIX + about;
    this.#given.add(key);
    const never = vscode.l10n.t('Do not show again');
    const pressed = await vscode.window.showInformationMessage(text, ...buttons, never);
    if (pressed !== never) return pressed;
    await this.#kept.update(key, true);
    return undefined;
  }

  /** What was silenced is told again, from now on. */
  async restore(): Promise<void> {
    this.#given.clear();
    for (const key of this.#kept.keys()) if (key.startsWith(PREFIX)) await this.#kept.update(key, undefined);
  }
}

/** "Show Advice Again". */
export function registerAdvice(advice: Advice): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.showAdviceAgain', async () => {
    await advice.restore();
    vscode.window.setStatusBarMessage(vscode.l10n.t('Tacit’s advice is shown again'), 5000);
  });
}
