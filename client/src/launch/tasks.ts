import * as vscode from 'vscode';
import type { Environments } from './environments';
import type { Launcher } from './launcher';
import { startFolder } from './startFolder';
import { argumentsOf, readTask, scriptTasks, type TacitTask } from './taskDefinitions';

const MANIFEST = 'tacit.env.yaml';

/** Tasks of type `tacit`: a command that is started by `tacit run`. Their definitions hold no value and no ticket, so they can be run at any time. */
export class Tasks implements vscode.TaskProvider {
  readonly #environments: Environments;
  readonly #launcher: Launcher;
  /** Tasks of which was told that they are not started. */
  readonly #refused = new Set<string>();

  constructor(environments: Environments, launcher: Launcher) {
    this.#environments = environments;
    this.#launcher = launcher;
  }

  /** The scripts of each folder's package, where the folder has a manifest. */
  async provideTasks(): Promise<vscode.Task[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const tasks = await Promise.all(
      folders.map(async (folder) => {
        const entries = await vscode.workspace.fs.readDirectory(folder.uri).then(
          (found) => new Set(found.map(([name]) => name)),
          () => new Set<string>(),
        );
        if (!entries.has(MANIFEST) || !entries.has('package.json')) return [];
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, 'package.json')).then(
          (found) => Buffer.from(found).toString('utf8'),
          () => '',
        );
        return scriptTasks(bytes, entries).map((task) => this.#make({ type: 'tacit', ...task, args: [...task.args] }, task, folder, folder.uri.fsPath));
      }),
    );
    return tasks.flat();
  }

  /** A task of tasks.json. Undefined where it says no command, or a folder outside of its own: the editor tells the person. */
  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const read = readTask(task.definition);
    const scope = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    // The editor knows it again by the very same definition.
    if (read === undefined || scope === undefined) return undefined;
    const start = await startFolder(scope.uri.fsPath, read.cwd);
    if (start === undefined) {
      // The editor asks for each of its tasks whenever it lists them.
      const cause = `${scope.uri.toString()} ${task.name}`;
      if (this.#refused.has(cause)) return undefined;
      this.#refused.add(cause);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('This task starts outside of its folder, where the values of another project may be. Tacit does not start it there.'),
      );
      return undefined;
    }
    return this.#make(task.definition, read, scope, start);
  }

  #make(definition: vscode.TaskDefinition, task: TacitTask, folder: vscode.WorkspaceFolder, cwd: string): vscode.Task {
    const { path, node, isWindows } = this.#launcher;
    const options = { cwd, env: { TACIT_NODE: node } };
    // What the task itself says goes before what the person chose for everything.
    const environment = task.environment ?? this.#environments.chosen(folder.uri);
    const args = [...argumentsOf(environment === undefined ? task : { ...task, environment })];
    // Windows starts a .cmd by a shell alone.
    const execution = isWindows ? new vscode.ShellExecution(path, args, options) : new vscode.ProcessExecution(path, args, options);
    return new vscode.Task(definition, folder, [task.command, ...task.args].join(' '), 'tacit', execution, []);
  }
}
