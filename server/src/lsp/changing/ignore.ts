import { MessageType, type Range } from 'vscode-languageserver';
import { fail } from '../../base/errors';
import { t } from '../../base/l10n';
import type { OpenDocument } from '../../analysis/documents';
import type { Finding } from '../../base/finding';
import { CONFIG_NAME } from '../../project/roots';
import { lasts } from '../../project/suppression/comments';
import { onRequest } from '../session/client/answer';
import { countOf, optionalTextOf, rangeOf, textOf } from '../session/client/arguments';
import { tell } from '../session/client/tell';
import { ignoreComment, type IgnoreReason } from '../codeActions/ignoreComment';
import { workspaceEdit } from '../session/client/edits';
import { ignoreEntry } from '../session/ignoreEntry';
import { LspEditor } from '../session/client/lspEditor';
import type { ProjectSession } from '../session/projectSession';
import { toSpan } from '../session/client/ranges';
import { opened, type ServerContext } from '../session/serverContext';

/** Longest reason written into a comment, in UTF-16 code units. */
const LONGEST_REASON = 200;

/** A finding as a client names it. */
export interface NamedFinding {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
  readonly rule: string;
}

/** Ignores one finding with the reason and the end that a person gave. */
export function registerIgnore(context: ServerContext): void {
  onRequest(context.connection, 'tacit/ignore', async ({ uri, version, range, rule, reason, until }, signal) => {
    const end = optionalTextOf(until, 'until');
    const named = { uri: textOf(uri, 'uri'), version: countOf(version, 'version'), range: rangeOf(range, 'range'), rule: textOf(rule, 'rule') };
    await ignoreFinding(context, named, { reason: textOf(reason, 'reason'), ...(end === undefined ? {} : { until: dateOf(end) }) }, signal);
    return {};
  });
}

/**
 * A comment above the finding's line; where its file takes none there, an entry in the project's tacit.json. Throws `DocumentChanged`, `FindingGone`,
 * `EditRefused`, and `ArgumentInvalid` where neither can be written.
 */
export async function ignoreFinding(context: ServerContext, named: NamedFinding, given: IgnoreReason, signal: AbortSignal): Promise<void> {
  const { document, session } = (await opened(context, named.uri)) ?? fail({ code: 'ArgumentInvalid', argument: 'uri' });
  if (document.version !== named.version) return fail({ code: 'DocumentChanged', uri: document.uri });
  const span = toSpan(document.lines, named.range);
  const finding =
    (await session.findings(document, signal)).find((each) => each.rule === named.rule && each.span.start === span.start && each.span.end === span.end) ??
    fail({ code: 'FindingGone' });
  const why = { ...given, reason: oneLine(given.reason) };
  const comment = ignoreComment(session, document, finding, why);
  if (comment === undefined) return ignoreInConfig(context, session, document, finding, why, signal);
  const { applied } = await context.connection.workspace.applyEdit(workspaceEdit(context.client, document, [comment]));
  if (!applied) fail({ code: 'EditRefused', uri: document.uri });
}

async function ignoreInConfig(
  context: ServerContext,
  session: ProjectSession,
  document: OpenDocument,
  finding: Finding,
  why: IgnoreReason,
  signal: AbortSignal,
): Promise<void> {
  const { connection, documents, client, projects } = context;
  const editor = new LspEditor(connection, documents, client, session.root);
  const entry = (await ignoreEntry(session, editor, document, finding, why, signal)) ?? fail({ code: 'ArgumentInvalid', argument: 'uri' });
  if (!entry.exists) await editor.createEmpty(entry.edits.uri);
  const { applied, saved } = await editor.apply(t('Ignore {0} in {1}', finding.rule, CONFIG_NAME), [entry.edits]);
  if (!applied) return fail({ code: 'EditRefused', uri: entry.edits.uri });
  if (!saved) tell(connection, MessageType.Info, t('Save {0}: until then the finding is reported.', CONFIG_NAME));
  await projects.reopen();
  context.refresh();
}

/** A comment must not end before its line does, nor hide what it says. */
function oneLine(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
  return clean === '' ? fail({ code: 'ArgumentInvalid', argument: 'reason' }) : clean;
}

/** A day that exists and is not over. */
function dateOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && lasts(text, new Date())
    ? text
    : fail({ code: 'ArgumentInvalid', argument: 'until' });
}
