import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type LanguageServer, told } from './languageServer';

/** The line to look at first. */
const FIRST = 'src/payments.js';

/**
 * A small shop with made-up credentials, to try the whole way without risk: a copy in Tacit's own storage, in a window of its own. The values are
 * made now, so that the extension itself ships nothing that looks like one.
 */
export function registerSample(context: vscode.ExtensionContext, server: LanguageServer): vscode.Disposable {
  const template = vscode.Uri.joinPath(context.extensionUri, 'samples', 'shop');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'sample', 'shop');
  void showFirstFile(folder);
  return vscode.commands.registerCommand('tacit.openSample', () =>
    told(server, async () => {
      await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false }).then(undefined, () => undefined);
      await copy(template, folder, makeValues());
      await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: vscode.workspace.workspaceFolders !== undefined });
    }),
  );
}

/** The window of the sample begins at its first credential. */
async function showFirstFile(folder: vscode.Uri): Promise<void> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  if (open?.uri.path !== folder.path || vscode.window.activeTextEditor !== undefined) return;
  const editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, FIRST)).then(undefined, () => undefined);
  const at = editor?.document.getText().search(/sk_/) ?? -1;
  if (editor === undefined || at === -1) return;
  const position = editor.document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
}

/** Copies a folder, with a value where a file says `@@NAME@@`. */
async function copy(from: vscode.Uri, to: vscode.Uri, valueOf: (name: string) => string): Promise<void> {
  for (const [name, type] of await vscode.workspace.fs.readDirectory(from)) {
    const target = vscode.Uri.joinPath(to, name.replace(/\.sample-input$/, ''));
    const source = vscode.Uri.joinPath(from, name);
    if (type === vscode.FileType.Directory) {
      await copy(source, target, valueOf);
      continue;
    }
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(source));
    const filled = text.replace(/@@([A-Z]+)@@/g, (_, placeholder: string) => valueOf(placeholder));
    // `writeFile` makes the folders that are missing.
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(filled));
  }
}

const letters = (length: number): string => Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join('');

/** Values as a provider would make them; any other name is a password's. */
function makeValues(): (name: string) => string {
  const values = new Map([
    ['STRIPE', ['sk', 'live', letters(24)].join('_')],
    ['SENDGRID', ['SG', letters(22), letters(43)].join('.')],
  ]);
  return (name) => values.get(name) ?? `${letters(6)}-${letters(6)}-${letters(4)}9`;
}
