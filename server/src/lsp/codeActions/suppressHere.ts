import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import type { ActionRequest, CodeActionProvider } from '../codeActions';
import { workspaceEdit } from '../session/edits';
import { ignoreComment, type IgnoreReason } from './ignoreComment';

/** The client's own command, which asks for the reason and the end. */
export const CLIENT_IGNORE_COMMAND = 'tacit.ignoreHere';

/** How long a new suppression lasts where nobody is asked, in days: long enough not to nag, short enough to be looked at again. */
const DAYS = 180;

/** Puts a comment with a reason and an end above the finding's line. */
export const suppressHere: CodeActionProvider = {
  rules: [''],
  kind: CodeActionKind.QuickFix,
  provide(request) {
    const until = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
    // The reason is for the person to fill in; it is not a sentence that somebody reads in Tacit.
    const action = ignoring(request, t('Ignore {0} here for {1} days', displayText(request.finding.rule), DAYS), { reason: t('TODO: say why'), until });
    const { document, finding, diagnostic, context } = request;
    if (action === undefined || !context.client.isOwn) return Promise.resolve(action);
    const title = t('Ignore {0} here…', displayText(finding.rule));
    const command = { title, command: CLIENT_IGNORE_COMMAND, arguments: [document.uri, document.version, diagnostic.range, finding.rule] };
    return Promise.resolve({ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command });
  },
};

/** Says in a comment that a value is none: an example stays one, so there is no end. */
export const markExample: CodeActionProvider = {
  rules: ['credential.'],
  kind: CodeActionKind.QuickFix,
  provide: (request) => Promise.resolve(ignoring(request, t('Mark as an example value'), { reason: t('it is an example value') })),
};

function ignoring({ context, session, document, finding, diagnostic, signal }: ActionRequest, title: string, why: IgnoreReason): CodeAction | undefined {
  if (signal.aborted) return undefined;
  const edit = ignoreComment(session, document, finding, why);
  if (edit === undefined) return undefined;
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: workspaceEdit(context.client, document, [edit]) };
}
