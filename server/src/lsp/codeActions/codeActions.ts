import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { toTacitError } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { log } from '../../base/log';
import { overlaps } from '../../base/span';
import type { OpenDocument } from '../../analysis/documents';
import { answer } from '../session/client/answer';
import { removeFallback } from './dropFallback';
import { FIX_ALL_KIND, maskAll, maskHere, presenceHere, removeHere } from './maskInLog';
import { EXTRACT_KIND, moveSelection } from './moveSelection';
import { moveToVault } from './moveToVault';
import { openRulePage } from './openRulePage';
import { START_KIND, startByTacit } from './startByTacit';
import { markExample, suppressHere } from './suppressHere';
import { toDiagnostic } from '../reading/diagnostics';
import type { ProjectSession } from '../session/projectSession';
import { toSpan } from '../session/client/ranges';
import { opened, type ServerContext } from '../session/serverContext';

/** What a provider is asked about: a finding that was computed anew on the text as it is, not what the client sent along. */
export interface ActionRequest {
  readonly context: ServerContext;
  readonly session: ProjectSession;
  readonly document: OpenDocument;
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
  readonly signal: AbortSignal;
}

/** One action: one file in `codeActions/` and one line below. Gives nothing where it does not apply. Has no side effect. */
export interface CodeActionProvider {
  /** Rule ids or prefixes. */
  readonly rules: readonly string[];
  readonly kind: string;
  provide(request: ActionRequest): Promise<CodeAction | undefined>;
}

/** In the order in which the editor shows them. */
const PROVIDERS: readonly CodeActionProvider[] = [moveToVault, removeFallback, maskHere, presenceHere, removeHere, suppressHere, markExample, openRulePage];

export const CODE_ACTION_KINDS: readonly string[] = [...new Set(PROVIDERS.map(({ kind }) => kind)), EXTRACT_KIND, FIX_ALL_KIND, START_KIND];

/** Findings at one place for which actions are made; a selection of a whole file must not make thousands. */
const MOST_FINDINGS = 20;

export function registerCodeActions(context: ServerContext): void {
  context.connection.onCodeAction((params, token) => answer('textDocument/codeAction', token, (signal) => codeActions(context, params, signal)));
}

async function codeActions(context: ServerContext, params: CodeActionParams, signal: AbortSignal): Promise<CodeAction[]> {
  const found = await opened(context, params.textDocument.uri);
  if (found === undefined) return [];
  const { document, session } = found;
  const at = toSpan(document.lines, params.range);
  const all = await session.findings(document, signal);
  const findings = all.filter(({ span, suppressed }) => suppressed === undefined && overlaps(span, at)).slice(0, MOST_FINDINGS);
  const wanted = PROVIDERS.filter(({ kind }) => isWanted(kind, params.context.only));
  const actions: CodeAction[] = [];
  for (const provider of wanted) {
    for (const finding of findings) {
      if (!provider.rules.some((rule) => finding.rule === rule || finding.rule.startsWith(rule))) continue;
      const diagnostic = toDiagnostic(context, document, finding);
      const action = await attempt(() => provider.provide({ context, session, document, finding, diagnostic, signal }));
      if (action !== undefined && (action.disabled === undefined || context.client.showsDisabledActions)) actions.push(action);
    }
  }
  if (isWanted(START_KIND, params.context.only)) actions.push(...(await startByTacit(context, session, document, at)));
  if (findings.length === 0 && isWanted(EXTRACT_KIND, params.context.only)) {
    const action = await attempt(() => moveSelection(context, session, document, at, params.context, signal));
    if (action !== undefined && (action.disabled === undefined || context.client.showsDisabledActions)) actions.push(action);
  }
  // For the whole text, so only where it is asked for by its kind: on saving, or from the menu of source actions.
  if (params.context.only !== undefined && isWanted(FIX_ALL_KIND, params.context.only)) {
    const action = await attempt(() => maskAll(context, session, document, all, signal));
    if (action !== undefined) actions.push(action);
  }
  return actions;
}

/** An action that cannot be made is left out; the others are shown all the same. */
async function attempt(work: () => Promise<CodeAction | undefined>): Promise<CodeAction | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const error = toTacitError(thrown, 'codeAction');
    if (error.failure.code === 'Cancelled') throw error;
    log('request.failed', { method: 'codeAction', code: error.failure.code });
    return undefined;
  }
}

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === CodeActionKind.Empty || kind === wanted || kind.startsWith(`${wanted}.`));
}
