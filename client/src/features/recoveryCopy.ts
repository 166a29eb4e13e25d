import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RevealPrompt } from '../prompts/revealPrompt';
import { takeText } from './delivery';
import { type LanguageServer, told } from './languageServer';

/** How long the key stands in the prompt, in seconds: long enough to be written down. */
const SHOWN = 120;

/** "Keep a copy of your key…" (THREATS 56): to a file that the person names, which the server writes, or in Tacit's own prompt. */
export function registerRecoveryCopy(server: LanguageServer, prompt: RevealPrompt): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.keepKeyCopy', (manifest: unknown) =>
    told(server, () => keepCopy(server, prompt, typeof manifest === 'string' && manifest.length < 4096 ? manifest : undefined)),
  );
}

/** Whether one lost computer loses the vault of the project that a manifest belongs to; false where that cannot be told. */
export async function lacksCopy(server: LanguageServer, manifest: string): Promise<boolean> {
  return server.request('tacit/recovery/state', { uri: manifest }).then(
    ({ missing }) => missing,
    () => false,
  );
}

async function keepCopy(server: LanguageServer, prompt: RevealPrompt, manifest: string | undefined): Promise<void> {
  const of = manifest === undefined ? {} : { uri: manifest };
  const save = { label: vscode.l10n.t('Save it to a file…'), detail: vscode.l10n.t('readable by you alone; put it on another device') };
  const show = { label: vscode.l10n.t('Show it…'), detail: vscode.l10n.t('in a prompt that goes away by itself') };
  const have = { label: vscode.l10n.t('I have a copy already') };
  const chosen = await vscode.window.showQuickPick([save, show, have], {
    title: vscode.l10n.t('A copy of your key'),
    placeHolder: vscode.l10n.t('Without your key nobody opens the vault, you included'),
  });
  if (chosen === save) {
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('A new file, outside of any repository'),
      defaultUri: vscode.Uri.file(join(homedir(), 'tacit-key.txt')),
    });
    if (target?.scheme !== 'file') return;
    await server.request('tacit/recovery/save', { ...of, path: target.fsPath });
    void vscode.window.showInformationMessage(vscode.l10n.t('The copy is written. Put it where only you get at it, on another device.'));
  } else if (chosen === show) {
    const yes = vscode.l10n.t('Show');
    const detail = vscode.l10n.t('Whoever sees it can open the vault.');
    if ((await vscode.window.showWarningMessage(vscode.l10n.t('Show your private key?'), { modal: true, detail }, yes)) !== yes) return;
    await prompt.show(vscode.l10n.t('Your private key'), await takeText(server, () => server.request('tacit/recovery/reveal', of)), SHOWN);
    const kept = vscode.l10n.t('Yes');
    if ((await vscode.window.showInformationMessage(vscode.l10n.t('Have you put the key in a safe place?'), kept)) === kept)
      await server.request('tacit/recovery/mark', of);
  } else if (chosen === have) await server.request('tacit/recovery/mark', of);
}
