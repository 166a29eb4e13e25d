import * as vscode from 'vscode';
import { wipeInput } from './wipeInput';

/**
 * Shows a value in Tacit's own prompt and takes it away again: after `seconds`, when the prompt or the window loses focus, on Escape, and on
 * `dispose` (THREATS 33). The value is in no document, notification or state. It resolves when the value is gone.
 */
export class RevealPrompt implements vscode.Disposable {
  #hide: (() => void) | undefined;

  /** `value` cannot be changed in the prompt; line breaks are shown as `⏎`. */
  show(title: string, value: string, seconds: number): Promise<void> {
    this.#hide?.();
    const input = vscode.window.createInputBox();
    const lines = value.split(/\r\n|\r|\n/);
    const text = lines.join(' ⏎ ');
    input.title = title;
    input.ignoreFocusOut = false;
    const notes = [vscode.l10n.t('Hidden again after {0} seconds, or when you leave this prompt.', seconds)];
    if (lines.length > 1) notes.push(vscode.l10n.t('{0} lines; copy the value to get it exactly.', lines.length));
    input.prompt = notes.join(' ');
    input.value = text;
    return new Promise((done) => {
      const listening: vscode.Disposable[] = [];
      const hide = (): void => {
        if (this.#hide === hide) this.#hide = undefined;
        clearTimeout(timer);
        for (const each of listening.splice(0)) each.dispose();
        input.dispose();
        void wipeInput().then(done);
      };
      const timer = setTimeout(hide, seconds * 1000);
      listening.push(
        input.onDidHide(hide),
        input.onDidAccept(hide),
        input.onDidChangeValue((typed) => {
          if (typed !== text) input.value = text;
        }),
        vscode.window.onDidChangeWindowState(({ focused }) => {
          if (!focused) hide();
        }),
      );
      this.#hide = hide;
      input.show();
    });
  }

  dispose(): void {
    this.#hide?.();
  }
}
