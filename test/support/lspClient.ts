import { mkdtempSync, realpathSync, writeFileSync, mkdirSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Duplex, PassThrough, type Readable, type Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  PublishDiagnosticsParams,
  Range,
  ShowMessageParams,
  TextDocumentEdit,
} from 'vscode-languageserver';
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { applyEdits, LineIndex } from '../../server/src/base/document';
import type { Engine } from '../../server/src/lsp/session/engine';
import { createServerConnection } from '../../server/src/lsp/session/client/connection';
import { startServer } from '../../server/src/lsp/server';
import { PrivateChannel } from '../../server/src/protocol/privateChannel';
import type { Requests } from '../../server/src/protocol/requests';
import { duplexPair } from './duplexPair';
import { removeFolder } from './removeFolder';

/** What VS Code announces, as far as the server looks. */
export const VSCODE: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, metadataSupport: true },
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true, showMessage: {}, showDocument: { support: true } },
  textDocument: {
    diagnostic: { relatedInformation: true },
    publishDiagnostics: { relatedInformation: true },
    codeAction: { disabledSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

/** What an older editor announces: no pull, no watching, no versions in edits. */
export const PLAIN: ClientCapabilities = {
  workspace: { applyEdit: true },
  window: { showMessage: {} },
  textDocument: { hover: { contentFormat: ['plaintext'] } },
};

export interface ClientSetup {
  readonly engine: Engine;
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  /** Tacit's own client, with these options. */
  readonly own?: { readonly trusted: boolean; readonly privateChannel: boolean };
  readonly rulePage?: (rule: string) => string | undefined;
  /** The title of the button that is pressed on every question; none where absent. */
  readonly press?: string | (() => string | undefined | Promise<string | undefined>);
  /** What the client says when it is asked for its folders: names of folders, absolute. */
  readonly foldersNow?: () => readonly string[];
  /** False: the client refuses edits. */
  readonly acceptsEdits?: boolean;
  /** The server is this process instead of one in ours: standard input and output, and descriptor 3. */
  readonly process?: {
    readonly stdin: Writable;
    readonly stdout: Readable;
    readonly channel: Duplex;
    once(event: 'exit', listener: (code: number | null) => void): unknown;
  };
}

/** A small LSP client, and the server in the same process over two streams. Everything the server writes is kept in `wire`. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly channel: PrivateChannel | undefined;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly shown: ShowMessageParams[] = [];
  readonly questions: string[] = [];
  readonly edits: ApplyWorkspaceEditParams[] = [];
  readonly documentsShown: string[] = [];
  /** What the server asked to save. */
  readonly saves: string[] = [];
  readonly registrations: unknown[] = [];
  readonly texts = new Map<string, { version: number; languageId: string; text: string }>();
  refreshes = 0;
  storesChanged = 0;
  exitCode: number | undefined;
  initialized!: InitializeResult;
  readonly #chunks: Buffer[] = [];
  readonly #setup: ClientSetup;

  constructor(setup: ClientSetup) {
    this.#setup = setup;
    const input = new PassThrough();
    const toServer: Writable = setup.process?.stdin ?? input;
    const toClient = new PassThrough();
    toClient.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    const [ours, theirs] = setup.process === undefined ? duplexPair() : [setup.process.channel, undefined];
    this.channel = setup.own?.privateChannel === true ? new PrivateChannel(ours) : undefined;
    if (setup.process !== undefined) {
      setup.process.stdout.pipe(toClient);
      setup.process.once('exit', (code) => (this.exitCode = code ?? -1));
    } else
      startServer({
        connection: createServerConnection(new StreamMessageReader(input), new StreamMessageWriter(toClient), (code) => (this.exitCode = code)),
        engine: setup.engine,
        version: '0.0.0',
        openPrivateChannel: () => theirs,
        ...(setup.rulePage === undefined ? {} : { rulePage: setup.rulePage }),
      });
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.#listen();
  }

  /** Every byte that the server sent as LSP. */
  get wire(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => void this.published.push(params));
    connection.onNotification('window/showMessage', (params: ShowMessageParams) => void this.shown.push(params));
    connection.onNotification('tacit/storesChanged', () => {
      this.storesChanged++;
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    connection.onRequest('client/registerCapability', (params: unknown) => {
      this.registrations.push(params);
      return null;
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/workspaceFolders', () => (this.#setup.foldersNow?.() ?? []).map((path) => ({ uri: pathToFileURL(path).href, name: path })));
    connection.onRequest('window/showDocument', ({ uri }: { uri: string }) => {
      this.documentsShown.push(uri);
      return { success: true };
    });
    connection.onRequest('window/showMessageRequest', async ({ message, actions }: { message: string; actions?: { title: string }[] }) => {
      this.questions.push(message);
      const { press } = this.#setup;
      const wanted = typeof press === 'function' ? await press() : press;
      return actions?.find(({ title }) => title === wanted) ?? null;
    });
    connection.onRequest('tacit/save', ({ uris }: { uris: string[] }) => {
      this.saves.push(...uris);
      return {};
    });
    connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => this.#apply(params));
    connection.listen();
  }

  async start(): Promise<this> {
    const { own, folder } = this.#setup;
    this.initialized = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: this.#setup.capabilities ?? VSCODE,
      workspaceFolders: folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: 'test' }],
      ...(own === undefined ? {} : { initializationOptions: { tacit: { client: 'vscode', ...own } } }),
    });
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  /** Applies as an editor does: versions checked, open documents changed and announced, closed files written, open ones saved. */
  async #apply(params: ApplyWorkspaceEditParams): Promise<{ applied: boolean }> {
    this.edits.push(params);
    if (this.#setup.acceptsEdits === false) return { applied: false };
    const changes: TextDocumentEdit[] =
      (params.edit.documentChanges as TextDocumentEdit[] | undefined) ??
      Object.entries(params.edit.changes ?? {}).map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits }));
    for (const { textDocument } of changes) {
      const open = this.texts.get(textDocument.uri);
      if (open !== undefined && textDocument.version !== null && open.version !== textDocument.version) return { applied: false };
    }
    for (const { textDocument, edits } of changes) {
      const { uri } = textDocument;
      const open = this.texts.get(uri);
      const before = open?.text ?? readFileSync(fileURLToPath(uri), 'utf8');
      const lines = new LineIndex(before);
      const after = applyEdits(
        before,
        (edits as { range: Range; newText: string }[]).map(({ range, newText }) => ({
          span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
          newText,
        })),
      );
      if (open !== undefined) await this.replace(uri, after);
      if (uri.startsWith('file:')) writeFileSync(fileURLToPath(uri), after);
    }
    return { applied: true };
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.texts.set(uri, { version: 1, languageId, text });
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the whole text. */
  async replace(uri: string, text: string): Promise<void> {
    await this.change(uri, [{ text }], text);
  }

  /** Sends the given changes; `text` is what they make of the document. */
  async change(uri: string, contentChanges: readonly ({ text: string } | { range: Range; text: string })[], text: string): Promise<void> {
    const known = this.texts.get(uri)!;
    known.version++;
    known.text = text;
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: known.version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    this.texts.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      identifier: 'tacit',
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items : [];
  }

  /** The text a diagnostic's range covers, as the client holds it. */
  textAt(uri: string, range: Range): string {
    const { text } = this.texts.get(uri)!;
    const lines = new LineIndex(text);
    return text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
  }

  actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
  }

  /** A request at the place that `|` marks in `text` of the document, which must already hold the text without it. */
  at<T>(method: string, uri: string, marked: string): Promise<T> {
    const offset = marked.indexOf('|');
    const position = new LineIndex(marked.replace('|', '')).positionOf(offset);
    return this.connection.sendRequest<T>(method, { textDocument: { uri }, position } as never);
  }

  ask<M extends keyof Requests>(method: M, params: Requests[M][0]): Promise<Requests[M][1]> {
    return this.connection.sendRequest<Requests[M][1]>(method, params as never);
  }

  /** Waits until `condition` holds; fails after five seconds. */
  async until(condition: () => boolean, what = 'condition'): Promise<void> {
    const deadline = Date.now() + 5000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await this.until(() => this.exitCode !== undefined, 'exit');
    this.channel?.close();
    this.connection.dispose();
  }
}

/** A folder with these files, removed by `remove`. */
export function projectFolder(files: Readonly<Record<string, string>>): {
  root: string;
  uri: (name: string) => string;
  read: (name: string) => string | undefined;
  remove: () => void;
} {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-lsp-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return {
    root,
    uri: (name) => pathToFileURL(join(root, name)).href,
    read: (name) => (existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : undefined),
    remove: () => removeFolder(root),
  };
}
