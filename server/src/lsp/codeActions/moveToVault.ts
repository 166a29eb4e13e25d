import { CodeActionKind } from 'vscode-languageserver';
import { t } from '../../base/l10n';
import { describeRefusal } from '../../changes/messages';
import { refuseReason } from '../../changes/moveToStore';
import type { CodeActionProvider } from '../codeActions';
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
    const action = { title: t('Move to vault…'), kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
    if (refusal !== undefined) return { ...action, disabled: { reason: describeRefusal(refusal) } };
    return {
      ...action,
      isPreferred: true,
      command: {
        title: action.title,
        command: context.client.isOwn ? CLIENT_MOVE_COMMAND : SERVER_MOVE_COMMAND,
        arguments: [document.uri, document.version, diagnostic.range],
      },
    };
  },
};
