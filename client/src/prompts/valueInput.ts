import * as vscode from 'vscode';
import { wipeInput } from './wipeInput';

/**
 * Asks for a value: typed without echo, or taken from the clipboard, which alone keeps line breaks (an input box drops them, and a key without
 * them is lost). Undefined where the person left.
 */
export async function askValue(title: string): Promise<string | undefined> {
  const typed = { label: vscode.l10n.t('Type or paste one line'), detail: vscode.l10n.t('nothing is shown while you type') };
  const pasted = { label: vscode.l10n.t('Take it from the clipboard'), detail: vscode.l10n.t('keeps the line breaks of a key or certificate') };
  const chosen = await vscode.window.showQuickPick([typed, pasted], { title, placeHolder: vscode.l10n.t('Where the value comes from') });
  if (chosen === undefined) return undefined;
  if (chosen === pasted) {
    const value = await vscode.env.clipboard.readText();
    if (value === '') void vscode.window.showWarningMessage(vscode.l10n.t('The clipboard is empty.'));
    return value === '' ? undefined : value;
  }
  const value = await vscode.window.showInputBox({
    title,
    password: true,
    ignoreFocusOut: true,
    prompt: vscode.l10n.t('The value; nothing is shown while you type'),
    validateInput: (text) => (text === '' ? vscode.l10n.t('Give a value.') : undefined),
  });
  await wipeInput();
  return value;
}
