import * as vscode from 'vscode';

/** "Go to Next Finding": the next place of Tacit's in the active editor, behind the last one the first again; examples only where there is nothing else. */
export function registerNextFinding(): vscode.Disposable {
  return vscode.commands.registerCommand('tacit.nextFinding', () => {
    const editor = vscode.window.activeTextEditor;
    const own = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'tacit');
    const serious = own.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
    const next = editor === undefined ? undefined : nextBehind(serious.length > 0 ? serious : own, editor.selection.active);
    if (editor === undefined || next === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Tacit has found nothing in this file.'));
      return;
    }
    editor.selection = new vscode.Selection(next.start, next.start);
    editor.revealRange(next, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  });
}

function nextBehind(found: readonly vscode.Diagnostic[], position: vscode.Position): vscode.Range | undefined {
  const ranges = found.map(({ range }) => range).sort((a, b) => a.start.compareTo(b.start));
  return ranges.find(({ start }) => start.isAfter(position)) ?? ranges[0];
}
