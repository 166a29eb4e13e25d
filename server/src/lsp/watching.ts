import { basename } from 'node:path';
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { filePathOf } from '../analysis/documents';
import { unattended } from './session/client/answer';
import type { ServerContext } from './session/serverContext';

/** Files whose change changes reports: configuration, manifests, stores. */
const PATTERNS: readonly string[] = ['**/tacit.json', '**/tacit.env*.yaml', '**/*.sops.{json,yaml,yml,env}', '**/.sops.yaml', '**/.gitignore'];

const CONFIGURATION = new Set(['tacit.json', '.gitignore']);
const STORE = /\.sops\.(?:json|ya?ml|env)$|^\.sops\.yaml$/;

/** Asks the client to tell of changed files. Clients that cannot are dealt with in `projects.ts`: a stat before use. */
export function registerWatching(context: ServerContext): { readonly start: () => void } {
  context.connection.onDidChangeWatchedFiles(({ changes }) => {
    unattended('workspace/didChangeWatchedFiles', () =>
      filesChanged(
        context,
        changes.map(({ uri }) => uri),
      ),
    );
  });
  return {
    start: () => {
      if (!context.client.watchesFiles) return;
      const watchers = PATTERNS.map((globPattern) => ({ globPattern }));
      unattended('client/registerCapability', async () => {
        await context.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      });
    },
  };
}

async function filesChanged(context: ServerContext, uris: readonly string[]): Promise<void> {
  const paths = uris.flatMap((uri) => filePathOf(uri) ?? []);
  if (paths.some((path) => CONFIGURATION.has(basename(path)))) await context.projects.reopen();
  let stores = false;
  for (const session of await context.projects.all()) {
    if (uris.some((uri) => session.isManifest(uri))) session.manifestChanged();
    if (!paths.some((path) => STORE.test(basename(path)))) continue;
    session.storesChanged();
    stores = true;
  }
  if (stores) context.storesChanged();
  else context.refresh();
}
