import * as vscode from 'vscode';
import type { LanguageServer } from '../features/languageServer';
import type { Environments } from './environments';
import type { Launcher } from './launcher';
import { prepareLaunch } from './prepareLaunch';

/**
 * A terminal whose shell is started by `tacit run`. Its options, which the editor writes to its state, hold a one-time ticket; a terminal that
 * the editor restores later starts the same shell without values, and says so.
 */
export class TerminalProfile implements vscode.TerminalProfileProvider {
  readonly #server: LanguageServer;
  readonly #environments: Environments;
  readonly #launcher: Launcher;

  constructor(server: LanguageServer, environments: Environments, launcher: Launcher) {
    this.#server = server;
    this.#environments = environments;
    this.#launcher = launcher;
  }

  async provideTerminalProfile(): Promise<vscode.TerminalProfile | undefined> {
    const folder = await chooseFolder();
    if (folder === undefined) return undefined;
    const prepared = await prepareLaunch(this.#server, this.#environments, folder.uri);
    if (prepared === undefined) return undefined;
    if (prepared.state === 'nothing') {
      void vscode.window.showInformationMessage(vscode.l10n.t('This project’s manifest names no secret yet, so a terminal has nothing to receive.'));
      return undefined;
    }
    const { path, node } = this.#launcher;
    const start = prepared.state === 'ready' ? ['--ticket', prepared.ticket, '--or-without-values'] : undefined;
    const options = { name: 'Tacit', cwd: folder.uri, iconPath: new vscode.ThemeIcon('key') };
    return new vscode.TerminalProfile(
      start === undefined
        ? { ...options, shellPath: vscode.env.shell }
        : { ...options, shellPath: path, shellArgs: ['run', ...start, '--', vscode.env.shell], env: { TACIT_NODE: node } },
    );
  }
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Whose values?') });
  if (folders.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: a terminal gets the values that its manifest names.'));
  return folders[0];
}
