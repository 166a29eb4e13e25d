import * as vscode from 'vscode';
import type { ClipboardGuard } from '../features/clipboardGuard';
import { takeText } from '../features/delivery';
import { type LanguageServer, told, ToldError } from '../features/languageServer';
import { shown } from '../prompts/display';
import type { RevealPrompt } from '../prompts/revealPrompt';
import { askValue } from '../prompts/valueInput';
import { wipeInput } from '../prompts/wipeInput';
import { chooseSecret } from './findSecret';
import { VaultNode } from './vaultNode';
import type { VaultTree } from './vaultTree';

interface Parts {
  readonly server: LanguageServer;
  readonly tree: VaultTree;
  readonly prompt: RevealPrompt;
  readonly clipboard: ClipboardGuard;
}

/**
 * The commands of the tree. Each takes a line of our own tree and nothing else, so that nobody can name a secret from outside; and because
 * editor commands can be steered onto a line by other extensions, what shows, copies or deletes asks in a dialog of its own first (THREATS 8).
 */
export function registerVaultCommands(parts: Parts): vscode.Disposable {
  const { server, tree } = parts;
  const on = (command: string, work: (argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(command, (argument: unknown) => told(server, () => work(argument)));
  const onSecret = (command: string, work: (node: VaultNode) => Promise<void>): vscode.Disposable =>
    on(command, async (argument) => {
      if (argument instanceof VaultNode && argument.data.kind === 'secret') await work(argument);
    });
  return vscode.Disposable.from(
    vscode.commands.registerCommand('tacit.vaults.refresh', () => tree.refresh()),
    on('tacit.vaults.more', (more) => tree.loadMore(more)),
    on('tacit.showInTree', (id) => showInTree(tree, id)),
    on('tacit.secret.find', async () => {
      const id = await chooseSecret(server);
      if (id !== undefined) await showInTree(tree, id);
    }),
    on('tacit.secret.create', (argument) => create(parts, argument)),
    on('tacit.vault.signIn', (argument) => signIn(parts, argument)),
    on('tacit.vault.signOut', (argument) => signOut(parts, argument)),
    onSecret('tacit.secret.copyReference', (node) => copyReference(parts, node)),
    onSecret('tacit.secret.copyValue', (node) => copyValue(parts, node)),
    onSecret('tacit.secret.reveal', (node) => revealValue(parts, node)),
    onSecret('tacit.secret.edit', (node) => edit(parts, node)),
    onSecret('tacit.secret.delete', (node) => remove(parts, node)),
  );
}

async function showInTree(tree: VaultTree, id: unknown): Promise<void> {
  if (typeof id !== 'string' || id.length > 200) return;
  await vscode.commands.executeCommand('tacit.vaults.focus');
  if (!(await tree.showById(id))) void vscode.window.showInformationMessage(vscode.l10n.t('The vault does not hold this name.'));
}

async function copyReference({ clipboard }: Parts, { data }: VaultNode): Promise<void> {
  await clipboard.forget();
  await vscode.env.clipboard.writeText(data.reference ?? data.label);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Reference copied'), 3000);
}

async function revealValue({ server, prompt }: Parts, { data }: VaultNode): Promise<void> {
  const seconds = secondsOf('reveal.seconds', 15);
  const name = shown(data.label);
  const detail = vscode.l10n.t('It stands on the screen for {0} seconds, or until you leave the prompt.', seconds);
  if (!(await confirmed(vscode.l10n.t('Show the value of {0}?', name), detail, vscode.l10n.t('Show')))) return;
  await prompt.show(name, await fetchValue(server, data.id, 'reveal'), seconds);
}

async function copyValue({ server, clipboard }: Parts, { data }: VaultNode): Promise<void> {
  const seconds = secondsOf('clipboard.seconds', 30);
  const detail = vscode.l10n.t('Every program can read the clipboard. Tacit clears it after {0} seconds, unless something else was copied.', seconds);
  if (!(await confirmed(vscode.l10n.t('Copy the value of {0}?', shown(data.label)), detail, vscode.l10n.t('Copy')))) return;
  await clipboard.copy(await fetchValue(server, data.id, 'copy'), seconds);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Value copied; the clipboard is cleared in {0} seconds', seconds), 5000);
}

async function edit({ server }: Parts, { data }: VaultNode): Promise<void> {
  const value = await askValue(vscode.l10n.t('New value of {0}', shown(data.label)));
  if (value === undefined) return;
  await server.request('tacit/secret/edit', { node: data.id, delivery: await send(server, value) });
  vscode.window.setStatusBarMessage(vscode.l10n.t('Saved in the vault'), 3000);
}

async function create({ server, tree }: Parts, argument: unknown): Promise<void> {
  const store = argument instanceof VaultNode ? argument.store : await chooseStore(tree);
  if (store === undefined) return;
  const title = vscode.l10n.t('New secret in {0}', shown(store.data.label));
  const path = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Its name, such as STRIPE_KEY'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(text) ? undefined : vscode.l10n.t('Use letters, digits and underscores, not starting with a digit, 64 at most.'),
  });
  if (path === undefined) return;
  const value = await askValue(title);
  if (value === undefined) return;
  const { node } = await server.request('tacit/secret/create', { store: store.data.id, path, delivery: await send(server, value) });
  tree.refresh();
  await tree.showById(node);
}

