import { MessageType } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { fail, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import type { MoveProposal } from '../../protocol/requests';
import { answer } from '../session/client/answer';
import { countOf, listOf, optionalTextOf, rangeOf, textOf } from '../session/client/arguments';
import { tell } from '../session/client/tell';
import { CHOSEN } from '../codeActions/moveSelection';
import { SERVER_MOVE_COMMAND } from '../codeActions/moveToVault';
import { SERVER_RULE_PAGE_COMMAND } from '../codeActions/openRulePage';
import { reasonFor, SERVER_IGNORE_COMMAND } from '../codeActions/suppressHere';
import { ignoreFinding } from './ignore';
import type { Moves } from './moves';
import { RecoveryOffer } from '../vaults/recovery';
import type { ServerContext } from '../session/serverContext';

/**
 * What other editors call: their clients have no pickers of ours. VS Code's client would make every command callable by every extension and
 * hand on its result, so ours gets none of them, and each returns null (THREATS 8).
 */
export const SERVER_COMMANDS: readonly string[] = [SERVER_MOVE_COMMAND, SERVER_IGNORE_COMMAND, SERVER_RULE_PAGE_COMMAND];

export function registerCommands(context: ServerContext, moves: Moves): void {
  const recovery = new RecoveryOffer(context);
  context.connection.onExecuteCommand((params, token) =>
    answer('workspace/executeCommand', token, async (signal): Promise<null> => {
      if (context.client.isOwn) return fail({ code: 'ArgumentInvalid', argument: 'command' });
      switch (params.command) {
        case SERVER_MOVE_COMMAND:
          await move(context, moves, recovery, params.arguments, signal);
          return null;
        case SERVER_IGNORE_COMMAND:
          await ignore(context, params.arguments, signal);
          return null;
        case SERVER_RULE_PAGE_COMMAND:
          await openPage(context, params.arguments);
          return null;
        default:
          return fail({ code: 'ArgumentInvalid', argument: 'command' });
      }
    }),
  );
}

/** Move with sensible defaults: the proposed name, the first vault, every occurrence that can be moved; asked once. */
async function move(context: ServerContext, moves: Moves, recovery: RecoveryOffer, given: unknown, signal: AbortSignal): Promise<void> {
  const [uri, version, range, how] = listOf(given, Array.isArray(given) && given.length === 4 ? 4 : 3);
  const place = { uri: textOf(uri, 'uri'), version: countOf(version, 'version'), range: rangeOf(range, 'range') };
  const proposal = await moves.prepare({ ...place, chosen: optionalTextOf(how, 'how') === CHOSEN }, signal);
  const [store] = proposal.stores;
  if (store === undefined) fail({ code: 'StoreUnknown', store: '' });
  else {
    const confirmed = t('Move');
    const answered = await context.connection.window.showInformationMessage(question(proposal, store), { title: confirmed }, { title: t('Cancel') });
    if (answered?.title !== confirmed) return;
    const same = proposal.same.find((place) => place.store === store.id);
    const choice = {
      proposal: proposal.id,
      variable: proposal.variable,
      store: store.id,
      path: same?.path ?? proposal.path,
      reuse: same !== undefined,
      occurrences: proposal.occurrences.flatMap(({ movable }, index) => (movable ? [index] : [])),
    };
    await answeredEarly(context, async (onLate) => {
      moves.show(await moves.apply(choice, onLate));
      recovery.after(textOf(uri, 'uri'));
    });
  }
}

/**
 * Runs a change, and is done with it early where the editor does not announce what it has applied: some (eglot) wait for the answer to the command
 * before they send anything. What then fails is told as a message.
 */
async function answeredEarly(context: ServerContext, change: (onLate: () => void) => Promise<void>): Promise<void> {
  let isEarly = false;
  await new Promise<void>((done, failed) => {
    const onLate = (): void => {
      isEarly = true;
      done();
    };
    change(onLate).then(done, (thrown: unknown) => {
      const error = toTacitError(thrown, 'move');
      if (isEarly) tell(context.connection, MessageType.Error, describeFailure(error.failure));
      else failed(error);
    });
  });
}

function question({ variable, occurrences, manifest }: MoveProposal, store: MoveProposal['stores'][number]): string {
  const movable = occurrences.filter((each) => each.movable).length;
  const name = displayText(variable);
  const vault = displayText(store.title);
  const lines = [
    movable === 1
      ? t('Move this value to {0} as {1} and read it from the environment here?', vault, name)
      : t('Move this value to {0} as {1} and read it from the environment in {2} places?', vault, name, movable),
  ];
  if (!store.exists) lines.push(t('The vault will be made: an encrypted file in this project.'));
  lines.push(t('{0} will say where {1} comes from.', displayText(manifest), name));
  return lines.join(' ');
}

async function ignore(context: ServerContext, given: unknown, signal: AbortSignal): Promise<void> {
  const [uri, version, range, rule, how] = listOf(given, Array.isArray(given) && given.length === 5 ? 5 : 4);
  const named = { uri: textOf(uri, 'uri'), version: countOf(version, 'version'), range: rangeOf(range, 'range'), rule: textOf(rule, 'rule') };
  await ignoreFinding(context, named, reasonFor(optionalTextOf(how, 'how')), signal);
}

async function openPage(context: ServerContext, given: unknown): Promise<void> {
  const [rule] = listOf(given, 1);
  const page = context.rulePage(textOf(rule, 'rule')) ?? fail({ code: 'ArgumentInvalid', argument: 'rule' });
  await context.connection.window.showDocument({ uri: page, external: false });
}
