import type { InitializeParams } from 'vscode-languageserver';

/** What the client can do, and whether it is ours: read once from `initialize`. */
export interface ClientTraits {
  /** Tacit's own client in VS Code: it has pickers, a tree and a private channel. */
  readonly isOwn: boolean;
  readonly privateChannel: boolean;
  /** The editor's own word on trust; undefined where it has none and `tacit trust` decides. */
  readonly trusted: boolean | undefined;
  readonly l10nBundle: string | undefined;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsRelated: boolean;
  readonly showsDisabledActions: boolean;
  readonly showsMarkdown: boolean;
  readonly showsDocuments: boolean;
  readonly asksQuestions: boolean;
  readonly appliesEdits: boolean;
  readonly versionedEdits: boolean;
  /** Takes `metadata` beside an edit (LSP 3.18). Clients that check what they are given, eglot for one, fail on a field that they did not announce. */
  readonly readsEditMetadata: boolean;
  readonly watchesFiles: boolean;
  readonly showsProgress: boolean;
  readonly workspaceFolders: readonly string[];
  /** It can be asked for its folders at any time. */
  readonly listsFolders: boolean;
}

export function traitsOf(params: InitializeParams): ClientTraits {
  const { textDocument, window, workspace } = params.capabilities;
  const options: unknown = params.initializationOptions;
  const own = optionsOf(options);
  return {
    isOwn: own.client === 'vscode',
    privateChannel: own.client === 'vscode' && own.privateChannel === true,
    trusted: own.client === 'vscode' ? own.trusted === true : undefined,
    l10nBundle: own.client === 'vscode' && typeof own.l10nBundle === 'string' ? own.l10nBundle : undefined,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsRelated: textDocument?.publishDiagnostics?.relatedInformation === true || textDocument?.diagnostic?.relatedInformation === true,
    showsDisabledActions: textDocument?.codeAction?.disabledSupport === true,
    showsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    showsDocuments: window?.showDocument?.support === true,
    asksQuestions: window?.showMessage !== undefined,
    appliesEdits: workspace?.applyEdit === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    readsEditMetadata: workspace?.workspaceEdit?.metadataSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    showsProgress: window?.workDoneProgress === true,
    listsFolders: workspace?.workspaceFolders === true,
    workspaceFolders: (params.workspaceFolders ?? []).map(({ uri }) => uri),
  };
}

function optionsOf(options: unknown): Readonly<Record<string, unknown>> {
  if (typeof options !== 'object' || options === null || !('tacit' in options)) return {};
  return typeof options.tacit === 'object' && options.tacit !== null ? (options.tacit as Readonly<Record<string, unknown>>) : {};
}
