import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { LanguageServer } from '../features/languageServer';
import type { Advice } from '../messages/advice';
import { shown } from '../prompts/display';
import { type DebugConfig, planLaunch, type Refusal } from './debugTypes';
import type { Environments } from './environments';
import type { Launcher } from './launcher';
import { prepareLaunch } from './prepareLaunch';
import { startFolder } from './startFolder';

/** Tickets are good for 30 seconds; one that is older than this, in milliseconds, when its launch begins is renewed first. */
const FRESH = 20_000;
/** Launches remembered, for their restarts. */
const MOST_LAUNCHES = 64;

const isOn = (folder: vscode.Uri | undefined): boolean => vscode.workspace.getConfiguration('tacit', folder).get<boolean>('debug.values') !== false;

/**
 * Starts debug launches by `tacit run` (DESIGN §4): the configuration gets a one-time ticket and never a value, for the editor types what it says into
 * terminals and writes it to disk (THREATS 4). The provider is one for all types, because those are asked last: what the debuggers' own
 * extensions make of a configuration is there by then.
 */
export class DebugLaunches implements vscode.DebugConfigurationProvider, vscode.DebugAdapterTrackerFactory {
  readonly #server: LanguageServer;
  readonly #environments: Environments;
  readonly #launcher: Launcher;
  readonly #advice: Advice;
  /** Ticket → when it was made, and whether its launch has begun. */
  readonly #tickets = new Map<string, { readonly made: number; begun: boolean }>();

  constructor(server: LanguageServer, environments: Environments, launcher: Launcher, advice: Advice) {
    this.#server = server;
    this.#environments = environments;
    this.#launcher = launcher;
    this.#advice = advice;
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    config: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const plan = planLaunch(config, this.#launcher.isWindows);
    const where = await folderOf(config, folder);
    if (plan.kind === 'leave' || where === undefined || !isOn(where)) return config;
    if (plan.kind === 'refuse') {
      // Nobody waits for it: the launch goes on as it is.
      void this.#advise(config.type, plan.because, where);
      return config;
    }
    const prepared = await prepareLaunch(this.#server, this.#environments, where);
    if (prepared === undefined) return undefined;
    if (prepared.state !== 'ready') return config;
    const { ticket } = prepared;
    for (const oldest of this.#tickets.keys()) if (this.#tickets.size >= MOST_LAUNCHES) this.#tickets.delete(oldest);
    this.#tickets.set(ticket, { made: Date.now(), begun: false });
    const { path: launcher, node, isWindows } = this.#launcher;
    const started = plan.start({ launcher, node, ticket, isWindows });
    return withLocalProgram(started);
  }

  /** Sees when a launch of ours begins, and when it begins again: the editor does not resolve its configuration anew for a restart. */
  createDebugAdapterTracker({ configuration }: vscode.DebugSession): vscode.DebugAdapterTracker | undefined {
    if ('__pendingTargetId' in configuration) return undefined;
    const written = JSON.stringify(configuration);
    const ticket = [...this.#tickets.keys()].find((each) => written.includes(each));
    return ticket === undefined
      ? undefined
      : {
          onWillReceiveMessage: (message: unknown) => {
            const command = typeof message === 'object' && message !== null && 'command' in message ? message.command : undefined;
            if (command === 'launch' || command === 'restart') this.#begin(ticket);
          },
        };
  }

  #begin(ticket: string): void {
    const known = this.#tickets.get(ticket);
    if (known === undefined) return;
    const isFresh = !known.begun && Date.now() - known.made < FRESH;
    known.begun = true;
    // A refusal is told by the launch itself: its ticket has expired.
    if (!isFresh) void this.#server.request('tacit/launch/renew', { ticket }).catch(() => undefined);
  }

  /** Only where the project has values that its programs would miss. */
  async #advise(type: string, because: Refusal, folder: vscode.Uri): Promise<void> {
    const about = `debug.${type}.${because}`;
    if (!this.#advice.isDue(about)) return;
    const plan = await this.#server.request('tacit/launch/prepare', { folder: folder.toString() }).catch(() => undefined);
    if (plan === undefined || plan.state === 'nothing') return;
    await this.#advice.give(about, reasonText(because, shown(type)));
  }
}

function reasonText(because: Refusal, type: string): string {
  switch (because) {
    case 'unknown-debugger':
      return vscode.l10n.t(
        'Tacit cannot start the debugger “{0}” with the values of your vault. Start the program by “tacit run -- …” in a terminal, and attach to it.',
        type,
      );
    case 'extension-host':
      return vscode.l10n.t('Tacit cannot start “{0}” with the values of your vault: the editor starts it by itself.', type);
    case 'restarts-itself':
      return vscode.l10n.t(
        'This launch restarts its program by itself, which Tacit allows only once. Take “restart” out of it, and it gets the values of your vault.',
      );
    case 'sudo':
      return vscode.l10n.t('This launch runs as another user (“sudo”), so Tacit does not hand it the values of your vault.');
    case 'shell-line':
      return vscode.l10n.t('The command of this launch is a line for the shell, which Tacit cannot start on Windows. Make it a script, and start that.');
  }
}

/** Where the program runs, as far as that is in the folder whose launch it is: that decides which project's manifest counts. Elsewhere the folder's own counts. */
async function folderOf({ cwd }: vscode.DebugConfiguration, folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri | undefined> {
  const workspace = folder ?? vscode.workspace.workspaceFolders?.[0];
  if (workspace?.uri.scheme !== 'file') return undefined;
  const start = await startFolder(workspace.uri.fsPath, typeof cwd === 'string' && isAbsolute(cwd) ? cwd : undefined);
  return start === undefined ? workspace.uri : vscode.Uri.file(start);
}

const isThere = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** js-debug finds a program in `node_modules/.bin` too where the PATH has none; behind `tacit run` it has to be named in full. */
async function withLocalProgram(config: DebugConfig): Promise<vscode.DebugConfiguration> {
  const { cwd, runtimeArgs, env } = config;
  if (!Array.isArray(runtimeArgs) || typeof cwd !== 'string') return config;
  const at = runtimeArgs.indexOf('--') + 1;
  const program: unknown = runtimeArgs[at];
  if (typeof program !== 'string' || program === 'node' || /[/\\]/.test(program)) return config;
  const own = typeof env === 'object' && env !== null && 'PATH' in env && typeof env.PATH === 'string' ? env.PATH : (process.env.PATH ?? '');
  for (const folder of own.split(delimiter)) if (isAbsolute(folder) && (await isThere(join(folder, program)))) return config;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', program);
    if (await isThere(candidate))
      return { ...config, runtimeArgs: [...(runtimeArgs as unknown[]).slice(0, at), candidate, ...(runtimeArgs as unknown[]).slice(at + 1)] };
    if (dirname(folder) === folder) return config;
  }
}
