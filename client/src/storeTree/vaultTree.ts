import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';
import type { StoreNode } from '../../../server/src/protocol/requests';
import { type LanguageServer, ToldError } from '../features/languageServer';
import { RefreshGate } from './refreshGate';
import { MoreNode, NoteNode, type TreeNode, treeItemOf, VaultNode } from './vaultNode';

/** What the view shows where it has no lines: one welcome text each (package.json, `viewsWelcome`). */
type ViewState = 'starting' | 'failed' | 'no-folder' | 'empty' | 'forbidden' | NonNullable<StoreNode['state']>;

/** What is loaded of a vault or folder. */
interface Page {
  readonly nodes: readonly VaultNode[];
  readonly next: string | undefined;
}

/** Pages looked through for one id before giving up: 100 pages are more than anybody scrolls. */
const MOST_PAGES = 100;

/** The vaults by name, asked for when a person opens them. */
export class VaultTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #changes = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #pages = new Map<string, Page>();
  readonly #treeView: vscode.TreeView<TreeNode>;
  readonly #listening: readonly { dispose(): unknown }[];
  readonly #gate = new RefreshGate<TreeNode[]>({
    ask: () => this.#roots(),
    fire: () => this.#changes.fire(undefined),
    // Any call that the window answers would do: it handles what was sent before first.
    settled: () => setState(this.#state),
  });
  #state: ViewState = 'starting';

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#treeView = vscode.window.createTreeView<TreeNode>('tacit.vaults', { treeDataProvider: this, showCollapseAll: true });
    this.#listening = [
      this.#treeView,
      this.#changes,
      server.onDidChangeStores(() => this.refresh()),
      server.onDidChangeState((state) => {
        if (state !== State.Starting) this.refresh();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
    ];
  }

  readonly onDidChangeTreeData: vscode.Event<TreeNode | undefined> = (...listener) => this.#changes.event(...listener);

  refresh(): void {
    this.#pages.clear();
    this.#gate.changed();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node);
  }

  getParent(node: TreeNode): VaultNode | undefined {
    return node.parent;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node instanceof MoreNode || node instanceof NoteNode) return [];
    if (node === undefined) return this.#gate.answer();
    let known: Page;
    try {
      known = this.#pages.get(node.data.id) ?? (await this.#load(node));
    } catch (thrown) {
      // On the line itself: a notification for each folder that is opened would be in the way.
      return [new NoteNode(node, thrown instanceof ToldError ? thrown.message : vscode.l10n.t('It cannot be listed.'), true)];
    }
    if (known.nodes.length === 0 && known.next === undefined) return [new NoteNode(node, vscode.l10n.t('empty'), false)];
    return known.next === undefined ? [...known.nodes] : [...known.nodes, new MoreNode(node, known.next)];
  }

  /** What is known beyond the name (version, age, who reads it), when the pointer rests on the line. */
  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
    if (!(node instanceof VaultNode) || node.data.kind !== 'secret') return item;
    try {
      const { lines } = await this.#server.request('tacit/store/describe', { node: node.data.id }, token);
      item.tooltip = lines.join('\n');
    } catch {
      // A tooltip that cannot be had is no reason to disturb anybody.
    }
    return item;
  }

  /** Adds the next page to what is shown. */
  async loadMore(more: unknown): Promise<void> {
    if (!(more instanceof MoreNode)) return;
    await this.#load(more.parent, more.page);
    this.#changes.fire(more.parent);
  }

  /** Selects a secret by the id that the server issued. False where it is not there. */
  async showById(id: string): Promise<boolean> {
    const [first, ...others] = await this.#trailTo(id);
    let node = (await this.#rootNodes()).find(({ data }) => data.id === first);
    if (others.length > 0 && (node?.data.state ?? 'ready') !== 'ready') return false;
    for (const next of others) node = node === undefined ? undefined : await this.#child(node, next);
    if (node === undefined) return false;
    await this.#treeView.reveal(node, { select: true, focus: true, expand: true });
    return true;
  }

  /** From the vault to the node itself; nothing where the server of this session did not issue the id. */
  async #trailTo(id: string): Promise<readonly string[]> {
    try {
      return (await this.#server.request('tacit/store/trail', { node: id })).trail;
    } catch (thrown) {
      if (thrown instanceof ToldError && thrown.code === 'ArgumentInvalid') return [];
      throw thrown;
    }
  }

  /** The vaults themselves. */
  stores(): Promise<VaultNode[]> {
    return this.#rootNodes();
  }

  dispose(): void {
    for (const each of this.#listening) each.dispose();
  }

  /** What lies in a folder by this id, on whichever page. */
  async #child(node: VaultNode, id: string): Promise<VaultNode | undefined> {
    for (let page = 0; page < MOST_PAGES; page++) {
      const known = this.#pages.get(node.data.id) ?? (await this.#load(node));
      const found = known.nodes.find(({ data }) => data.id === id);
      if (found !== undefined) return found;
      if (known.next === undefined) return undefined;
      await this.#load(node, known.next);
    }
    return undefined;
  }

  async #load(node: VaultNode, page?: string): Promise<Page> {
    const { id } = node.data;
    const { nodes, next } = await this.#server.request('tacit/store/children', page === undefined ? { node: id } : { node: id, page });
    const before = page === undefined ? [] : (this.#pages.get(id)?.nodes ?? []);
    const loaded = { nodes: [...before, ...nodes.map((data) => new VaultNode(data, node))], next };
    this.#pages.set(id, loaded);
    return loaded;
  }

  /** The vaults; none where there is only one and it cannot be opened: then the welcome text says why and what to do. */
  async #roots(): Promise<TreeNode[]> {
    // A workspace of several folders may have none (yet).
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) return this.#empty('no-folder');
    if (!this.#server.isRunning) {
      await this.#show('starting');
      if (!(await this.#server.whenSettled())) return [];
    }
    let nodes: VaultNode[];
    try {
      nodes = await this.#rootNodes();
    } catch {
      return this.#empty('failed');
    }
    // Every project could have a vault file: one that is not there yet says nothing beside a vault that is.
    const present = nodes.filter(({ data }) => data.state !== 'absent');
    const states = new Set(present.map(({ data }) => data.state ?? 'ready'));
    const [only] = states;
    if (only === undefined) return this.#empty('absent');
    if (states.size === 1 && only !== 'ready') return this.#empty(only);
    const [single, ...others] = present;
    const lacking = single === undefined || others.length > 0 ? undefined : await this.#lackOf(single);
    if (lacking !== undefined) return this.#empty(lacking);
    await this.#show('ready');
    return nodes;
  }

  /** What a vault lacks that is the only one: names, or leave to list them. Its first page is kept for when its line is opened. */
  async #lackOf(node: VaultNode): Promise<'empty' | 'forbidden' | undefined> {
    try {
      const { nodes, next } = this.#pages.get(node.data.id) ?? (await this.#load(node));
      return nodes.length === 0 && next === undefined ? 'empty' : undefined;
    } catch (thrown) {
      return thrown instanceof ToldError && thrown.code === 'Forbidden' ? 'forbidden' : undefined;
    }
  }

  async #rootNodes(): Promise<VaultNode[]> {
    const { nodes } = await this.#server.request('tacit/store/children', {});
    return nodes.map((data: StoreNode) => new VaultNode(data, undefined));
  }

  async #empty(state: ViewState): Promise<TreeNode[]> {
    await this.#show(state);
    return [];
  }

  async #show(state: ViewState): Promise<void> {
    this.#state = state;
    await setState(state);
  }
}

const setState = (state: ViewState): Thenable<unknown> => vscode.commands.executeCommand('setContext', 'tacit.vaultState', state);
