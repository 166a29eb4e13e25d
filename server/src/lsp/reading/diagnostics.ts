import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  type DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import type { Finding, Grade } from '../../base/finding';
import { t } from '../../base/l10n';
import { describeIdle, idleComments } from '../../analysis/idleComments';
import { type OpenDocument, resultIdOf } from '../../analysis/documents';
import { throwIfAborted } from '../../base/errors';
import { answer, unattended } from '../session/client/answer';
import type { ProjectSession } from '../session/projectSession';
import { toRange } from '../session/client/ranges';
import { messageOf } from '../session/ruleTexts';
import { opened, type ServerContext } from '../session/serverContext';

/** Most diagnostics of one document that are sent; a minified bundle of test data must not fill the Problems view. */
const MOST_REPORTED = 1000;

const SEVERITIES: Readonly<Record<Grade, DiagnosticSeverity>> = {
  real: DiagnosticSeverity.Error,
  likely: DiagnosticSeverity.Warning,
  placeholder: DiagnosticSeverity.Hint,
};

/** What LSP shows of a finding. Never the value: the message is made of the rule and the name it is assigned to. */
export function toDiagnostic(context: ServerContext, document: OpenDocument, finding: Finding): Diagnostic {
  const page = context.rulePage(finding.rule);
  const related: DiagnosticRelatedInformation[] = context.client.showsRelated
    ? finding.related.map((at) => ({
        location: { uri: document.uri, range: toRange(document.lines, at) },
        message: finding.rule.startsWith('logging.') ? t('It comes from here') : t('Belongs to the same credential'),
      }))
    : [];
  return {
    range: toRange(document.lines, finding.span),
    severity: SEVERITIES[finding.grade],
    code: finding.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: 'tacit',
    message: messageOf(finding),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

/** A comment of ours that does nothing: faded where there is nothing left to silence; else it was meant to do something. */
function idleDiagnostic(document: OpenDocument, { span, ...idle }: ReturnType<typeof idleComments>[number]): Diagnostic {
  return {
    range: toRange(document.lines, span),
    ...(idle.because === 'unmatched' ? { severity: DiagnosticSeverity.Hint, tags: [DiagnosticTag.Unnecessary] } : { severity: DiagnosticSeverity.Information }),
    code: 'idle-comment',
    source: 'tacit',
    message: t('This comment silences nothing: {0}.', describeIdle(idle)),
  };
}

export async function diagnosticsOf(context: ServerContext, session: ProjectSession, document: OpenDocument, signal?: AbortSignal): Promise<Diagnostic[]> {
  const all = await session.findings(document, signal);
  throwIfAborted(signal);
  const findings = all.filter(({ suppressed }) => suppressed === undefined);
  const shown = [
    ...findings.slice(0, MOST_REPORTED).map((finding) => toDiagnostic(context, document, finding)),
    ...idleComments(document, all, document.isWhollyChecked)
      .slice(0, MOST_REPORTED)
      .map((comment) => idleDiagnostic(document, comment)),
  ];
  const end = document.checkedLength;
  if (end === document.text.length) return shown;
  return [
    ...shown,
    {
      range: toRange(document.lines, { start: end, end }),
      severity: DiagnosticSeverity.Information,
      code: 'partly-checked',
      source: 'tacit',
      message: t('This document is very large: what follows is not checked while you type. Run: tacit scan'),
      tags: [DiagnosticTag.Unnecessary],
    },
  ];
}

/** Pull diagnostics with `unchanged`, and push for clients that cannot pull. */
export function registerDiagnostics(context: ServerContext): {
  readonly changed: (uri: string) => void;
  readonly closed: (uri: string) => void;
  readonly refresh: () => void;
} {
  const { connection, documents, client } = context;
  connection.languages.diagnostics.on((params, token) =>
    answer('textDocument/diagnostic', token, async (signal): Promise<DocumentDiagnosticReport> => {
      const found = await opened(context, params.textDocument.uri);
      if (found === undefined) return { kind: 'full' as typeof DocumentDiagnosticReportKind.Full, items: [] };
      const { document, session } = found;
      throwIfAborted(signal);
      const resultId = resultIdOf(document, session.revisions);
      if (params.previousResultId === resultId) return { kind: 'unchanged' as typeof DocumentDiagnosticReportKind.Unchanged, resultId };
      const items = await diagnosticsOf(context, session, document, signal);
      return { kind: 'full' as typeof DocumentDiagnosticReportKind.Full, resultId, items };
    }),
  );
  if (client.pullsDiagnostics) {
    const refresh = (): void => {
      if (client.refreshesDiagnostics) unattended('workspace/diagnostic/refresh', () => connection.languages.diagnostics.refresh());
    };
    return { changed: () => undefined, closed: () => undefined, refresh };
  }
  return pushDiagnostics(context, documents);
}

function pushDiagnostics(context: ServerContext, documents: ServerContext['documents']): ReturnType<typeof registerDiagnostics> {
  const waiting = new Set<string>();
  const push = async (uri: string): Promise<void> => {
    const found = await opened(context, uri);
    if (found === undefined) return;
    const diagnostics = await diagnosticsOf(context, found.session, found.document);
    // A newer version has been pushed, or will be; a report for an old one would only flicker.
    if (documents.get(uri) !== found.document) return;
    await context.connection.sendDiagnostics({ uri: found.document.uri, version: found.document.version, diagnostics });
  };
  // Several changes that arrived together give one report.
  const changed = (uri: string): void => {
    if (waiting.has(uri)) return;
    waiting.add(uri);
    setImmediate(() => {
      waiting.delete(uri);
      unattended('textDocument/publishDiagnostics', () => push(uri));
    });
  };
  return {
    changed,
    closed: (uri) => unattended('textDocument/publishDiagnostics', () => context.connection.sendDiagnostics({ uri, diagnostics: [] })),
    refresh: () => {
      for (const { uri } of documents.all()) changed(uri);
    },
  };
}
