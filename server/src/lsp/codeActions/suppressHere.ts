import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import type { TextEdit } from '../../base/document';
import { t } from '../../base/l10n';
import type { ActionRequest, CodeActionProvider } from './codeActions';
import { workspaceEdit } from '../session/client/edits';
import { ignoreEntry } from '../session/ignoreEntry';
import { LspEditor } from '../session/client/lspEditor';
import { ignoreComment, type IgnoreReason } from './ignoreComment';
import { refusedFix } from './refusedFix';

/** The client's own command, which asks for the reason and the end. */
export const CLIENT_IGNORE_COMMAND = 'tacit.ignoreHere';
/** For other editors, where the file takes no comment. */
export const SERVER_IGNORE_COMMAND = 'tacit.server.ignore';

/** The last argument of both commands: the finding is an example, and nobody is to be asked why it is ignored. */
export const AS_EXAMPLE = 'example';
/** The last argument of the client's command: the reason will stand in tacit.json. */
export const IN_CONFIG = 'config';

/** How long a new suppression lasts where nobody is asked, in days: long enough not to nag, short enough to be looked at again. */
const DAYS = 180;

/** What a suppression says where nobody is asked. An example stays one, so there is no end. */
export const reasonFor = (how: string | undefined): IgnoreReason =>
  how === AS_EXAMPLE
    ? { reason: t('it is an example value') }
    : // The reason is for the person to fill in; it is not a sentence that somebody reads in Tacit.
      { reason: t('TODO: say why'), until: new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10) };

/** Ignores a finding, with a reason and an end: a comment above its line, else an entry in tacit.json. */
export const suppressHere: CodeActionProvider = {
  rules: [''],
  kind: CodeActionKind.QuickFix,
  async provide(request) {
    const { context, finding } = request;
    const rule = displayText(finding.rule);
    const place = await placeFor(request, reasonFor(undefined));
    if (place === undefined) {
      const reason = t('No comment can stand above it, and tacit.json cannot name it: the file is outside of the project, or tacit.json cannot be parsed.');
      return refusedFix(request, t('Ignore {0} here for {1} days', rule, DAYS), t('Cannot ignore {0} here: {1}', rule, reason), reason);
    }
    // Whoever is asked is told where the reason will stand.
    if (context.client.isOwn) return commanded(request, t('Ignore {0} here…', rule), CLIENT_IGNORE_COMMAND, place === 'config' ? [IN_CONFIG] : []);
    return ignoring(request, t('Ignore {0} here for {1} days', rule, DAYS), place, []);
  },
};

/** Says of a value that it is none. */
export const markExample: CodeActionProvider = {
  rules: ['credential.'],
  kind: CodeActionKind.QuickFix,
  async provide(request) {
    const place = await placeFor(request, reasonFor(AS_EXAMPLE));
    return place === undefined ? undefined : ignoring(request, t('Mark as an example value'), place, [AS_EXAMPLE]);
  },
};

/** The comment that silences the finding; where there is none, whether an entry of tacit.json can. */
async function placeFor({ context, session, document, finding, signal }: ActionRequest, why: IgnoreReason): Promise<TextEdit | 'config' | undefined> {
  if (signal.aborted) return undefined;
  const comment = ignoreComment(session, document, finding, why);
  if (comment !== undefined) return comment;
  const editor = new LspEditor(context.connection, context.documents, context.client, session.root);
  return (await ignoreEntry(session, editor, document, finding, why, signal)) === undefined ? undefined : 'config';
}

/** An edit where a comment will do: the editor can show it beforehand and undo it. Else a command, since tacit.json may have to be made. */
function ignoring(request: ActionRequest, title: string, place: TextEdit | 'config', more: readonly string[]): CodeAction {
  const { context, document, diagnostic } = request;
  if (place === 'config') return commanded(request, title, context.client.isOwn ? CLIENT_IGNORE_COMMAND : SERVER_IGNORE_COMMAND, more);
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: workspaceEdit(context.client, document, [place]) };
}

function commanded({ document, finding, diagnostic }: ActionRequest, title: string, command: string, more: readonly string[]): CodeAction {
  const parameters = [document.uri, document.version, diagnostic.range, finding.rule, ...more];
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command: { title, command, arguments: parameters } };
}
