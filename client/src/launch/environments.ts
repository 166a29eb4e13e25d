import * as vscode from 'vscode';
import { DOCUMENTS, type LanguageServer } from '../features/languageServer';
import { shown } from '../prompts/display';

/** Kept for a folder where the person chose to use the manifest without an overlay. */
const NONE = '';

/**
 * Which environment's values this person's launches, tasks and terminals get (the overlay `tacit.env.<environment>.yaml`, as `tacit run -e` adds it).
 * The choice is kept for each folder in the editor's own state and not in a setting: a repository's settings could choose production.
 */
export class Environments implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #kept: vscode.Memento;
  readonly #item = vscode.languages.createLanguageStatusItem('tacit.environment', DOCUMENTS);
  readonly #listening: readonly { dispose(): unknown }[];

  constructor(server: LanguageServer, kept: vscode.Memento) {
    this.#server = server;
    this.#kept = kept;
    this.#item.name = vscode.l10n.t('Tacit’s environment');
    this.#item.command = { title: vscode.l10n.t('Choose'), command: 'tacit.chooseEnvironment' };
    const refresh = (): void => void this.#show();
    this.#listening = [
      this.#item,
      vscode.commands.registerCommand('tacit.chooseEnvironment', () => this.#choose()),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      server.onDidChangeState(refresh),
      server.onDidChangeStores(refresh),
    ];
    refresh();
  }

  /** What was chosen for a folder of the window, or one inside it; nothing is asked. */
  chosen(folder: vscode.Uri): string | undefined {
    return this.#kept.get<string>(keyOf(folder)) || undefined;
  }

  /**
   * The environment for a start in this folder: what was chosen, as long as the project has it; asked once where it has any. Undefined where the person
   * left the question.
   */
  async ask(folder: vscode.Uri): Promise<{ readonly environment?: string } | undefined> {
    const { environments } = await this.#server.request('tacit/launch/environments', { folder: folder.toString() });
    if (environments.length === 0) return {};
    const kept = this.#kept.get<string>(keyOf(folder));
    const name = kept !== undefined && (kept === NONE || environments.includes(kept)) ? kept : await this.#pick(folder, environments);
    return name === undefined ? undefined : name === NONE ? {} : { environment: name };
  }

  dispose(): void {
    for (const each of this.#listening) each.dispose();
  }

  async #choose(): Promise<void> {
    const folder = activeFolder();
    const environments = folder === undefined ? [] : await this.#of(folder);
    if (folder === undefined || environments.length === 0) {
      const none = vscode.l10n.t('This project has no environments: one begins with a file “tacit.env.<environment>.yaml” beside the manifest.');
      void vscode.window.showInformationMessage(none);
    } else await this.#pick(folder, environments);
  }

  async #pick(folder: vscode.Uri, environments: readonly string[]): Promise<string | undefined> {
    const now = this.#kept.get<string>(keyOf(folder));
    const mark = (name: string): { description?: string } => (name === now ? { description: vscode.l10n.t('chosen now') } : {});
    const items = [
      { label: vscode.l10n.t('No environment'), name: NONE, detail: vscode.l10n.t('The manifest as it stands.'), ...mark(NONE) },
      ...environments.map((name) => ({ label: shown(name), name, ...mark(name) })),
    ];
    const placeHolder = vscode.l10n.t('Whose values do launches, tasks and terminals of this project get? Asked once.');
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Environment'), placeHolder });
    if (picked === undefined) return undefined;
    await this.#kept.update(keyOf(folder), picked.name);
    await this.#show();
    return picked.name;
  }

  async #of(folder: vscode.Uri): Promise<readonly string[]> {
    if (!this.#server.isRunning) return [];
    return this.#server.request('tacit/launch/environments', { folder: folder.toString() }).then(
      ({ environments }) => environments,
      () => [],
    );
  }

  /** The item is there only where there is something to choose. */
  async #show(): Promise<void> {
    const folder = activeFolder();
    const environments = folder === undefined ? [] : await this.#of(folder);
    if (folder === undefined || environments.length === 0) {
      this.#item.selector = [];
      return;
    }
    const name = this.#kept.get<string>(keyOf(folder));
    this.#item.selector = DOCUMENTS;
    this.#item.text =
      name === undefined
        ? vscode.l10n.t('Environment: not chosen yet')
        : name === NONE
          ? vscode.l10n.t('Environment: none')
          : vscode.l10n.t('Environment: {0}', shown(name));
  }
}

const keyOf = (folder: vscode.Uri): string => `tacit.environment.${(vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder).toString()}`;

function activeFolder(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  const folder = own ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri : undefined;
}
