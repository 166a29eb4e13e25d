import * as vscode from 'vscode';
import type { MoveOutcome } from '../../../server/src/protocol/requests';
import type { LanguageServer } from '../features/languageServer';
import { lacksCopy } from '../features/recoveryCopy';
import type { Advice } from './advice';
import type { MovePages } from './movePage';

/** Where what came out of a move is told. */
export interface Announcing {
  readonly server: LanguageServer;
  readonly pages: Pick<MovePages, 'show'>;
  readonly advice: Advice;
}

/**
 * Two sentences and two buttons: one opens the page that says everything, the other the manifest. A value that is only stored is told by the server,
 * which asks what is to be done. `manifest` is a URI.
 */
export async function announceMove({ server, pages, advice }: Announcing, manifest: string, outcome: MoveOutcome): Promise<void> {
  if (outcome.status === 'stored') return;
  const missing = await lacksCopy(server, manifest);
  const only = vscode.l10n.t('Only the key on this computer opens the vault: keep a copy of it.');
  const page = outcome.rotate ? vscode.l10n.t('How to rotate') : vscode.l10n.t('Details');
  const open = vscode.l10n.t('Open manifest');
  const show = outcome.status === 'unverified' || outcome.rotate ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const told = show(outcome.summary.join(' '), page, open);
  if (missing) void offerCopy(advice, manifest, only);
  const pressed = await told;
  if (pressed === open) await vscode.window.showTextDocument(vscode.Uri.parse(manifest, true));
  if (pressed === page) await pages.show(outcome, missing ? [only] : [], manifest);
}

async function offerCopy(advice: Advice, manifest: string, text: string): Promise<void> {
  const keep = vscode.l10n.t('Keep a copy of your key');
  if ((await advice.give(`recovery.${manifest}`, text, keep)) === keep) await vscode.commands.executeCommand('tacit.keepKeyCopy', manifest);
}
