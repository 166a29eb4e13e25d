import { MessageType, type Range } from 'vscode-languageserver';
import { fail } from '../base/errors';
import { t } from '../base/l10n';
import { applyMove, type MovePlan, type MoveResult, prepareMove, type UnfinishedMove } from '../changes/moveToStore';
import { insertReference, replayJournal, settleNotice, undoWrite } from '../changes/recovery';
import type { MoveOutcome, MoveProposal, Requests } from '../protocol/requests';
import { onRequest, unattended } from './session/answer';
import { countOf, countsOf, flagOf, rangeOf, textOf } from './session/arguments';
import { withProgress } from './session/progress';
import type { ProjectSession } from './session/projectSession';
import { toSpan } from './session/ranges';
import { withRecipientsAsked } from './session/recipients';

import { changeContext, opened, type ServerContext } from './session/serverContext';

/** Plans remembered at once; each also expires (changes/moveToStore.ts). */
const MOST_PLANS = 20;

interface Held {
  readonly plan: MovePlan;
  readonly session: ProjectSession;
}

/** The two halves of "Move to vault…": what could be done, and doing it. Tacit's own client shows its pickers in between. */
export class Moves {
  readonly #context: ServerContext;
  readonly #plans = new Map<string, Held>();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  register(): void {
    const { connection } = this.#context;
    onRequest(connection, 'tacit/move/prepare', ({ uri, version, range }, signal) =>
      this.prepare(textOf(uri, 'uri'), countOf(version, 'version'), rangeOf(range, 'range'), signal),
    );
    onRequest(connection, 'tacit/move/apply', (fields) =>
      this.apply({
        proposal: textOf(fields.proposal, 'proposal'),
        variable: textOf(fields.variable, 'variable'),
        store: textOf(fields.store, 'store'),
        path: textOf(fields.path, 'path'),
        reuse: flagOf(fields.reuse, 'reuse'),
        occurrences: countsOf(fields.occurrences, 'occurrences'),
      }),
    );
  }

  /** Throws `DocumentChanged` where the person saw another version than the one that is open. */
  async prepare(uri: string, version: number, range: Range, signal: AbortSignal): Promise<MoveProposal> {
    const found = await opened(this.#context, uri);
    if (found === undefined) return fail({ code: 'ArgumentInvalid', argument: 'uri' });
    const { document, session } = found;
    if (document.version !== version) return fail({ code: 'DocumentChanged', uri });
    const request = { uri: document.uri, version, span: toSpan(document.lines, range) };
    const context = changeContext(this.#context, session);
    const plan = await withProgress(this.#context, { title: t('Looking for this value in the project'), cancellable: true, signal }, (either) =>
      prepareMove(context, request, either),
    );
    const oldest = this.#plans.keys().next();
    if (this.#plans.size >= MOST_PLANS && oldest.done !== true) this.#plans.delete(oldest.value);
    this.#plans.set(plan.id, { plan, session });
    return plan.proposal;
  }

  /** Cannot be cancelled: nothing may stop between journal and verification (DESIGN §4). A plan that moved is used up. */
  async apply({ proposal, ...choice }: Requests['tacit/move/apply'][0]): Promise<MoveOutcome> {
    const { plan, session } = this.#plans.get(proposal) ?? fail({ code: 'ArgumentInvalid', argument: 'proposal' });
    this.#plans.delete(proposal);
    try {
      const store = session.registry.get(choice.store) ?? fail({ code: 'StoreUnknown', store: choice.store });
      const context = changeContext(this.#context, session);
      const result = await this.#run(session, t('Moving to the vault'), () =>
        withRecipientsAsked(this.#context, store, () => applyMove(context, plan, choice)),
      );
      this.#offerRecovery(session, result);
      return outcomeOf(result);
    } catch (thrown) {
      // Nothing was written, so the person may correct a name and try the same plan again.
      this.#plans.set(proposal, { plan, session });
      throw thrown;
    }
  }

  /** Tells of moves that a killed process left half done, and offers what can be done about each. */
  async replay(session: ProjectSession): Promise<void> {
    const context = changeContext(this.#context, session);
    for (const { id, lines, unfinished } of await replayJournal(context)) {
      if (unfinished === undefined) this.#show(MessageType.Warning, lines);
      else await this.#offer(session, lines, unfinished);
      await settleNotice(context, id);
    }
  }

  /** For editors without our pickers: what came out, as a message. */
  show({ lines, rotate }: MoveOutcome): void {
    this.#show(rotate ? MessageType.Warning : MessageType.Info, lines);
  }

  #show(type: MessageType, lines: readonly string[]): void {
    unattended('window/showMessage', () => this.#context.connection.sendNotification('window/showMessage', { type, message: lines.join('\n') }));
  }

  /** Runs what changes store and files, under a progress that cannot be cancelled; afterwards everything is looked at anew. */
  async #run<T>(session: ProjectSession, title: string, work: () => Promise<T>): Promise<T> {
    try {
      return await withProgress(this.#context, { title, cancellable: false, signal: new AbortController().signal }, work);
    } finally {
      session.manifestChanged();
      session.storesChanged();
      this.#context.storesChanged();
    }
  }

  #offerRecovery(session: ProjectSession, { lines, unfinished }: MoveResult): void {
    // Not awaited: the answer to the move must not wait for the person.
    if (unfinished !== undefined) unattended('recovery', () => this.#offer(session, lines, unfinished));
  }

  async #offer(session: ProjectSession, lines: readonly string[], unfinished: UnfinishedMove): Promise<void> {
    const insert = t('Insert the reference');
    const remove = t('Delete it from the vault again');
    const choices = [{ title: insert }, ...(unfinished.version === undefined ? [] : [{ title: remove }])];
    const answered = await this.#context.connection.window.showWarningMessage(lines.join('\n'), ...choices);
    const context = changeContext(this.#context, session);
    if (answered?.title === insert) this.show(await this.#run(session, insert, () => insertReference(context, unfinished)));
    if (answered?.title === remove) await this.#run(session, remove, () => undoWrite(context, unfinished));
  }
}

/** What crosses the protocol, and no more. */
const outcomeOf = ({ lines, variable, reference, rotate }: MoveResult): MoveOutcome => ({ lines, variable, reference, rotate });
