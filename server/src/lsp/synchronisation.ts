import { filePathOf } from '../analysis/documents';
import { unattended } from './session/client/answer';
import type { registerDiagnostics } from './reading/diagnostics';
import type { ServerContext } from './session/serverContext';

/** Feeds `analysis/documents` from LSP's document synchronisation, and tells diagnostics what changed. */
export function registerSynchronisation(context: ServerContext, diagnostics: ReturnType<typeof registerDiagnostics>, folders: string[]): void {
  const { connection, documents } = context;
  const changed = (uri: string): void => {
    diagnostics.changed(uri);
    // A manifest that is being edited says at once what other documents' references mean.
    unattended('manifest', async () => {
      for (const session of await context.projects.all()) {
        if (!session.isManifest(uri)) continue;
        session.manifestChanged();
        if (documents.all().length > 1) context.refresh();
      }
    });
  };
  connection.onDidOpenTextDocument(({ textDocument }) =>
    quietly(() => {
      changed(documents.open(textDocument).uri);
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    quietly(() => {
      changed(documents.change(textDocument.uri, textDocument.version, contentChanges).uri);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    quietly(() => {
      documents.close(textDocument.uri);
      diagnostics.closed(textDocument.uri);
    }),
  );
  connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) =>
    quietly(() => {
      const removed = new Set(event.removed.map(({ uri }) => filePathOf(uri)));
      const kept = folders.filter((folder) => !removed.has(folder));
      folders.splice(0, folders.length, ...kept, ...event.added.flatMap(({ uri }) => filePathOf(uri) ?? []));
      for (const folder of folders)
        unattended('workspace/didChangeWorkspaceFolders', async () => {
          await context.projects.ofFolder(folder);
        });
      // The client's tree may have asked before this notification was on its way.
      context.storesChanged();
    }),
  );
}

/** In order and at once, so that the next request sees the change; what goes wrong is logged by its code. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    unattended('textDocument/synchronise', () => Promise.reject(thrown instanceof Error ? thrown : new Error()));
  }
}
