import * as vscode from 'vscode';
import { type LanguageServer, told } from './languageServer';

/** "Copy your public key": what a person who is not let in yet gives to somebody who opens the vault. */
export function registerPublicKey(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.copyPublicKey', () => told(server, () => copyKey(server)));
}

async function copyKey(server: LanguageServer): Promise<void> {
  const { recipients, created } = await server.request('tacit/share/me', {});
  await vscode.env.clipboard.writeText(recipients.join('\n'));
  const made = created ? [vscode.l10n.t('A key was made for you.')] : [];
  const next = vscode.l10n.t('Your public key is on the clipboard. Send it to somebody who can open the vault: they let you in by “tacit share add …”.');
  void vscode.window.showInformationMessage([...made, next].join(' '));
}
