import { homedir } from 'node:os';
import type { Duplex } from 'node:stream';
import { type Connection, type InitializeResult, PositionEncodingKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { fail } from '../base/errors';
import { configureTexts } from '../base/l10n';
import { log } from '../base/log';
import { Documents, filePathOf } from '../analysis/documents';
import { describeFailure } from '../changes/moving/messages';
import { PrivateChannel } from '../protocol/privateChannel';
import { unattended } from './session/client/answer';
import { Notices } from './session/client/notices';
import { type ClientTraits, traitsOf } from './session/client/clientTraits';
import { CODE_ACTION_KINDS, registerCodeActions } from './codeActions/codeActions';
import { registerCommands, SERVER_COMMANDS } from './changing/commands';
import { registerCompletion, TRIGGER_CHARACTERS } from './reading/completion';
import { registerDefinition } from './reading/definition';
import { registerDiagnostics } from './reading/diagnostics';
import { registerDocumentLinks } from './reading/documentLinks';
import type { Engine } from './session/engine';
import { registerHover } from './reading/hover';
import { Launches } from './launches';
import { Moves } from './changing/moves';
import { Projects } from './session/projects';
import { registerSecrets } from './vaults/secrets';
import { registerSignIn } from './vaults/signIn';
import type { NodeTarget, ServerContext } from './session/serverContext';
import { SessionIds } from './session/sessionIds';
import { registerIgnore } from './changing/ignore';
import { registerRecovery } from './vaults/recovery';
import { registerSharing } from './vaults/sharing';
import { registerStartCommands } from './changing/startCommands';
import { registerStatus } from './status';
import { registerSynchronisation } from './synchronisation';
import { registerTrust } from './trust';
import { registerWatching } from './watching';

export interface ServerOptions {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly version: string;
  /** Opens the pipe for values. Called only where the client says that it made one. */
  readonly openPrivateChannel?: () => Duplex | undefined;
  /** The address of a rule's page. Gets any text: must give undefined for what is no rule. */
  readonly rulePage?: (rule: string) => string | undefined;
}

/** How long after the start half-done moves are looked for, in milliseconds: after the first diagnostics. */
const REPLAY_DELAY = 500;

/** Serves one client on one connection, which must not listen yet. */
export function startServer(options: ServerOptions): void {
  const { connection } = options;
  const started = performance.now();
  connection.onInitialize((params): InitializeResult => {
    const client = traitsOf(params);
    if (client.l10nBundle !== undefined) useTexts(client.l10nBundle);
    const { context, launches, initialized } = assemble(options, client);
    connection.onShutdown(() => {
      launches.close();
      log('server.stopped', {});
    });
    connection.onInitialized(() => {
      initialized();
      log('server.started', { milliseconds: Math.round(performance.now() - started) });
    });
    return { capabilities: capabilitiesFor(context.client), serverInfo: { name: 'tacit', version: options.version } };
  });
  connection.listen();
}

/** A bundle that cannot be read leaves the texts in English. */
function useTexts(fsPath: string): void {
  try {
    configureTexts({ fsPath });
  } catch {
    log('request.failed', { method: 'initialize', code: 'ConfigMalformed' });
  }
}

function capabilitiesFor(client: ClientTraits): InitializeResult['capabilities'] {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(client.pullsDiagnostics ? { diagnosticProvider: { identifier: 'tacit', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS], resolveProvider: false },
    hoverProvider: true,
    definitionProvider: true,
    completionProvider: { triggerCharacters: [...TRIGGER_CHARACTERS], resolveProvider: false },
    ...(client.isOwn ? { documentLinkProvider: { resolveProvider: false } } : { executeCommandProvider: { commands: [...SERVER_COMMANDS] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

function assemble(options: ServerOptions, client: ClientTraits): { context: ServerContext; launches: Launches; initialized: () => void } {
  const { connection, engine } = options;
  const documents = new Documents();
  const folders = client.workspaceFolders.flatMap((uri) => filePathOf(uri) ?? []);
  const trust = { granted: client.trusted };
  const notices = new Notices(connection);
  const projects = new Projects(engine, documents, {
    trusted: () => trust.granted,
    folders: () => folders,
    fallbackFolder: homedir(),
    watched: () => client.watchesFiles,
    onProblem: (root, failure) => notices.warn(root, describeFailure(failure)),
  });
  const channel = client.privateChannel ? channelOver(options.openPrivateChannel?.()) : undefined;
  const context: ServerContext = {
    connection,
    engine,
    documents,
    projects,
    client,
    nodes: new SessionIds<NodeTarget>(),
    notices,
    rulePage: options.rulePage ?? (() => undefined),
    channel: () => (channel?.isOpen === true ? channel : fail({ code: 'NoPrivateChannel' })),
    refreshFolders: async () => {
      const now = client.listsFolders ? await connection.workspace.getWorkspaceFolders().catch(() => null) : null;
      if (now !== null) folders.splice(0, folders.length, ...now.flatMap(({ uri }) => filePathOf(uri) ?? []));
    },
    refresh: () => diagnostics.refresh(),
    storesChanged: () => {
      diagnostics.refresh();
      if (client.isOwn) unattended('tacit/storesChanged', () => connection.sendNotification('tacit/storesChanged', {}));
    },
  };
  const diagnostics = registerDiagnostics(context);
  const watching = registerWatching(context);
  const moves = new Moves(context);
  moves.register();
  const launches = new Launches(context);
  launches.register();
  registerSynchronisation(context, diagnostics, folders);
  registerCodeActions(context);
  registerHover(context);
  registerCompletion(context);
  registerDefinition(context);
  registerDocumentLinks(context);
  registerCommands(context, moves);
  registerSecrets(context);
  registerSignIn(context);
  registerIgnore(context);
  registerRecovery(context);
  registerSharing(context);
  registerStartCommands(context);
  registerStatus(context);
  registerTrust(context, trust);
  const initialized = (): void => {
    watching.start();
    for (const folder of folders)
      unattended('initialized', async () => {
        await projects.ofFolder(folder);
      });
    setTimeout(() => {
      unattended('replay', async () => {
        for (const session of await projects.ofWorkspace()) await moves.replay(session);
      });
    }, REPLAY_DELAY).unref();
  };
  return { context, launches, initialized };
}

function channelOver(stream: Duplex | undefined): PrivateChannel | undefined {
  if (stream === undefined) return undefined;
  log('channel.opened', {});
  return new PrivateChannel(stream);
}
