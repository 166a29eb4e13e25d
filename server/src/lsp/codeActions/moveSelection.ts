import { type CodeAction, CodeActionTriggerKind, type CodeActionContext, type Range } from 'vscode-languageserver';
import { throwIfAborted } from '../../base/errors';
import { overlaps, slice, type Span } from '../../base/span';
import { t } from '../../base/l10n';
import type { OpenDocument } from '../../analysis/documents';
import { describeRefusal } from '../../changes/moving/messages';
import { refuseReason } from '../../changes/moving/moveToStore';
import type { ProjectSession } from '../session/projectSession';
import { toRange } from '../session/client/ranges';
import { changeContext, type ServerContext } from '../session/serverContext';
import { CLIENT_MOVE_COMMAND, SERVER_MOVE_COMMAND } from './moveToVault';

/** A selection that no rule has found: so no quick fix, but a refactoring. */
export const EXTRACT_KIND = 'refactor.extract.vault';
/** The last argument of both commands: what stands there is a secret because a person says so. */
export const CHOSEN = 'chosen';

/** Longest selection for which the move is offered, in UTF-16 code units: a private key fits. */
const LONGEST = 16 * 1024;
/** Shortest: less is likely a slip of the pointer. */
const SHORTEST = 4;

/** A selection without the space and the quotes around it. */
export function chosenSpan({ text }: { readonly text: string }, at: Span): Span {
  const selected = slice(text, at);
  const before = /^\s*(?:[rubf]{0,2}(?:"{3}|'{3}|["'`]))?/i.exec(selected)?.[0].length ?? 0;
  const quote = /["'`]{1,3}$/.exec(selected.slice(0, before))?.[0] ?? '';
  const rest = selected.slice(before).trimEnd();
  const inner = quote !== '' && rest.endsWith(quote) ? rest.slice(0, rest.length - quote.length) : rest;
  const start = at.start + (quote === '' ? selected.length - selected.trimStart().length : before);
  return { start, end: start + (quote === '' ? selected.trim().length : inner.length) };
}

/**
 * "Move selection to vault…", only where a person opened the menu: to look at every selection would parse while somebody moves the cursor. Says why
 * where it cannot be moved.
 */
export async function moveSelection(
  context: ServerContext,
  session: ProjectSession,
  document: OpenDocument,
  at: Span,
  { triggerKind }: CodeActionContext,
  signal: AbortSignal,
): Promise<CodeAction | undefined> {
  const span = chosenSpan(document, at);
  if (triggerKind !== CodeActionTriggerKind.Invoked || span.end - span.start < SHORTEST || span.end - span.start > LONGEST) return undefined;
  if ((await session.findings(document, signal)).some((finding) => overlaps(finding.span, span))) return undefined;
  throwIfAborted(signal);
  const finding = { rule: 'credential.chosen', span, related: [], grade: 'likely', anchor: { context: '', occurrence: 0 } } as const;
  const refusal = await refuseReason(changeContext(context, session), document, finding);
  const title = t('Move selection to vault…');
  if (refusal !== undefined) return { title, kind: EXTRACT_KIND, disabled: { reason: describeRefusal(refusal) } };
  const range: Range = toRange(document.lines, span);
  const command = context.client.isOwn ? CLIENT_MOVE_COMMAND : SERVER_MOVE_COMMAND;
  return { title, kind: EXTRACT_KIND, command: { title, command, arguments: [document.uri, document.version, range, CHOSEN] } };
}
