import { CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import type { CodeActionProvider } from '../codeActions';

export const SERVER_RULE_PAGE_COMMAND = 'tacit.server.openRulePage';

/** Leads to the rule's page. Tacit's own client shows the page by the diagnostic's link, so it needs no entry of this kind. */
export const openRulePage: CodeActionProvider = {
  rules: [''],
  kind: CodeActionKind.QuickFix,
  provide({ context, finding, diagnostic }) {
    if (context.client.isOwn || !context.client.showsDocuments || context.rulePage(finding.rule) === undefined) return Promise.resolve(undefined);
    const title = t('Show the page of rule {0}', displayText(finding.rule));
    return Promise.resolve({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: SERVER_RULE_PAGE_COMMAND, arguments: [finding.rule] },
    });
  },
};
