import { CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import type { CodeActionProvider } from './codeActions';

/** The client's own command, which shows the page as a preview. */
export const CLIENT_RULE_PAGE_COMMAND = 'tacit.openRulePage';
export const SERVER_RULE_PAGE_COMMAND = 'tacit.server.openRulePage';

/** Leads to the rule's page: by the keyboard, where the link in the diagnostic wants a pointer. */
export const openRulePage: CodeActionProvider = {
  rules: [''],
  kind: CodeActionKind.QuickFix,
  provide({ context, finding, diagnostic }) {
    const { client } = context;
    if (!(client.isOwn || client.showsDocuments) || context.rulePage(finding.rule) === undefined) return Promise.resolve(undefined);
    const title = t('Show the page of rule {0}', displayText(finding.rule));
    return Promise.resolve({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: client.isOwn ? CLIENT_RULE_PAGE_COMMAND : SERVER_RULE_PAGE_COMMAND, arguments: [finding.rule] },
    });
  },
};
