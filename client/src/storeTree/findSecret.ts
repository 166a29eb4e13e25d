import * as vscode from 'vscode';
import type { StoreNode } from '../../../server/src/protocol/requests';
import type { LanguageServer } from '../features/languageServer';
import { shown } from '../prompts/display';
import { NameFilter } from './nameFilter';

type Item = vscode.QuickPickItem & { readonly id: string };

/** "Find Secret…": filters the names of all vaults. Gives the id of the one that was chosen; its value is nobody's business here. */
export async function chooseSecret(server: LanguageServer): Promise<string | undefined> {
  const asking = new vscode.CancellationTokenSource();
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t('Find a secret by its name');
  pick.busy = true;
  let names: NameFilter<StoreNode> | undefined;
  let lack: string | undefined;
  const update = (): void => {
    if (names === undefined) return;
    const found = names.find(pick.value);
    pick.items = found.shown.map(itemOf);
    const more = found.more > 0 ? vscode.l10n.t('{0} more names: type on', found.more) : undefined;
    pick.title = [more, lack].filter((note) => note !== undefined).join(' · ');
  };
  try {
    return await new Promise<string | undefined>((done, failed) => {
      pick.onDidChangeValue(update);
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        // Enter on an empty list, as while the names are on their way, is no choice.
        if (chosen !== undefined) done(chosen.id);
      });
      pick.onDidHide(() => done(undefined));
      pick.show();
      server.request('tacit/store/find', {}, asking.token).then(({ nodes, complete, withoutKeys }) => {
        names = new NameFilter(nodes);
        pick.busy = false;
        if (!complete) lack = vscode.l10n.t('Not every name is here: a vault could not be listed, or holds too many');
        else if (withoutKeys === true) lack = vscode.l10n.t('Secrets by name: there are too many to list the keys inside them');
        else if (nodes.length === 0) pick.placeholder = vscode.l10n.t('No vault holds a secret yet');
        update();
      }, failed);
    });
  } finally {
    asking.cancel();
    asking.dispose();
    pick.dispose();
  }
}

/** Filtered already: the editor's own filter knows one word only. */
const itemOf = ({ id, label, description }: StoreNode): Item => ({
  id,
  label: shown(label),
  alwaysShow: true,
  ...(description === undefined ? {} : { description: shown(description) }),
});
