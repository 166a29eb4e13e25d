import * as vscode from 'vscode';
import { type LanguageServer, told } from '../features/languageServer';

/** "Start Tasks and Scripts with Values…": a list of the project's commands; those that are chosen are started by `tacit run` from now on. */
export function registerStartByTacit(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.startWithValues', () =>
    told(server, async () => {
      const { commands } = await server.request('tacit/start/list', {});
      const able = commands.filter(({ refused }) => refused === undefined);
      if (able.length === 0) {
        const [first] = commands;
        const none = vscode.l10n.t(
          'There is no task or script that could be started with values: either the manifest names none yet, or all of them are already.',
        );
        void vscode.window.showInformationMessage(first?.refused === undefined ? none : `${first.name}: ${first.refused}`);
        return;
      }
      const items = able.map(({ id, name, file }) => ({ id, label: name, description: file }));
      const placeHolder = vscode.l10n.t('Which of these need the values? They are then started by “tacit run”.');
      const chosen = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, matchOnDescription: true });
      if (chosen !== undefined && chosen.length > 0) await server.request('tacit/start/apply', { ids: chosen.map(({ id }) => id) });
    }),
  );
}