async function chooseStore(tree: VaultTree, fits: (store: VaultNode) => boolean = (): boolean => true): Promise<VaultNode | undefined> {
  const stores = (await tree.stores()).filter(fits);
  if (stores.length <= 1) return stores[0];
  const items = stores.map((store) => ({ label: shown(store.data.label), description: shown(store.data.description ?? ''), store }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('In which vault?') }))?.store;
}

/** The token is typed without echo and travels on the private channel; the server keeps it in its memory, for the vault's confirmed address alone. */
async function signIn({ server, tree }: Parts, argument: unknown): Promise<void> {
  const store = argument instanceof VaultNode ? argument.store : await chooseStore(tree, ({ data }) => data.onServer === true);
  if (store === undefined) return;
  const token = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign in to {0}', shown(store.data.label)),
    prompt: vscode.l10n.t('A token of the vault; nothing is shown while you type. It is forgotten when the editor closes.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Give a token.') : undefined),
  });
  await wipeInput();
  if (token === undefined) return;
  const { lines } = await server.request('tacit/store/signIn', { node: store.data.id, delivery: await send(server, token.trim()) });
  vscode.window.setStatusBarMessage(lines.join(' '), 8000);
}

async function signOut({ server }: Parts, argument: unknown): Promise<void> {
  if (!(argument instanceof VaultNode) || argument.data.kind !== 'store') return;
  await server.request('tacit/store/signOut', { node: argument.data.id });
  vscode.window.setStatusBarMessage(vscode.l10n.t('Signed out of {0}', shown(argument.data.label)), 5000);
}

async function remove({ server }: Parts, { data }: VaultNode): Promise<void> {
  const detail = vscode.l10n.t(
    'Programs that read it through {0} will not start any more. A vault file keeps no older versions; your version control may.',
    data.reference ?? data.label,
  );
  if (!(await confirmed(vscode.l10n.t('Delete {0} from the vault?', shown(data.label)), detail, vscode.l10n.t('Delete')))) return;
  await server.request('tacit/secret/remove', { node: data.id });
}

/** A dialog of the editor: no command of another extension can answer it. */
async function confirmed(question: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

/** A number of seconds out of the settings, within sane bounds whatever stands there. */
function secondsOf(setting: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('tacit').get<unknown>(setting);
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(600, Math.max(1, Math.round(value))) : otherwise;
}

const fetchValue = (server: LanguageServer, node: string, purpose: 'reveal' | 'copy'): Promise<string> =>
  takeText(server, () => server.request('tacit/secret/reveal', { node, purpose }));

async function send(server: LanguageServer, value: string): Promise<string> {
  const bytes = new TextEncoder().encode(value);
  try {
    return await server.privateChannel.send(bytes);
  } catch (thrown) {
    if (thrown instanceof ToldError) throw thrown;
    throw new ToldError(vscode.l10n.t('The value could not be sent: it is larger than 1 MiB, or the server has gone.'));
  } finally {
    bytes.fill(0);
  }
}
