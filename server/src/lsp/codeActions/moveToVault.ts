import { CodeActionKind } from 'vscode-languageserver';
import { t } from '../../base/l10n';
import { describeRefusal } from '../../changes/moving/messages';
import { refuseReason } from '../../changes/moving/moveToStore';
import type { CodeActionProvider } from './codeActions';
import { changeContext } from '../session/serverContext';

/** The client's own command, with pickers; other editors get the server's. */
export const CLIENT_MOVE_COMMAND = 'tacit.moveToVault';
export const SERVER_MOVE_COMMAND = 'tacit.server.move';

/** "Move to vault…": the first entry. Writing to a vault is the command's work, never that of listing actions (DESIGN §4). */
export const moveToVault: CodeActionProvider = {
  rules: ['credential.'],
  kind: CodeActionKind.QuickFix,
  async provide({ context, session, document, finding, diagnostic }) {
    const refusal = await refuseReason(changeContext(context, session), document, finding);
    const title = t('Move to vault…');
    const { isOwn } = context.client;
    const command = { title, command: isOwn ? CLIENT_MOVE_COMMAND : SERVER_MOVE_COMMAND, arguments: [document.uri, document.version, diagnostic.range] };
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
    if (refusal === undefined) return { ...action, isPreferred: true, command };
    const reason = describeRefusal(refusal);
    // VS Code leaves a disabled quick fix out of its menu, and the reason with it: there the entry itself says why, and the command says it again.
    return isOwn ? { ...action, title: t('Cannot move to vault: {0}', reason), command } : { ...action, disabled: { reason } };
  },
};
