import { delimiter } from 'node:path';
import * as vscode from 'vscode';

/** Where the launcher of the VSIX lies, and the Node that it starts. */
export interface Launcher {
  /** Absolute path of `bin/tacit`. */
  readonly path: string;
  readonly node: string;
  readonly isWindows: boolean;
}

export function findLauncher(context: vscode.ExtensionContext): Launcher {
  const isWindows = process.platform === 'win32';
  return { path: context.asAbsolutePath(isWindows ? 'bin/tacit.cmd' : 'bin/tacit'), node: process.execPath, isWindows };
}

/**
 * Puts the launcher on the PATH of the editor's terminals, so that `tacit run` works there without an installation. The editor keeps this collection on
 * disk: it holds two paths, and never a value (THREATS 4).
 */
export function putOnPath({ environmentVariableCollection: collection, extensionUri }: vscode.ExtensionContext, { node }: Launcher): void {
  collection.description = vscode.l10n.t('The command `tacit`, which starts programs with the values that your project’s manifest names.');
  const folder = vscode.Uri.joinPath(extensionUri, 'bin').fsPath;
  // A shell's start-up files often set PATH anew; shell integration puts this before it again.
  collection.prepend('PATH', folder + delimiter, { applyAtProcessCreation: true, applyAtShellIntegration: true });
  collection.replace('TACIT_NODE', node);
}
