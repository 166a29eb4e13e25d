import * as vscode from 'vscode';
import type { StoreNode } from '../../../server/src/protocol/requests';
import type { LanguageServer } from '../features/languageServer';
import { shown } from '../prompts/display';

/** "Find Secret…": filters the names of all vaults. Gives the id of the one that was chosen; its value is nobody's business here. */
export async function chooseSecret(server: LanguageServer): Promise<string | undefined> {
  const asking = new vscode.CancellationTokenSource();
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly id: string }>();
  pick.placeholder = vscode.l10n.t('Find a secret by its name');
  pick.matchOnDescription = true;
  pick.busy = true;
  try {
    return await new Promise<string | undefined>((done, failed) => {
      pick.onDidAccept(() => done(pick.selectedItems[0]?.id));
      pick.onDidHide(() => done(undefined));
      pick.show();
      server.request('tacit/store/find', {}, asking.token).then(({ nodes, complete }) => {
        pick.items = nodes.map(itemOf);
        pick.busy = false;
        if (!complete) pick.title = vscode.l10n.t('Not every name is here: a vault could not be listed, or holds too many');
        else if (nodes.length === 0) pick.placeholder = vscode.l10n.t('No vault holds a secret yet');
      }, failed);
    });
  } finally {
    asking.cancel();
    asking.dispose();
    pick.dispose();
  }
}

const itemOf = ({ id, label, description }: StoreNode): vscode.QuickPickItem & { readonly id: string } => ({
  id,
  label: shown(label),
  ...(description === undefined ? {} : { description: shown(description) }),
});
