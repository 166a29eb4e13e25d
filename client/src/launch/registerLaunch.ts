import * as vscode from 'vscode';
import type { LanguageServer } from '../features/languageServer';
import { DebugLaunches } from './debugLaunches';
import { findLauncher, putOnPath } from './launcher';
import { registerStartByTacit } from './startByTacit';
import { Tasks } from './tasks';
import { TerminalProfile } from './terminalProfile';

/** Every way to run from the editor: debug launches, tasks, terminals, and `tacit` on their PATH. */
export function registerLaunch(context: vscode.ExtensionContext, server: LanguageServer): vscode.Disposable {
  const launcher = findLauncher(context);
  putOnPath(context, launcher);
  const launches = new DebugLaunches(server, launcher, context.workspaceState);
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider('*', launches),
    vscode.debug.registerDebugAdapterTrackerFactory('*', launches),
    registerStartByTacit(server),
    vscode.tasks.registerTaskProvider('tacit', new Tasks(launcher)),
    vscode.window.registerTerminalProfileProvider('tacit.shell', new TerminalProfile(server, launcher)),
  );
}
