import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { ActionRequest } from './codeActions';
import { CLIENT_RULE_PAGE_COMMAND } from './openRulePage';

/**
 * A quick fix that cannot be made: shown disabled, with the reason. VS Code leaves a disabled quick fix out of its menu, and the reason with it: there
 * `sentence` says it, and leads to the rule's page.
 */
export function refusedFix({ context, finding, diagnostic }: ActionRequest, title: string, sentence: string, reason: string): CodeAction {
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if (!context.client.isOwn) return { ...action, disabled: { reason } };
  const command = { title: sentence, command: CLIENT_RULE_PAGE_COMMAND, arguments: [finding.rule] };
  return { ...action, title: sentence, ...(context.rulePage(finding.rule) === undefined ? {} : { command }) };
}
