import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { throwIfAborted } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import type { OpenDocument } from '../../analysis/documents';
import { folderTexts } from '../../changes/masking/folder';
import { isLogged, maskInLog, type MaskStyle } from '../../changes/masking/maskInLog';
import { describeMaskRefusal, type MaskResult } from '../../changes/masking/refusal';
import type { CodeActionProvider } from './codeActions';
import { workspaceEdit } from '../session/client/edits';
import type { ProjectSession } from '../session/projectSession';
import type { ServerContext } from '../session/serverContext';
import { refusedFix } from './refusedFix';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.tacit`;

/** How each way of keeping something out of a log is called. */
const TITLES: Readonly<Record<MaskStyle, (subject: string | undefined) => string>> = {
  mask: (subject) => (subject === undefined ? t('Mask this in the log') : t('Mask {0} in the log', subject)),
  presence: (subject) => (subject === undefined ? t('Log only whether this is set') : t('Log only whether {0} is set', subject)),
  remove: (subject) => (subject === undefined ? t('Take this out of the log') : t('Take {0} out of the log', subject)),
};

const cannotMask = (subject: string | undefined, reason: string): string =>
  subject === undefined ? t('Cannot mask this in the log: {0}', reason) : t('Cannot mask {0} in the log: {1}', subject, reason);

const provider = (style: MaskStyle): CodeActionProvider => ({
  rules: ['logging.'],
  kind: CodeActionKind.QuickFix,
  async provide(request): Promise<CodeAction | undefined> {
    const { context, session, document, finding, diagnostic, signal } = request;
    const result = await editsFor(session, document, [finding], style, signal);
    const subject = finding.subject === undefined ? undefined : displayText(finding.subject);
    const title = TITLES[style](subject);
    if ('refused' in result) {
      // The two other ways are further offers: what is told is why there is no mask.
      if (style !== 'mask') return undefined;
      const reason = describeMaskRefusal(result.refused);
      return refusedFix(request, title, cannotMask(subject, reason), reason);
    }
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(style === 'mask' ? { isPreferred: true } : {}),
      edit: workspaceEdit(context.client, document, result.edits),
    };
  },
});

export const maskHere = provider('mask');
export const presenceHere = provider('presence');
export const removeHere = provider('remove');

/** Masks everything that the file logs, in one versioned edit (`source.fixAll`). What cannot be masked stays and is reported as before. */
export async function maskAll(
  context: ServerContext,
  session: ProjectSession,
  document: OpenDocument,
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<CodeAction | undefined> {
  const logged = findings.filter((finding) => isLogged(finding) && finding.suppressed === undefined && finding.grade !== 'placeholder');
  if (logged.length === 0) return undefined;
  let result = await editsFor(session, document, logged, 'mask', signal);
  if ('refused' in result) {
    const single: Finding[] = [];
    for (const finding of logged.slice(0, MOST_TRIED)) if ('edits' in (await editsFor(session, document, [finding], 'mask', signal))) single.push(finding);
    if (single.length > 0) result = await editsFor(session, document, single, 'mask', signal);
  }
  if ('refused' in result) return undefined;
  return { title: t('Mask every secret that this file logs'), kind: FIX_ALL_KIND, edit: workspaceEdit(context.client, document, result.edits) };
}

/** Findings that are tried one by one where they cannot be masked together. */
const MOST_TRIED = 50;

async function editsFor(
  session: ProjectSession,
  document: OpenDocument,
  findings: readonly Finding[],
  style: MaskStyle,
  signal: AbortSignal,
): Promise<MaskResult> {
  throwIfAborted(signal);
  return maskInLog(document, findings, style, {
    maskers: session.project.config.maskers,
    found: session.facts(document).findings,
    folder: () => folderTexts(document, signal),
    findings: (copy) => session.findingsIn(copy),
  });
}
