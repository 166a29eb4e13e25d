import * as vscode from 'vscode';
import type { MoveProposal } from '../../../server/src/protocol/requests';
import { announceMove, type Announcing } from '../messages/announceMove';
import { chooseMove } from '../prompts/moveSteps';
import { type LanguageServer, told } from './languageServer';
import { type FindingPlace, findingAtCursor, findingFromArguments, selectionPlace } from './findingPlace';

/** The moves of this window: one at a time, since two series of pickers would replace one another's answers. */
export class Moving {
  readonly #announcing: Announcing;
  readonly #server: LanguageServer;
  #isMoving = false;

  constructor(announcing: Announcing) {
    this.#announcing = announcing;
    this.#server = announcing.server;
  }

  /** Asks the person about what `prepare` proposes, and does it. `title` is what the pickers say they do. */
  async run(prepare: () => Promise<MoveProposal | undefined>, title?: string): Promise<void> {
    if (this.#isMoving) return;
    this.#isMoving = true;
    try {
      await told(this.#server, async () => {
        const proposal = await prepare();
        const choice = proposal === undefined ? undefined : await chooseMove(proposal, title);
        if (proposal === undefined || choice === undefined) return;
        const outcome = await this.#server.request('tacit/move/apply', choice);
        // The move is over; the notification may stay as long as the person likes.
        void told(this.#server, () => announceMove(this.#announcing, proposal.manifestUri, outcome));
      });
    } finally {
      this.#isMoving = false;
    }
  }
}

/** "Move to vault…" and "Move selection to vault…": from the lightbulb, with what the server put into the action, or from palette and menu. */
export function registerMoveToVault(server: LanguageServer, moving: Moving): vscode.Disposable {
  const move = (where: FindingPlace | undefined, chosen: boolean, otherwise: string): Promise<void> =>
    moving.run(async () => {
      if (where !== undefined) return server.request('tacit/move/prepare', { uri: where.uri, version: where.version, range: where.range, chosen });
      void vscode.window.showInformationMessage(otherwise);
      return undefined;
    });
  return vscode.Disposable.from(
    vscode.commands.registerCommand('tacit.moveToVault', (...given: readonly unknown[]) =>
      move(
        given.length > 0 ? findingFromArguments(given) : findingAtCursor(),
        given[3] === 'chosen',
        vscode.l10n.t('Put the cursor on a credential that Tacit has underlined, then move it.'),
      ),
    ),
    vscode.commands.registerCommand('tacit.moveSelectionToVault', () =>
      move(selectionPlace(), true, vscode.l10n.t('Select the value that is a secret, then move it.')),
    ),
  );
}
