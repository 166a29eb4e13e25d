import * as vscode from 'vscode';
import { findingAtCursor } from './findingPlace';

/** Ids of rules, as the names of their pages: nothing else becomes part of a path, whoever calls (THREATS 8). */
const RULE = /^[a-z][a-z0-9]{0,39}(?:[.-][a-z0-9]{1,60}){1,10}$/;

/** "Show the page of rule …": from the lightbulb, or from the palette for the finding at the cursor. */
export function registerRulePage(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.openRulePage', async (given: unknown) => {
    const rule = given ?? findingAtCursor()?.rule;
    if (typeof rule !== 'string' || !RULE.test(rule)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on something that Tacit has underlined.'));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${rule}.md`));
  });
}
