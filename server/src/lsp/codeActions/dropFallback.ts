import { CodeActionKind } from 'vscode-languageserver';
import { applyEdits } from '../../base/document';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { dropFallback } from '../../changes/dropFallback';
import type { CodeActionProvider } from './codeActions';
import { workspaceEdit } from '../session/client/edits';
import { changeContext } from '../session/serverContext';

/** Leaves a read that stops the program in place of one that goes on with a literal. The move does the same and keeps the value; this one drops it. */
export const removeFallback: CodeActionProvider = {
  rules: ['credential.'],
  kind: CodeActionKind.QuickFix,
  async provide({ context, session, document, finding, diagnostic }) {
    const dropped = await dropFallback(changeContext(context, session), document, finding);
    if (dropped === undefined) return undefined;
    // Tried on a copy: what is offered takes the finding away.
    const { uri, version, languageId, text } = document;
    const after = session.findingsIn({ uri, version, languageId, text: applyEdits(text, dropped.edits) });
    if (after.filter(({ rule }) => rule === finding.rule).length >= session.facts(document).findings.filter(({ rule }) => rule === finding.rule).length)
      return undefined;
    return {
      title: t('Remove the default: stop where {0} is not set', displayText(dropped.variable)),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: workspaceEdit(context.client, document, dropped.edits),
    };
  },
};
