import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import type { TextEdit } from '../../base/document';
import { throwIfAborted } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import type { OpenDocument } from '../../analysis/documents';
import { folderTexts } from '../../changes/masking/folder';
import { isLogged, maskInLog, type MaskStyle } from '../../changes/masking/maskInLog';
import type { CodeActionProvider } from '../codeActions';
import { workspaceEdit } from '../session/edits';
import type { ProjectSession } from '../session/projectSession';
import type { ServerContext } from '../session/serverContext';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.tacit`;

/** How each way of keeping something out of a log is called. */
const TITLES: Readonly<Record<MaskStyle, (subject: string | undefined) => string>> = {
  mask: (subject) => (subject === undefined ? t('Mask this in the log') : t('Mask {0} in the log', subject)),
  presence: (subject) => (subject === undefined ? t('Log only whether this is set') : t('Log only whether {0} is set', subject)),
  remove: (subject) => (subject === undefined ? t('Take this out of the log') : t('Take {0} out of the log', subject)),
};

const provider = (style: MaskStyle): CodeActionProvider => ({
  rules: ['logging.'],
  kind: CodeActionKind.QuickFix,
  async provide({ context, session, document, finding, diagnostic, signal }): Promise<CodeAction | undefined> {
    const edits = await editsFor(session, document, [finding], style, signal);
    if (edits === undefined) return undefined;
    return {
      title: TITLES[style](finding.subject === undefined ? undefined : displayText(finding.subject)),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(style === 'mask' ? { isPreferred: true } : {}),
      edit: workspaceEdit(context.client, document, edits),
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
  let edits = await editsFor(session, document, logged, 'mask', signal);
  if (edits === undefined) {
    const single: Finding[] = [];
    for (const finding of logged.slice(0, MOST_TRIED)) if ((await editsFor(session, document, [finding], 'mask', signal)) !== undefined) single.push(finding);
    edits = single.length === 0 ? undefined : await editsFor(session, document, single, 'mask', signal);
  }
  if (edits === undefined) return undefined;
  return { title: t('Mask every secret that this file logs'), kind: FIX_ALL_KIND, edit: workspaceEdit(context.client, document, edits) };
}

/** Findings that are tried one by one where they cannot be masked together. */
const MOST_TRIED = 50;

async function editsFor(
  session: ProjectSession,
  document: OpenDocument,
  findings: readonly Finding[],
  style: MaskStyle,
  signal: AbortSignal,
): Promise<readonly TextEdit[] | undefined> {
  throwIfAborted(signal);
  return maskInLog(document, findings, style, {
    maskers: session.project.config.maskers,
    found: session.facts(document).findings,
    folder: () => folderTexts(document, signal),
    findings: (copy) => session.findingsIn(copy),
  });
}
