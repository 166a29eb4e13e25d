import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { SecretAddress, StoreId } from '../../base/address';
import { fail } from '../../base/errors';
import type { Documents, OpenDocument } from '../../analysis/documents';
import type { ChangeContext } from '../../changes/editing/ports';
import type { PrivateChannel } from '../../protocol/privateChannel';
import type { ClientTraits } from './client/clientTraits';
import type { Engine } from './engine';
import { LspEditor } from './client/lspEditor';
import type { Notices } from './client/notices';
import type { Projects } from './projects';
import type { ProjectSession } from './projectSession';
import type { SessionIds } from './sessionIds';

/** What a node of the store tree stands for. */
export type NodeTarget =
  | { readonly kind: 'store'; readonly root: string; readonly store: StoreId }
  | { readonly kind: 'folder'; readonly root: string; readonly store: StoreId; readonly path: string }
  | { readonly kind: 'secret'; readonly root: string; readonly address: SecretAddress };

/** What every feature gets: one file per feature registers its handlers on it. */
export interface ServerContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly nodes: SessionIds<NodeTarget>;
  readonly client: ClientTraits;
  readonly notices: Notices;
  /** The address of a rule's page, or undefined where it has none. */
  readonly rulePage: (rule: string) => string | undefined;
  /** Throws `NoPrivateChannel`. */
  channel(): PrivateChannel;
  /** Takes over the client's folders as they are now: a notification of a change may be late or lost while a window comes up. */
  refreshFolders(): Promise<void>;
  /** Something that reports depend on has changed: the client is to ask again, or is told. */
  refresh(): void;
  /** The stores themselves changed: the tree is to ask again too. */
  storesChanged(): void;
}

/** An open document with its project; undefined where the client never opened it, as after a race with a close. */
export async function opened(context: ServerContext, uri: string): Promise<{ document: OpenDocument; session: ProjectSession } | undefined> {
  const document = context.documents.get(uri);
  return document === undefined ? undefined : { document, session: await context.projects.of(uri) };
}

/** What `changes/` works on, for one project of this session. `onLate`: see `LspEditor`. */
export function changeContext(
  { connection, documents, client, engine }: ServerContext,
  { project, registry, root }: ProjectSession,
  onLate?: () => void,
): ChangeContext {
  return {
    project,
    registry,
    editor: new LspEditor(connection, documents, client, root, onLate),
    // A move is about values, each by itself; what is logged is none.
    analyse: (document) => engine.analyse(document, project, { checks: { credential: true, logging: false }, apart: true }),
    approve: (variable, reference) => engine.approve(project, variable, reference),
    ...(engine.references === undefined ? {} : { references: engine.references }),
  };
}

export async function sessionOfRoot(context: ServerContext, root: string): Promise<ProjectSession> {
  return (await context.projects.all()).find((each) => each.root === root) ?? fail({ code: 'ArgumentInvalid', argument: 'node' });
}

/** So that the token's type need not be imported everywhere. */
export type Token = CancellationToken;
