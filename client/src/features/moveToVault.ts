import * as vscode from 'vscode';
import type { MoveOutcome } from '../../../server/src/protocol/requests';
import { chooseMove } from '../prompts/moveSteps';
import { type LanguageServer, told } from './languageServer';
import { findingAtCursor, findingFromArguments } from './findingPlace';

/** "Move to vault…": from the lightbulb, with what the server put into the action, or from the palette for the finding at the cursor. */
export function registerMoveToVault(context: vscode.ExtensionContext, server: LanguageServer): void {
  let isMoving = false;
  context.subscriptions.push(
    vscode.commands.registerCommand('tacit.moveToVault', async (...given: readonly unknown[]) => {
      // Two series of pickers would replace one another's answers.
      if (isMoving) return;
      isMoving = true;
      try {
        await told(server, () => move(context, server, given));
      } finally {
        isMoving = false;
      }
    }),
  );
}

async function move(context: vscode.ExtensionContext, server: LanguageServer, given: readonly unknown[]): Promise<void> {
  const where = given.length > 0 ? findingFromArguments(given) : findingAtCursor();
  if (where === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on a credential that Tacit has underlined, then move it.'));
    return;
  }
  const proposal = await server.request('tacit/move/prepare', where);
  const choice = await chooseMove(proposal);
  if (choice === undefined) return;
  const outcome = await server.request('tacit/move/apply', choice);
  // The move is over; the notification may stay as long as the person likes.
  void told(server, () => announce(context, proposal.manifestUri, outcome));
}

/** One notification: what was done, where the value still is, and the way on. */
async function announce(context: vscode.ExtensionContext, manifest: string, outcome: MoveOutcome): Promise<void> {
  const open = vscode.l10n.t('Open manifest');
  const rotate = vscode.l10n.t('How to rotate');
  const pressed = await vscode.window.showInformationMessage(outcome.lines.join(' '), ...(outcome.rotate ? [rotate, open] : [open]));
  if (pressed === open) await vscode.window.showTextDocument(vscode.Uri.parse(manifest, true));
  if (pressed === rotate) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(context.extensionUri, 'walkthrough', 'rotate.md'));
}
