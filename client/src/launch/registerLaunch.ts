import * as vscode from 'vscode';
import type { LanguageServer } from '../features/languageServer';
import type { Advice } from '../messages/advice';
import { DebugLaunches } from './debugLaunches';
import { Environments } from './environments';
import { findLauncher, putOnPath } from './launcher';
import { registerStartByTacit } from './startByTacit';
import { Tasks } from './tasks';
import { TerminalProfile } from './terminalProfile';

/** Every way to run from the editor: debug launches, tasks, terminals, and `tacit` on their PATH. */
export function registerLaunch(context: vscode.ExtensionContext, server: LanguageServer, advice: Advice): vscode.Disposable {
  const launcher = findLauncher(context);
  putOnPath(context, launcher);
  const environments = new Environments(server, context.workspaceState);
  const launches = new DebugLaunches(server, environments, launcher, advice);
  return vscode.Disposable.from(
    environments,
    vscode.debug.registerDebugConfigurationProvider('*', launches),
    vscode.debug.registerDebugAdapterTrackerFactory('*', launches),
    registerStartByTacit(server),
    vscode.tasks.registerTaskProvider('tacit', new Tasks(environments, launcher)),
    vscode.window.registerTerminalProfileProvider('tacit.shell', new TerminalProfile(server, environments, launcher)),
  );
}
