import * as vscode from 'vscode';
import type { Requests } from '../../../server/src/protocol/requests';
import { DOCUMENTS, type LanguageServer } from '../features/languageServer';
import { barText, countText, detailText } from './statusText';

/** Waiting time after the last change before the status is asked again, in milliseconds. */
const PAUSE = 400;

/** Where the count stands among the entries of the status bar that are about the file in front: left of the editor's own. */
const PRIORITY = 100.5;

/**
 * Two items: in the status bar what is to be dealt with in the file in front, and nothing where there is nothing; under `{}` the whole of it, with the
 * state of the vault.
 */
export class StatusItems implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #item = vscode.languages.createLanguageStatusItem('tacit.status', DOCUMENTS);
  readonly #bar = vscode.window.createStatusBarItem('tacit.findings', vscode.StatusBarAlignment.Right, PRIORITY);
  readonly #listening: readonly { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;
  /** Which question was the last: an answer to another one is out of date. */
  #asked = 0;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#item.name = 'Tacit';
    this.#bar.name = vscode.l10n.t('Tacit: findings in this file');
    this.#bar.command = { title: vscode.l10n.t('Go to the next finding'), command: 'tacit.nextFinding' };
    const refresh = (): void => this.#refresh();
    this.#listening = [
      this.#item,
      this.#bar,
      server.onDidChangeState(refresh),
      server.onDidChangeStores(refresh),
      vscode.languages.onDidChangeDiagnostics(refresh),
      vscode.window.onDidChangeActiveTextEditor(() => {
        // The counts are of another file: none is better than a wrong one.
        this.#bar.hide();
        this.#refresh();
      }),
    ];
    this.#refresh();
  }

  /** Asks the server and shows its answer. */
  async show(): Promise<void> {
    const asked = ++this.#asked;
    if (!this.#server.isRunning) {
      this.#showStopped();
      return;
    }
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    try {
      const status = await this.#server.request('tacit/status', uri === undefined ? {} : { uri });
      if (asked === this.#asked) await this.#showStatus(status);
    } catch {
      // The next change asks again.
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#listening) each.dispose();
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.show(), PAUSE);
  }

  async #showStatus(status: Requests['tacit/status'][1]): Promise<void> {
    const { findings, store, file } = status;
    const bar = file === undefined ? undefined : barText(file);
    if (bar === undefined) this.#bar.hide();
    else {
      this.#bar.text = bar.text;
      this.#bar.tooltip = bar.tooltip;
      this.#bar.accessibilityInformation = { label: bar.label, role: 'button' };
      this.#bar.show();
    }
    this.#item.text = countText(findings, file);
    this.#item.detail = detailText(status);
    this.#item.accessibilityInformation = { label: `Tacit: ${this.#item.text}, ${this.#item.detail}` };
    this.#item.severity = store === 'ready' || store === 'absent' ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    this.#item.command = { title: vscode.l10n.t('Show vaults'), command: 'tacit.vaults.focus' };
    await vscode.commands.executeCommand('setContext', 'tacit.hasFindings', findings > 0);
  }

  /** What it knew of a vault it knows no more, and it has a way on. */
  #showStopped(): void {
    this.#bar.hide();
    this.#item.text = vscode.l10n.t('Tacit is not running');
    this.#item.detail = vscode.l10n.t('nothing is checked');
    this.#item.accessibilityInformation = { label: `${this.#item.text}, ${this.#item.detail}` };
    this.#item.severity = vscode.LanguageStatusSeverity.Warning;
    this.#item.command = { title: vscode.l10n.t('Restart'), command: 'tacit.restart' };
  }
}
