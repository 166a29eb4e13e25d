import * as vscode from 'vscode';
import { ClipboardGuard } from './features/clipboardGuard';
import { registerIgnoreHere } from './features/ignoreHere';
import { LanguageServer } from './features/languageServer';
import { Moving, registerMoveToVault } from './features/moveToVault';
import { registerPasteAsReference } from './features/pasteAsReference';
import { registerPublicKey } from './features/publicKey';
import { registerRecoveryCopy } from './features/recoveryCopy';
import { registerRulePage } from './features/rulePage';
import { registerSample } from './features/sample';
import { registerLaunch } from './launch/registerLaunch';
import { Advice, registerAdvice } from './messages/advice';
import { MovePages } from './messages/movePage';
import { RevealPrompt } from './prompts/revealPrompt';
import { registerNextFinding } from './status/nextFinding';
import { StatusItems } from './status/statusItem';
import { registerVaultCommands } from './storeTree/vaultCommands';
import { VaultTree } from './storeTree/vaultTree';

let end: (() => Promise<void>) | undefined;

/** Wires the features. Exports nothing: any extension could read it (THREATS 8). Only the tests of Tacit itself get the tree to look at. */
export function activate(
  context: vscode.ExtensionContext,
): { readonly tree: VaultTree; readonly server: LanguageServer; readonly secrets: vscode.SecretStorage } | undefined {
  const server = new LanguageServer(context);
  const tree = new VaultTree(server);
  const prompt = new RevealPrompt();
  const clipboard = new ClipboardGuard(vscode.env.clipboard);
  const advice = new Advice(context.workspaceState);
  const pages = new MovePages(context.extensionUri);
  const moving = new Moving({ server, pages, advice });
  context.subscriptions.push(
    server,
    tree,
    prompt,
    pages,
    registerAdvice(advice),
    registerVaultCommands({ server, tree, prompt, clipboard }),
    new StatusItems(server),
    registerNextFinding(),
    registerMoveToVault(server, moving),
    registerPasteAsReference(server, moving),
    registerIgnoreHere(server),
    registerRecoveryCopy(server, prompt),
    registerPublicKey(server),
    registerRulePage(context),
    registerSample(context, server),
    registerLaunch(context, server, advice),
    vscode.commands.registerCommand('tacit.showLog', () => server.channel.show(true)),
    vscode.commands.registerCommand('tacit.restart', () => server.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.notify('tacit/trustChanged', { trusted: true })),
  );
  end = async () => {
    prompt.dispose();
    await clipboard.clear();
    await server.stop();
  };
  // The editor need not wait for the server.
  void server.start();
  return context.extensionMode === vscode.ExtensionMode.Test ? { tree, server, secrets: context.secrets } : undefined;
}

export async function deactivate(): Promise<void> {
  await end?.();
}
