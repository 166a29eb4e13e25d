import type { DocumentLink } from 'vscode-languageserver';
import { t } from '../../base/l10n';
import { answer } from '../session/client/answer';
import { toRange } from '../session/client/ranges';
import { opened, type ServerContext } from '../session/serverContext';

/** The client's command that shows a secret in the tree. Its one argument is an id of this session, never text of a document (THREATS 23). */
export const SHOW_IN_TREE_COMMAND = 'tacit.showInTree';

/** Most links of one document. */
const MOST = 2000;

/** A reference leads to its place in the tree. Only Tacit's own client has the tree; elsewhere a command link would be dead text. */
export function registerDocumentLinks(context: ServerContext): void {
  context.connection.onDocumentLinks((params, token) =>
    answer('textDocument/documentLink', token, async (): Promise<DocumentLink[]> => {
      const found = await opened(context, params.textDocument.uri);
      if (found === undefined || !context.client.isOwn) return [];
      const { document, session } = found;
      const folder = session.folderOf(document.uri);
      return session
        .facts(document)
        .references.slice(0, MOST)
        .flatMap(({ span, target }) => {
          if (target.kind !== 'store') return [];
          const resolution = session.registry.resolve(target, folder);
          if (resolution.kind !== 'address') return [];
          const { address } = resolution;
          const id = context.nodes.issue(`secret ${session.root} ${address.store} ${address.path}`, { kind: 'secret', root: session.root, address });
          const link = `command:${SHOW_IN_TREE_COMMAND}?${encodeURIComponent(JSON.stringify([id]))}`;
          return [{ range: toRange(document.lines, span), target: link, tooltip: t('Show in the vault') }];
        });
    }),
  );
}
