import * as vscode from 'vscode';
import { type LanguageServer, told } from './languageServer';

/** "Copy your public key": what a person who is not let in yet gives to somebody who opens the vault. */
export function registerPublicKey(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.copyPublicKey', () => told(server, () => copyKey(server)));
}

/** Asks first: any extension may run the command, and none may have a key made or the clipboard changed (THREATS 8). */
async function copyKey(server: LanguageServer): Promise<void> {
  const copy = vscode.l10n.t('Copy');
  const detail = vscode.l10n.t(
    'Send it to somebody who can open the vault: they let you in by “tacit share add …”. It is no secret. You get a key where you have none.',
  );
  const pressed = await vscode.window.showInformationMessage(vscode.l10n.t('Copy your public key?'), { modal: true, detail }, copy);
  if (pressed !== copy) return;
  const { recipients, created } = await server.request('tacit/share/me', {});
  await vscode.env.clipboard.writeText(recipients.join('\n'));
  const done = created ? vscode.l10n.t('A key was made for you. Its public part is on the clipboard.') : vscode.l10n.t('Your public key is on the clipboard.');
  vscode.window.setStatusBarMessage(done, 5000);
}
