import * as vscode from 'vscode';
import type { MoveOutcome, Requests } from '../../../server/src/protocol/requests';
import { chooseMove } from '../prompts/moveSteps';
import { type LanguageServer, told } from './languageServer';

type Where = Requests['tacit/move/prepare'][0];

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
  const where = given.length > 0 ? fromArguments(given) : atCursor();
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

function atCursor(): Where | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const found = vscode.languages.getDiagnostics(document.uri).find(({ source, range }) => source === 'tacit' && range.contains(selection.active));
  return found === undefined ? undefined : { uri: document.uri.toString(), version: document.version, range: plain(found.range) };
}

const plain = ({ start, end }: vscode.Range): Where['range'] => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

/** Any extension can call the command: what is not of the right shape is treated as nothing (THREATS 8). The server checks again. */
function fromArguments(given: readonly unknown[]): Where | undefined {
  const [uri, version, range] = given;
  if (typeof uri !== 'string' || uri.length > 8192 || !isCount(version)) return undefined;
  const start = positionOf(range, 'start');
  const end = positionOf(range, 'end');
  return start === undefined || end === undefined ? undefined : { uri, version, range: { start, end } };
}

function positionOf(range: unknown, edge: 'start' | 'end'): Where['range']['start'] | undefined {
  const position = fieldOf(range, edge);
  const line = fieldOf(position, 'line');
  const character = fieldOf(position, 'character');
  return isCount(line) && isCount(character) ? { line, character } : undefined;
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
