import { MessageType } from 'vscode-languageserver';
import { fail, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { Secret } from '../../base/secret';
import type { OpenDocument } from '../../analysis/documents';
import { applyMove, type MovePlan, type MoveRequest, type MoveResult, PLAN_LIFE, prepareMove, type UnfinishedMove } from '../../changes/moving/moveToStore';
import { isCredential, type Pasted, pasteInto, PastingEditor } from '../../changes/pasting';
import type { ChangeContext, EditorPort } from '../../changes/editing/ports';
import { chosenSpan } from '../codeActions/moveSelection';
import { describeFailure } from '../../changes/moving/messages';
import { insertReference, replayJournal, settleNotice, undoWrite } from '../../changes/moving/recovery';
import type { MoveOutcome, MoveProposal, Requests } from '../../protocol/requests';
import { onRequest, unattended } from '../session/client/answer';
import { type Fields, countOf, countsOf, flagOf, rangeOf, textOf } from '../session/client/arguments';
import { tell } from '../session/client/tell';
import { withProgress } from '../session/client/progress';
import type { ProjectSession } from '../session/projectSession';
import { toSpan } from '../session/client/ranges';
import { withRecipientsAsked } from '../session/vaults/recipients';

import { Waiting } from '../session/waiting';
import { changeContext, opened, type ServerContext } from '../session/serverContext';

/** Plans remembered at once, each for as long as it can be used. */
const MOST_PLANS = 20;

interface Held {
  readonly plan: MovePlan;
  readonly session: ProjectSession;
  /** Where the value is not in the document yet. */
  readonly editor: EditorPort | undefined;
}

/** A place as a client names it. */
type NamedPlace = Pick<Requests['tacit/move/prepare'][0], 'uri' | 'version' | 'range'>;

const placeOf = ({ uri, version, range }: Fields): NamedPlace => ({
  uri: textOf(uri, 'uri'),
  version: countOf(version, 'version'),
  range: rangeOf(range, 'range'),
});

function contextFor(context: ServerContext, session: ProjectSession, editor: EditorPort | undefined, onLate?: () => void): ChangeContext {
  const usual = changeContext(context, session, onLate);
  return editor === undefined ? usual : { ...usual, editor };
}

/** Most bytes that are looked at when something is pasted: a private key fits. */
const LONGEST_PASTE = 16 * 1024;

/** The two halves of "Move to vault…": what could be done, and doing it. Tacit's own client shows its pickers in between. */
export class Moves {
  readonly #context: ServerContext;
  readonly #plans = new Waiting<Held>(MOST_PLANS, PLAN_LIFE);

  constructor(context: ServerContext) {
    this.#context = context;
  }

  register(): void {
    const { connection } = this.#context;
    onRequest(connection, 'tacit/move/prepare', (fields, signal) =>
      this.prepare({ ...placeOf(fields), chosen: fields.chosen !== undefined && flagOf(fields.chosen, 'chosen') }, signal),
    );
    onRequest(connection, 'tacit/paste/check', (fields, signal) => this.checkPaste(fields, signal));
    onRequest(connection, 'tacit/paste/prepare', (fields, signal) => this.preparePaste(fields, signal));
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
  async prepare({ chosen, ...place }: NamedPlace & { readonly chosen: boolean }, signal: AbortSignal): Promise<MoveProposal> {
    const { document, session } = await this.#at(place);
    const at = toSpan(document.lines, place.range);
    const request = { uri: document.uri, version: place.version, span: chosen ? chosenSpan(document, at) : at, chosen };
    return this.#plan(session, undefined, request, signal);
  }

  /** Whether what came over the private channel is a credential that could be pasted as a reference. */
  async checkPaste(fields: Fields, signal: AbortSignal): Promise<Requests['tacit/paste/check'][1]> {
    const pasted = await this.#pasted(fields, signal);
    return { credential: pasted !== undefined && isCredential(pasted.context, pasted.pasted) };
  }

  /** As `prepare`, for a value that came over the private channel and is to be in the vault only. */
  async preparePaste(fields: Fields, signal: AbortSignal): Promise<MoveProposal> {
    const found = (await this.#pasted(fields, signal)) ?? fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
    const { pasted, session, document, context } = found;
    const editor = new PastingEditor(context.editor, document, pasted);
    return this.#plan(session, editor, { uri: document.uri, version: document.version, span: pasted.span, chosen: true }, signal);
  }

  async #pasted(
    fields: Fields,
    signal: AbortSignal,
  ): Promise<{ pasted: Pasted; session: ProjectSession; document: OpenDocument; context: ChangeContext } | undefined> {
    const channel = this.#context.channel();
    const bytes = await channel.take(textOf(fields.delivery, 'delivery'), signal);
    try {
      const place = placeOf(fields);
      const { document, session } = await this.#at(place);
      if (bytes.length === 0 || bytes.length > LONGEST_PASTE) return undefined;
      const context = changeContext(this.#context, session);
      const pasted = await pasteInto(context, document, toSpan(document.lines, place.range), Secret.of(bytes));
      return pasted === undefined ? undefined : { pasted, session, document, context };
    } finally {
      bytes.fill(0);
    }
  }

  async #at({ uri, version }: NamedPlace): Promise<{ document: OpenDocument; session: ProjectSession }> {
    const found = (await opened(this.#context, uri)) ?? fail({ code: 'ArgumentInvalid', argument: 'uri' });
    return found.document.version === version ? found : fail({ code: 'DocumentChanged', uri });
  }

  async #plan(session: ProjectSession, editor: EditorPort | undefined, request: MoveRequest, signal: AbortSignal): Promise<MoveProposal> {
    const context = contextFor(this.#context, session, editor);
    const plan = await withProgress(this.#context, { title: t('Looking for this value in the project'), cancellable: true, signal }, (either) =>
      prepareMove(context, request, either),
    );
    this.#plans.put(plan.id, { plan, session, editor });
    return plan.proposal;
  }

  /** Cannot be cancelled: nothing may stop between journal and verification (DESIGN §4). A plan that moved is used up. `onLate`: see `LspEditor`. */
  async apply({ proposal, ...choice }: Requests['tacit/move/apply'][0], onLate?: () => void): Promise<MoveOutcome> {
    const held = this.#plans.take(proposal) ?? fail({ code: 'ArgumentInvalid', argument: 'proposal' });
    const { plan, session, editor } = held;
    try {
      const store = session.registry.get(choice.store) ?? fail({ code: 'StoreUnknown', store: choice.store });
      const context = contextFor(this.#context, session, editor, onLate);
      const result = await this.#run(session, t('Moving to the vault'), () =>
        withRecipientsAsked(this.#context, store, () => applyMove(context, plan, choice)),
      );
      this.#offerRecovery(session, result);
      return outcomeOf(result);
    } catch (thrown) {
      // Nothing was written, so the person may correct a name and try the same plan again.
      this.#plans.put(proposal, held);
      throw thrown;
    }
  }

  /** Tells of moves that a killed process left half done, and offers what can be done about each. */
  async replay(session: ProjectSession): Promise<void> {
    const context = changeContext(this.#context, session);
    const notices = await replayJournal(context);
    for (const { id, lines, unfinished } of notices) {
      if (unfinished !== undefined) continue;
      this.#show(MessageType.Warning, lines);
      await settleNotice(context, id);
    }
    // One question at a time, and not awaited: a person may leave it open for as long as they like, and other projects have theirs.
    unattended('replay', async () => {
      for (const { id, lines, unfinished } of notices) {
        if (unfinished === undefined) continue;
        await this.#offer(session, lines, unfinished);
        await settleNotice(context, id);
      }
    });
  }

  /** For editors without our pickers: what came out, as a message. A value that is only stored is asked about already. */
  show({ status, lines, rotate }: MoveOutcome): void {
    if (status !== 'stored') this.#show(rotate ? MessageType.Warning : MessageType.Info, lines);
  }

  #show(type: MessageType, lines: readonly string[]): void {
    tell(this.#context.connection, type, lines.join('\n'));
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
    try {
      if (answered?.title === insert) {
        const result = await this.#run(session, insert, () => insertReference(context, unfinished));
        this.#offerRecovery(session, result);
        this.show(outcomeOf(result));
      }
      if (answered?.title === remove) await this.#run(session, remove, () => undoWrite(context, unfinished));
    } catch (thrown) {
      // The person pressed a button and waits for what becomes of it.
      tell(this.#context.connection, MessageType.Error, describeFailure(toTacitError(thrown, 'recovery').failure));
    }
  }
}

/** What crosses the protocol, and no more. */
const outcomeOf = ({ status, summary, lines, variable, reference, rotate }: MoveResult): MoveOutcome => ({
  status,
  summary,
  lines,
  variable,
  reference,
  rotate,
});
