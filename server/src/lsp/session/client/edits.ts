import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../../base/document';
import type { OpenDocument } from '../../../analysis/documents';
import type { ClientTraits } from './clientTraits';
import { toRange } from './ranges';

/** Edits of one open document as LSP takes them: with its version where the client reads one. */
export function workspaceEdit({ versionedEdits }: Pick<ClientTraits, 'versionedEdits'>, document: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const changes = edits.map(({ span, newText }) => ({ range: toRange(document.lines, span), newText }));
  const edit: TextDocumentEdit = { textDocument: { uri: document.uri, version: document.version }, edits: changes };
  return versionedEdits ? { documentChanges: [edit] } : { changes: { [document.uri]: changes } };
}
