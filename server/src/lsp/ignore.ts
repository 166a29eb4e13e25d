import { fail } from '../base/errors';
import { onRequest } from './session/answer';
import { countOf, optionalTextOf, rangeOf, textOf } from './session/arguments';
import { ignoreComment } from './codeActions/ignoreComment';
import { workspaceEdit } from './session/edits';
import { toSpan } from './session/ranges';
import { opened, type ServerContext } from './session/serverContext';

/** Longest reason written into a comment, in UTF-16 code units. */
const LONGEST_REASON = 200;

/** Ignores one finding with the reason and the end that a person gave: a comment above its line. */
export function registerIgnore(context: ServerContext): void {
  onRequest(context.connection, 'tacit/ignore', async ({ uri, version, range, rule, reason, until }, signal) => {
    const found = (await opened(context, textOf(uri, 'uri'))) ?? fail({ code: 'ArgumentInvalid', argument: 'uri' });
    const { document, session } = found;
    if (document.version !== countOf(version, 'version')) return fail({ code: 'DocumentChanged', uri: document.uri });
    const span = toSpan(document.lines, rangeOf(range, 'range'));
    const named = textOf(rule, 'rule');
    const finding =
      (await session.findings(document, signal)).find((each) => each.rule === named && each.span.start === span.start && each.span.end === span.end) ??
      fail({ code: 'FindingGone' });
    const end = optionalTextOf(until, 'until');
    const why = { reason: oneLine(textOf(reason, 'reason')), ...(end === undefined ? {} : { until: dateOf(end) }) };
    const edit = ignoreComment(session, document, finding, why) ?? fail({ code: 'ArgumentInvalid', argument: 'reason' });
    const { applied } = await context.connection.workspace.applyEdit(workspaceEdit(context.client, document, [edit]));
    return applied ? {} : fail({ code: 'EditRefused', uri: document.uri });
  });
}

/** A comment must not end before its line does, nor hide what it says. */
function oneLine(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
  return clean === '' ? fail({ code: 'ArgumentInvalid', argument: 'reason' }) : clean;
}

/** A day that exists. */
function dateOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : fail({ code: 'ArgumentInvalid', argument: 'until' });
}
