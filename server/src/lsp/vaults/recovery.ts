import { isAbsolute } from 'node:path';
import { fail } from '../../base/errors';
import { t } from '../../base/l10n';
import { type EmbeddedStore, isEmbedded } from '../../stores/embedded';
import { lacksRecoveryCopy, recoveryWarning } from '../../stores/sharing';
import { onRequest, unattended } from '../session/client/answer';
import { optionalTextOf, textOf } from '../session/client/arguments';
import type { ProjectSession } from '../session/projectSession';
import type { ServerContext } from '../session/serverContext';

/** The store that a project's own values go to. */
function embeddedOf(session: ProjectSession): EmbeddedStore {
  const store = session.registry.stores[0];
  return store !== undefined && isEmbedded(store) ? store : fail({ code: 'StoreUnknown', store: session.project.config.embeddedStore });
}

/** The project of a document of it, else the workspace's first one. */
async function sessionFor(context: ServerContext, uri: string | undefined): Promise<ProjectSession> {
  if (uri !== undefined) return context.projects.of(uri);
  return (await context.projects.ofWorkspace())[0] ?? fail({ code: 'ArgumentInvalid', argument: 'uri' });
}

/**
 * Recovery copies of the user's key (THREATS 56), for Tacit's own client: it asks where, and the key itself goes from here to that file, or over the
 * private channel into the client's prompt. No other client may ask for either.
 */
export function registerRecovery(context: ServerContext): void {
  const storeFor = async (uri: unknown): Promise<EmbeddedStore> => {
    if (!context.client.isOwn) return fail({ code: 'ArgumentInvalid', argument: 'method' });
    return embeddedOf(await sessionFor(context, optionalTextOf(uri, 'uri')));
  };
  onRequest(context.connection, 'tacit/recovery/state', async ({ uri }) => ({ missing: await lacksRecoveryCopy(await storeFor(uri)) }));
  onRequest(context.connection, 'tacit/recovery/save', async ({ uri, path }) => {
    const to = textOf(path, 'path');
    if (!isAbsolute(to)) return fail({ code: 'ArgumentInvalid', argument: 'path' });
    await (await storeFor(uri)).saveRecoveryCopy(to);
    return {};
  });
  onRequest(context.connection, 'tacit/recovery/reveal', async ({ uri }) => {
    const channel = context.channel();
    const text = await (await storeFor(uri)).recoveryCopy();
    const bytes = Buffer.from(text.reveal('reveal'), 'utf8');
    try {
      return { delivery: await channel.send(bytes) };
    } finally {
      bytes.fill(0);
    }
  });
  onRequest(context.connection, 'tacit/recovery/mark', async ({ uri }) => {
    await (await storeFor(uri)).markRecoveryCopyMade();
    return {};
  });
}

/** After a move in another editor: says once for each vault that its key has no copy, and how to make one. LSP has no way to ask for a file. */
export class RecoveryOffer {
  readonly #context: ServerContext;
  readonly #told = new Set<string>();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** Not awaited by the move: the person may leave the question open. */
  after(uri: string): void {
    unattended('recoveryCopy', async () => {
      const store = embeddedOf(await this.#context.projects.of(uri));
      if (this.#told.has(store.file) || !(await lacksRecoveryCopy(store))) return;
      this.#told.add(store.file);
      const have = t('I have a copy');
      const text = [recoveryWarning(store), t('Make one in a terminal: tacit share recovery --to FILE')].join(' ');
      const answered = await this.#context.connection.window.showWarningMessage(text, { title: have }, { title: t('Later') });
      if (answered?.title === have) await store.markRecoveryCopyMade();
    });
  }
}
