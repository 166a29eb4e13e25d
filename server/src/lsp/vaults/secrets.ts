import { basename, dirname } from 'node:path';
import { displayText } from '../../base/display';
import { fail, throwIfAborted, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { log } from '../../base/log';
import { Secret } from '../../base/secret';
import { placeGiven } from '../../changes/moving/place';
import type { Requests, StoreNode } from '../../protocol/requests';
import type { SecretStore } from '../../stores/store';
import { isEmbedded } from '../../stores/embedded';
import { storeState } from '../../stores/session';
import { decodeSegment } from '../../stores/sops/paths';
import { onRequest } from '../session/client/answer';
import { type Fields, optionalTextOf, textOf } from '../session/client/arguments';
import type { ProjectSession } from '../session/projectSession';
import { tellOlder, withRecipientsAsked } from '../session/vaults/recipients';
import { walkNames } from '../session/vaults/storeNames';
import { titleOf } from '../session/vaults/storeTitle';
import { type NodeTarget, type ServerContext, sessionOfRoot } from '../session/serverContext';

type Result<M extends keyof Requests> = Requests[M][1];
type SecretTarget = Extract<NodeTarget, { kind: 'secret' }>;

/** The tree's requests: names over JSON-RPC, values over the private channel only (THREATS 11). */
export function registerSecrets(context: ServerContext): void {
  const on = <M extends keyof Requests>(method: M, work: (fields: Fields, signal: AbortSignal) => Promise<Result<M>>): void =>
    onRequest(context.connection, method, work);
  on('tacit/store/children', ({ node, page }, signal) => children(context, optionalTextOf(node, 'node'), optionalTextOf(page, 'page'), signal));
  on('tacit/store/find', (_fields, signal) => findable(context, signal));
  on('tacit/store/trail', ({ node }) => trailOf(context, textOf(node, 'node')));
  on('tacit/store/describe', ({ node }, signal) => describe(context, textOf(node, 'node'), signal));
  on('tacit/secret/reveal', async ({ node, purpose }, signal) => {
    if (purpose !== 'reveal' && purpose !== 'copy') return fail({ code: 'ArgumentInvalid', argument: 'purpose' });
    const channel = context.channel();
    const { store, target } = await secretOf(context, textOf(node, 'node'));
    await tellOlder(context, store);
    const secret = await store.read(target.address, signal);
    const bytes = Buffer.from(secret.reveal(purpose), 'utf8');
    try {
      return { delivery: await channel.send(bytes) };
    } finally {
      bytes.fill(0);
    }
  });
  on('tacit/secret/create', async (fields, signal) => {
    const channel = context.channel();
    const { session, store } = await storeOf(context, textOf(fields.store, 'store'));
    const path = placeGiven(session.project, store, textOf(fields.path, 'path'));
    const value = await channel.take(textOf(fields.delivery, 'delivery'), signal);
    await write(context, session, value, (secret) => withRecipientsAsked(context, store, () => store.write(path, secret, { is: 'absent' })));
    return { node: nodeOf(context, session, store, path, path.split('#')[1]).id };
  });
  on('tacit/secret/edit', async ({ node, delivery }, signal) => {
    const channel = context.channel();
    const { session, store, target } = await secretOf(context, textOf(node, 'node'));
    const { path, version } = await store.describe(target.address.path, signal);
    const value = await channel.take(textOf(delivery, 'delivery'), signal);
    await write(context, session, value, (secret) =>
      withRecipientsAsked(context, store, () => store.write(path, secret, version === undefined ? { is: 'anything' } : { is: 'version', version })),
    );
    return {};
  });
  on('tacit/secret/remove', async ({ node }, signal) => {
    const { session, store, target } = await secretOf(context, textOf(node, 'node'));
    const { path, version } = await store.describe(target.address.path, signal);
    // Tacit's own client has asked already, in a dialog; anybody else is asked here (THREATS 8).
    if (!context.client.isOwn && !(await confirmed(context, path))) return fail({ code: 'Cancelled' });
    try {
      await withRecipientsAsked(context, store, () => store.remove(path, version));
    } finally {
      session.storesChanged();
      context.storesChanged();
    }
    return {};
  });
}

async function confirmed(context: ServerContext, path: string): Promise<boolean> {
  const yes = t('Delete');
  const given = await context.connection.window.showWarningMessage(t('Delete {0} from the vault?', displayText(path)), { title: yes }, { title: t('Cancel') });
  return given?.title === yes;
}

/** Writes what came over the channel, and overwrites it afterwards. */
async function write(context: ServerContext, session: ProjectSession, value: Uint8Array, work: (secret: Secret) => Promise<unknown>): Promise<void> {
  const secret = Secret.of(value);
  value.fill(0);
  try {
    await work(secret);
  } finally {
    session.storesChanged();
    context.storesChanged();
  }
}

async function children(
  context: ServerContext,
  id: string | undefined,
  page: string | undefined,
  signal: AbortSignal,
): Promise<Result<'tacit/store/children'>> {
  if (id === undefined) return { nodes: await roots(context) };
  const target = context.nodes.get(id, 'node');
  if (target.kind === 'secret') return { nodes: [] };
  const session = await sessionOfRoot(context, target.root);
  const store = session.registry.get(target.store) ?? fail({ code: 'StoreUnknown', store: target.store });
  const { entries, next } = await store.list(target.kind === 'folder' ? target.path : '', page, signal);
  const nodes = entries.map(({ path, kind, name }) =>
    kind === 'secret' ? nodeOf(context, session, store, path, name) : folderOf(context, session, store, path, name),
  );
  return next === undefined ? { nodes } : { nodes, next };
}

/** One node for each store of each project; the project is named where there are several. */
async function roots(context: ServerContext): Promise<StoreNode[]> {
  await context.refreshFolders();
  const sessions = await context.projects.ofWorkspace();
  // Vaults are registered on the command line, in a file that no editor watches.
  const stale = await Promise.all(sessions.map((session) => session.changedOnDisk()));
  if (stale.some(({ configuration }) => configuration)) await context.projects.reopen();
  // At the same time: one server that does not answer must not hold up the others.
  return Promise.all(
    sessions.flatMap((session) =>
      session.registry.stores.map(async (store): Promise<StoreNode> => {
        const id = storeNode(context, session, store);
        const description = sessions.length > 1 ? { description: displayText(basename(session.root)) } : {};
        return {
          id,
          label: displayText(titleOf(store.id)),
          kind: 'store',
          state: await storeState(store),
          ...(isEmbedded(store) ? {} : { onServer: true }),
          ...description,
        };
      }),
    ),
  );
}

/** Names that a search gives of one vault, and of all together: beside what the tree holds they have room among the session's ids. */
const MOST_FINDABLE = 20_000;
const MOST_FOUND = 30_000;
/** Folders that a search lists in a vault on a server, whose operators see each of these requests. */
const MOST_LISTS = 50;

/** The names of all vaults that can be listed now, for a person to search. No value is read. */
async function findable(context: ServerContext, signal: AbortSignal): Promise<Result<'tacit/store/find'>> {
  const sessions = await context.projects.ofWorkspace();
  const stores = sessions.reduce((count, { registry }) => count + registry.stores.length, 0);
  const names = Math.min(MOST_FINDABLE, Math.floor(MOST_FOUND / Math.max(1, stores)));
  const all = await Promise.all(
    sessions.flatMap((session) =>
      session.registry.stores.map(async (store): Promise<Result<'tacit/store/find'>> => {
        const state = await storeState(store);
        if (state !== 'ready') return { nodes: [], complete: state === 'absent' };
        const found = { paths: new Set<string>(), keyed: new Set<string>() };
        const walked = walkNames(store, found, { names, lists: isEmbedded(store) ? Infinity : MOST_LISTS }, signal);
        const { complete } = await walked.catch((thrown: unknown) => {
          throwIfAborted(signal);
          log('request.failed', { method: 'tacit/store/find', code: toTacitError(thrown, 'find').failure.code });
          return { complete: false };
        });
        const description = displayText(sessions.length > 1 ? `${titleOf(store.id)} · ${basename(session.root)}` : titleOf(store.id));
        const nameOf = (path: string): string => path.replace(/#$/, '').split('/').map(decodeSegment).join('/');
        // Names alone, for a person to search: what a reference reads like is known to the tree.
        const nodes = [
          ...[...found.paths].map((path): StoreNode => ({ id: secretNode(context, session, store, path), label: displayText(nameOf(path)), kind: 'secret' })),
          ...[...found.keyed].map((path) => folderOf(context, session, store, path, nameOf(path))),
        ];
        const keys = found.keyed.size > 0 ? { withoutKeys: true as const } : {};
        return { nodes: nodes.map((node) => ({ ...node, description })), complete, ...keys };
      }),
    ),
  );
  const lacking = all.some(({ withoutKeys }) => withoutKeys === true) ? { withoutKeys: true as const } : {};
  return { nodes: all.flatMap(({ nodes }) => nodes), complete: all.every(({ complete }) => complete), ...lacking };
}

/** The last segment of a path, as a person reads it. */
const lastOf = (path: string): string => displayText(decodeSegment(path.split('/').at(-1) ?? path));

const storeNode = (context: ServerContext, { root }: ProjectSession, { id }: SecretStore): string =>
  context.nodes.issue(`store ${root} ${id}`, { kind: 'store', root, store: id });

const secretNode = (context: ServerContext, { root }: ProjectSession, { id }: SecretStore, path: string): string =>
  context.nodes.issue(`secret ${root} ${id} ${path}`, { kind: 'secret', root, address: { store: id, path } });

function nodeOf(context: ServerContext, session: ProjectSession, store: SecretStore, path: string, name?: string): StoreNode {
  const address = { store: store.id, path };
  const id = secretNode(context, session, store, path);
  return { id, label: name === undefined ? lastOf(path) : displayText(name), kind: 'secret', reference: session.registry.referenceTo(address, session.root) };
}

function folderOf(context: ServerContext, session: ProjectSession, store: SecretStore, path: string, name?: string): StoreNode {
  const id = context.nodes.issue(`folder ${session.root} ${store.id} ${path}`, { kind: 'folder', root: session.root, store: store.id, path });
  return { id, label: name === undefined ? lastOf(path) : displayText(name), kind: 'folder' };
}

/** So that a client need not list folder after folder to show what it knows by its id. */
async function trailOf(context: ServerContext, id: string): Promise<Result<'tacit/store/trail'>> {
  const target = context.nodes.get(id, 'node');
  if (target.kind === 'store') return { trail: [id] };
  const session = await sessionOfRoot(context, target.root);
  const [name, path] = target.kind === 'secret' ? [target.address.store, target.address.path] : [target.store, target.path];
  const store = session.registry.get(name) ?? fail({ code: 'StoreUnknown', store: name });
  // In a vault on a server `#` begins the key of a secret, which is a folder of its keys; in a file's names it is a letter.
  const hash = isEmbedded(store) ? -1 : path.indexOf('#');
  const segments = (hash === -1 ? path : path.slice(0, hash)).split('/');
  const folders = segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'));
  if (hash !== -1 && hash + 1 < path.length) folders.push(path.slice(0, hash + 1));
  return { trail: [storeNode(context, session, store), ...folders.map((folder) => folderOf(context, session, store, folder).id), id] };
}

async function describe(context: ServerContext, id: string, signal: AbortSignal): Promise<Result<'tacit/store/describe'>> {
  const { session, store, target } = await secretOf(context, id);
  const { fields, version, changed } = await store.describe(target.address.path, signal);
  const lines = [t('{0} in vault {1}', displayText(target.address.path), displayText(titleOf(store.id)))];
  if (fields.length > 0) lines.push(t('Fields: {0}', fields.slice(0, 20).map(displayText).join(', ')));
  if (version !== undefined) lines.push(t('Version {0}', displayText(version)));
  if (changed !== undefined) lines.push(t('Changed {0}', displayText(changed)));
  const users = [...(await session.manifest())].filter(([, places]) =>
    places.some(({ entry, path }) => {
      const resolution = session.registry.resolve(entry.target, dirname(path));
      return resolution.kind === 'address' && resolution.address.store === store.id && resolution.address.path === target.address.path;
    }),
  );
  if (users.length > 0)
    lines.push(
      t(
        'Given to programs as {0}',
        users
          .slice(0, 20)
          .map(([name]) => displayText(name))
          .join(', '),
      ),
    );
  return { lines };
}

async function secretOf(context: ServerContext, id: string): Promise<{ session: ProjectSession; store: SecretStore; target: SecretTarget }> {
  const target = context.nodes.get(id, 'node');
  if (target.kind !== 'secret') return fail({ code: 'ArgumentInvalid', argument: 'node' });
  const session = await sessionOfRoot(context, target.root);
  const store = session.registry.get(target.address.store) ?? fail({ code: 'StoreUnknown', store: target.address.store });
  return { session, store, target };
}

/** A store by the id of its node. */
async function storeOf(context: ServerContext, id: string): Promise<{ session: ProjectSession; store: SecretStore }> {
  const target = context.nodes.get(id, 'store');
  if (target.kind === 'secret') return fail({ code: 'ArgumentInvalid', argument: 'store' });
  const session = await sessionOfRoot(context, target.root);
  return { session, store: session.registry.get(target.store) ?? fail({ code: 'StoreUnknown', store: target.store }) };
}
