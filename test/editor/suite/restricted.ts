import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { equal, ok, runChecks, until } from './checks';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

export const run = (): Promise<void> =>
  runChecks({
    'still underlines a credential': async () => {
      equal(vscode.workspace.isTrusted, false);
      const uri = vscode.Uri.file(join(folder(), 'src/payments.js'));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      await until('a diagnostic', () => vscode.languages.getDiagnostics(uri).some(({ source }) => source === 'tacit'));
    },
    'runs and connects to nothing that the folder names': async () => {
      // A hover and links over hostile references: the test outside listens on the address and looks for the files.
      const uri = vscode.Uri.file(join(folder(), 'hostile.yaml'));
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      for (let line = 0; line < document.lineCount - 1; line++) {
        await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(line, 12));
        await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uri, new vscode.Position(line, 16));
      }
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 50);
      for (const { target, range } of links) {
        // The editor itself links anything that looks like an address; ours begin at the reference.
        if (!document.getText(range).startsWith('ref+')) continue;
        const text = target?.toString() ?? '';
        ok(!/^(file|command):/.test(text) || text.startsWith('command:tacit.showInTree?'), `a hostile link: ${text.slice(0, 60)}`);
      }
      ok(!existsSync(join(folder(), 'ran')), 'a program of the folder ran');
    },
  });
