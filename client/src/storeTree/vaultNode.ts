import * as vscode from 'vscode';
import type { StoreNode } from '../../../server/src/protocol/requests';
import { shown } from '../prompts/display';

/** A line of the tree: a vault, a folder or a secret, by name. Values are not in it and never were. */
export class VaultNode {
  readonly data: StoreNode;
  readonly parent: VaultNode | undefined;

  constructor(data: StoreNode, parent: VaultNode | undefined) {
    this.data = data;
    this.parent = parent;
  }

  /** The vault it lies in. */
  get store(): VaultNode {
    return this.parent?.store ?? this;
  }
}

/** The line that asks for the next page. */
export class MoreNode {
  readonly parent: VaultNode;
  readonly page: string;

  constructor(parent: VaultNode, page: string) {
    this.parent = parent;
    this.page = page;
  }
}

/** A line that says why there is nothing else: an empty vault or folder, or one that cannot be listed. */
export class NoteNode {
  readonly parent: VaultNode;
  readonly text: string;
  readonly isFailure: boolean;

  constructor(parent: VaultNode, text: string, isFailure: boolean) {
    this.parent = parent;
    this.text = text;
    this.isFailure = isFailure;
  }
}

export type TreeNode = VaultNode | MoreNode | NoteNode;

const ICONS: Readonly<Record<StoreNode['kind'], string>> = { store: 'lock', folder: 'folder', secret: 'key' };

export function treeItemOf(node: TreeNode): vscode.TreeItem {
  if (node instanceof MoreNode) {
    const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
    item.command = { title: vscode.l10n.t('Load more…'), command: 'tacit.vaults.more', arguments: [node] };
    return item;
  }
  if (node instanceof NoteNode) {
    const item = new vscode.TreeItem('');
    item.description = node.text;
    item.tooltip = node.text;
    item.accessibilityInformation = { label: node.text };
    if (node.isFailure) item.iconPath = new vscode.ThemeIcon('warning');
    return item;
  }
  const { id, label, kind, description, state, onServer } = node.data;
  const name = shown(label).replace(/\\\$\(/g, '$(');
  const collapsed = kind === 'store' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const isOpenable = kind === 'folder' || (kind === 'store' && (state ?? 'ready') === 'ready');
  const item = new vscode.TreeItem(name, isOpenable ? collapsed : vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(ICONS[kind]);
  item.contextValue = kind === 'store' ? `store.${state ?? 'ready'}${onServer === true ? '.server' : ''}` : kind;
  const notes = [description === undefined ? undefined : shown(description), kind === 'store' ? stateText(state) : undefined].filter(
    (note) => note !== undefined,
  );
  if (notes.length > 0) item.description = notes.join(' · ');
  if (kind === 'store') item.tooltip = [name, ...notes, ...adviceText(state)].join('\n');
  item.accessibilityInformation = { label: accessibleLabel(kind, name, notes) };
  return item;
}

function accessibleLabel(kind: StoreNode['kind'], name: string, notes: readonly string[]): string {
  switch (kind) {
    case 'store':
      return vscode.l10n.t('vault {0} {1}', name, notes.join(', '));
    case 'folder':
      return vscode.l10n.t('folder {0}', name);
    case 'secret':
      return vscode.l10n.t('secret {0}, masked', name);
  }
}

function stateText(state: StoreNode['state']): string | undefined {
  switch (state) {
    case 'locked':
      return vscode.l10n.t('locked');
    case 'malformed':
      return vscode.l10n.t('damaged');
    case 'absent':
      return vscode.l10n.t('none yet');
    case 'signed-out':
      return vscode.l10n.t('signed out');
    case 'sealed':
      return vscode.l10n.t('sealed');
    case 'unreachable':
      return vscode.l10n.t('not reachable');
    case 'unconfirmed':
      return vscode.l10n.t('not confirmed');
    case 'address-changed':
      return vscode.l10n.t('its address changed');
    case 'ready':
    case undefined:
      return undefined;
  }
}

/** What to do about a vault that cannot be opened; the welcome texts (package.nls.json) say the same where it is the only one. */
function adviceText(state: StoreNode['state']): string[] {
  switch (state) {
    case 'locked':
      return [vscode.l10n.t('None of your keys opens it. Ask a team member to add your key, or put your recovery copy back in place.')];
    case 'malformed':
      return [vscode.l10n.t('The file is damaged or was changed without its key. Restore it from version control.')];
    case 'absent':
      return [vscode.l10n.t('Tacit makes it when you first move a credential.')];
    case 'signed-out':
      return [vscode.l10n.t('Sign in from its menu, or with “tacit login” in a terminal.')];
    case 'sealed':
      return [vscode.l10n.t('Its operators have to unseal it.')];
    case 'unreachable':
      return [vscode.l10n.t('Check the network, or ask those who run the server.')];
    case 'unconfirmed':
    case 'address-changed':
      return [vscode.l10n.t('If you know the address, confirm it with “tacit vault confirm” in a terminal. Until then nothing is sent there.')];
    case 'ready':
    case undefined:
      return [];
  }
}
