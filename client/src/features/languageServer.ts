import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import type { PrivateChannel } from '../../../server/src/protocol/privateChannel';
import type { ClientOptions, Notifications, Requests, ServerRequests } from '../../../server/src/protocol/requests';
import { Crashes } from './crashes';
import { MessageTrace, SilentChannel } from './messageTrace';
import { ServerProcess } from './serverProcess';

/** Documents that Tacit looks at (DESIGN §4 "Schemes"). */
export const DOCUMENTS = [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-notebook-cell' }];

/** Messages that may fail one after the other before the server is given up. */
const MOST_FAILURES = 3;

/** A failure that was described by the server or here, in words for a person and without a value. */
export class ToldError extends Error {
  /** The server's own code of the failure, where it has one. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The server as the other features see it: typed requests, the private channel, its state. */
export class LanguageServer implements vscode.Disposable {
  readonly channel: vscode.LogOutputChannel;
  readonly #client: LanguageClient;
  readonly #process: ServerProcess;
  readonly #stores = new vscode.EventEmitter<void>();
  readonly #states = new vscode.EventEmitter<State>();
  readonly #crashes = new Crashes();
  #isOffering = false;

  constructor(context: vscode.ExtensionContext) {
    this.channel = vscode.window.createOutputChannel('Tacit', { log: true });
    const isTracing = (): boolean => vscode.workspace.getConfiguration('tacit').get<string>('trace.server') === 'messages';
    const trace = new MessageTrace((line) => this.channel.info(line), isTracing);
    this.#process = new ServerProcess(context.asAbsolutePath('dist/server.js'), context.extensionPath, this.channel, trace);
    const silent = new SilentChannel(this.channel);
    this.#client = new LanguageClient('tacit', 'Tacit', () => this.#process.start(), {
      documentSelector: DOCUMENTS,
      outputChannel: silent,
      traceOutputChannel: silent,
      // The library's own notifications quote what failed; Tacit says it in its own words.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({ tacit: this.#options() }),
      initializationFailedHandler: () => false,
      // Told in Tacit's own words, once, and with a way on: the library says that it gives up, and offers nothing.
      errorHandler: {
        error: (_error, _message, count) => this.#failed(count ?? 0),
        closed: () => this.#closed(),
      },
      markdown: { isTrusted: false, supportHtml: false, supportThemeIcons: false },
      diagnosticPullOptions: { onChange: true, onSave: false },
    });
    this.#client.onDidChangeState(({ newState }) => this.#states.fire(newState));
    this.#client.onNotification('tacit/storesChanged', () => this.#stores.fire());
    this.#client.onRequest('tacit/save', ({ uris }: ServerRequests['tacit/save'][0]) => save(uris));
  }

  readonly onDidChangeStores: vscode.Event<void> = (...listener) => this.#stores.event(...listener);
  readonly onDidChangeState: vscode.Event<State> = (...listener) => this.#states.event(...listener);

  get isRunning(): boolean {
    return this.#client.state === State.Running;
  }

  /** Waits while the server is on its way up; gives whether it runs then. */
  async whenSettled(): Promise<boolean> {
    while (this.#client.state === State.Starting)
      await new Promise<void>((done) => {
        const once = this.onDidChangeState(() => {
          once.dispose();
          done();
        });
      });
    return this.isRunning;
  }

  get serverPid(): number | undefined {
    return this.#process.pid;
  }

  /** Starts the server. Says so to the person where it does not start, and how to go on. */
  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch {
      this.channel.error('server.start');
      await this.#offerRestart(vscode.l10n.t('Tacit’s server did not start, so nothing is checked.'));
    }
  }

  async restart(): Promise<void> {
    this.#crashes.forget();
    if (this.#client.needsStop()) await this.#client.stop().catch(() => undefined);
    await this.#process.stop();
    await this.start();
  }

  /** Asks the server. Throws `ToldError` with the server's own sentence where it refuses. */
  async request<M extends keyof Requests>(method: M, params: Requests[M][0], token?: vscode.CancellationToken): Promise<Requests[M][1]> {
    if (!this.isRunning) throw new ToldError(vscode.l10n.t('Tacit is not running. Use the command “Tacit: Restart”.'));
    try {
      // An undefined token would be taken for a second parameter, and both sent as a list.
      return await (token === undefined
        ? this.#client.sendRequest<Requests[M][1]>(method, params)
        : this.#client.sendRequest<Requests[M][1]>(method, params, token));
    } catch (thrown) {
      const known = failureOf(thrown);
      throw known ?? new ToldError(vscode.l10n.t('Tacit’s server did not answer. The log says at which request.'));
    }
  }

  async notify<M extends keyof Notifications>(method: M, params: Notifications[M]): Promise<void> {
    if (this.isRunning) await this.#client.sendNotification(method, params);
  }

  /** The pipe on which values travel. Throws `ToldError` where there is none: there is no other way for a value (THREATS 11). */
  get privateChannel(): PrivateChannel {
    const channel = this.#process.privateChannel;
    if (channel?.isOpen !== true) throw new ToldError(vscode.l10n.t('The private channel to Tacit’s server is closed. Use the command “Tacit: Restart”.'));
    return channel;
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop().catch(() => undefined);
    await this.#process.stop();
  }

  dispose(): void {
    this.#stores.dispose();
    this.#states.dispose();
    this.channel.dispose();
  }

  #options(): ClientOptions {
    const bundle = vscode.l10n.uri;
    return {
      client: 'vscode',
      privateChannel: this.#process.privateChannel?.isOpen === true,
      trusted: vscode.workspace.isTrusted,
      ...(bundle?.scheme === 'file' ? { l10nBundle: bundle.fsPath } : {}),
    };
  }

  /** What could not be read or written, `count` times in a row; the error itself may quote a message. */
  #failed(count: number): { action: ErrorAction; handled: true } {
    if (count <= MOST_FAILURES) return { action: ErrorAction.Continue, handled: true };
    void this.#offerRestart(vscode.l10n.t('Tacit’s server does not answer any more, so nothing is checked.'));
    return { action: ErrorAction.Shutdown, handled: true };
  }

  #closed(): { action: CloseAction; handled: true } {
    if (this.#crashes.mayRestart(Date.now())) return { action: CloseAction.Restart, handled: true };
    void this.#offerRestart(vscode.l10n.t('Tacit’s server ended again and again, so nothing is checked.'));
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** One message at a time: a server that does not start may be noticed in two ways. */
  async #offerRestart(text: string): Promise<void> {
    if (this.#isOffering) return;
    this.#isOffering = true;
    const restart = vscode.l10n.t('Restart');
    const show = vscode.l10n.t('Show log');
    const chosen = await vscode.window.showErrorMessage(text, restart, show);
    this.#isOffering = false;
    if (chosen === restart) await this.restart();
    if (chosen === show) this.channel.show(true);
  }
}

/** Saves what a move changed, as the editor itself does after a refactoring of several files, and where its user lets it. */
async function save(uris: readonly string[]): Promise<ServerRequests['tacit/save'][1]> {
  if (vscode.workspace.getConfiguration('files').get('refactoring.autoSave') === false) return {};
  const wanted = new Set(uris.map((uri) => vscode.Uri.parse(uri).toString()));
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty && document.uri.scheme === 'file' && wanted.has(document.uri.toString())) await document.save();
  }
  return {};
}

/** The server's sentence is made of its own closed set of failures and shown; what anything else threw is not. */
function failureOf(thrown: unknown): ToldError | undefined {
  if (!(thrown instanceof Error) || !('data' in thrown)) return undefined;
  const { data } = thrown;
  if (typeof data !== 'object' || data === null || !('code' in data) || typeof data.code !== 'string') return undefined;
  return new ToldError(thrown.message, data.code);
}

/** Runs what a person asked for; a failure is told in its own words, anything unforeseen by its place alone. */
export async function told(server: LanguageServer, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof vscode.CancellationError) return;
    if (!(thrown instanceof ToldError)) server.channel.error(`client ${thrown instanceof Error ? thrown.name : typeof thrown}`);
    const text = thrown instanceof ToldError ? thrown.message : vscode.l10n.t('Tacit could not do that.');
    void vscode.window.showErrorMessage(text);
  }
}
