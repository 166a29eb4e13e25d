import * as vscode from 'vscode';
import { shown } from '../prompts/display';
import { chooseIgnore } from '../prompts/ignoreSteps';
import { findingAtCursor, findingFromArguments } from './findingPlace';
import { type LanguageServer, told } from './languageServer';

/** "Ignore … here…": a comment above the line, with a reason and an end; where the file takes none, an entry in tacit.json. */
export function registerIgnoreHere(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.ignoreHere', (...given: readonly unknown[]) =>
    told(server, async () => {
      const place = given.length > 0 ? findingFromArguments(given) : findingAtCursor();
      if (place?.rule === undefined) {
        void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on something that Tacit has underlined.'));
        return;
      }
      const { uri, version, range, rule } = place;
      const how = given[4];
      const choice = how === 'example' ? { reason: vscode.l10n.t('it is an example value') } : await chooseIgnore(shown(rule), how === 'config');
      if (choice !== undefined) await server.request('tacit/ignore', { uri, version, range, rule, ...choice });
    }),
  );
}
