import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { overlaps, type Span } from '../../base/span';
import { filePathOf, type OpenDocument } from '../../analysis/documents';
import { holdsCommands, type NotPrefixed, type StartCommand, startCommandsOf } from '../../changes/startCommands';
import { workspaceEdit } from '../session/client/edits';
import type { ProjectSession } from '../session/projectSession';
import type { ServerContext } from '../session/serverContext';

export const START_KIND = `${CodeActionKind.RefactorRewrite}.tacit`;

export function notPrefixedText(because: NotPrefixed): string {
  switch (because) {
    case 'shell-line':
      return t('This is a line for the shell. Put “tacit run --” before the one command of it that needs the values.');
    case 'more-than-a-command':
      return t('This task says more than a command and its arguments. Put “tacit run --” before its command by hand.');
  }
}

/** On a script of package.json or a task of tasks.json: start it by `tacit run`. Only where the manifest has something to hand over. */
export async function startByTacit(context: ServerContext, session: ProjectSession, document: OpenDocument, at: Span): Promise<readonly CodeAction[]> {
  const path = filePathOf(document.uri);
  if (path === undefined || !holdsCommands(path) || (await session.manifest()).size === 0) return [];
  return startCommandsOf(path, document.text)
    .filter(({ span }) => overlaps(span, at))
    .slice(0, 5)
    .flatMap((command) => actionFor(context, document, command));
}

function actionFor(context: ServerContext, document: OpenDocument, { name, change }: StartCommand): CodeAction[] {
  const action = { title: t('Start “{0}” with the vault’s values (tacit run)', displayText(name)), kind: START_KIND };
  if ('edits' in change) return [{ ...action, edit: workspaceEdit(context.client, document, change.edits) }];
  return context.client.showsDisabledActions ? [{ ...action, disabled: { reason: notPrefixedText(change.refused) } }] : [];
}
