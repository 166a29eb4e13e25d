import { delimiter, dirname } from 'node:path';
import * as vscode from 'vscode';
import { linkLauncher } from './stableLauncher';

/** Where the launcher is found, and the Node that it starts. */
export interface Launcher {
  /** Absolute path of `tacit`: a link that outlives updates to the VSIX’s `bin/tacit`; on Windows `bin\\tacit.cmd` itself. */
  readonly path: string;
  readonly node: string;
  readonly isWindows: boolean;
}

export function findLauncher(context: vscode.ExtensionContext): Launcher {
  const isWindows = process.platform === 'win32';
  const own = context.asAbsolutePath(isWindows ? 'bin/tacit.cmd' : 'bin/tacit');
  const path = isWindows ? own : linkLauncher(vscode.Uri.joinPath(context.globalStorageUri, 'bin').fsPath, own);
  return { path, node: process.execPath, isWindows };
}

/**
 * Puts the launcher on the PATH of the editor's terminals, so that `tacit run` works there without an installation. The editor keeps this collection on
 * disk: it holds two paths, and never a value (THREATS 4).
 */
export function putOnPath({ environmentVariableCollection: collection }: vscode.ExtensionContext, { path, node }: Launcher): void {
  collection.description = vscode.l10n.t('The command `tacit`, which starts programs with the values that your project’s manifest names.');
  // A shell's start-up files often set PATH anew; shell integration puts this before it again.
  collection.prepend('PATH', dirname(path) + delimiter, { applyAtProcessCreation: true, applyAtShellIntegration: true });
  collection.replace('TACIT_NODE', node);
}
