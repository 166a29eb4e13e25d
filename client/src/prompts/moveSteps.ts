import * as vscode from 'vscode';
import type { MoveProposal, Requests } from '../../../server/src/protocol/requests';
import { shown } from './display';
import { type Answer, askText, pickMany, pickOne, type StepFrame } from './steps';

type Choice = Requests['tacit/move/apply'][0];

/** What the person has chosen so far. */
interface Draft {
  variable: string;
  store: string;
  path: string;
  reuse: boolean;
  occurrences: readonly number[];
}

type Step = (frame: StepFrame) => Promise<Answer<unknown>>;

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Asks where a value goes: same-value places first, then name, place, other occurrences. Enter through all of it takes the proposal. Undefined where the person left. */
export async function chooseMove(proposal: MoveProposal, named?: string): Promise<Choice | undefined> {
  const [first] = proposal.stores;
  if (first === undefined) return undefined;
  const others = proposal.occurrences.map((occurrence, index) => ({ ...occurrence, index })).slice(1);
  const draft: Draft = { variable: proposal.variable, store: first.id, path: proposal.path, reuse: false, occurrences: [0] };
  const steps: Step[] = [];
  if (proposal.same.length > 0) steps.push((frame) => chooseSame(frame, proposal, draft));
  // The key of a `.env` line is the name already: programs read it.
  if (proposal.variableFixed !== true) steps.push((frame) => chooseName(frame, proposal, draft));
  steps.push((frame) => choosePlace(frame, proposal, draft));
  if (others.length > 0) steps.push((frame) => chooseOccurrences(frame, others, draft));
  const title = named ?? (proposal.variableFixed === true ? vscode.l10n.t('Move {0} to vault', proposal.variable) : vscode.l10n.t('Move to vault'));
  for (let at = 0; at < steps.length;) {
    const answer = await steps[at]?.({ title, step: at + 1, total: steps.length });
    if (answer === undefined) return undefined;
    at += answer === 'back' ? -1 : 1;
  }
  return { proposal: proposal.id, ...draft };
}

async function chooseSame(frame: StepFrame, proposal: MoveProposal, draft: Draft): Promise<Answer<unknown>> {
  const existing = proposal.same.map((place) => ({
    label: vscode.l10n.t('Use {0}', shown(place.path)),
    description: titleOf(proposal, place.store),
    detail: vscode.l10n.t('holds this very value already'),
    place,
  }));
  const fresh = { label: vscode.l10n.t('Make a new entry'), place: undefined };
  const answer = await pickOne(frame, vscode.l10n.t('This value is in the vault already'), [...existing, fresh]);
  if (typeof answer !== 'object') return answer;
  const { place } = answer.value;
  draft.reuse = place !== undefined;
  draft.store = place?.store ?? proposal.stores[0]?.id ?? draft.store;
  draft.path = place?.path ?? proposal.path;
  return answer;
}

async function chooseName(frame: StepFrame, proposal: MoveProposal, draft: Draft): Promise<Answer<unknown>> {
  const taken = new Set(proposal.taken);
  const answer = await askText(frame, vscode.l10n.t('Name of the variable that the program reads'), draft.variable, (text) => {
    if (!VARIABLE.test(text)) return vscode.l10n.t('Use letters, digits and underscores, not starting with a digit, 64 at most.');
    // A reused place may well be mapped to its variable already; a new one may not take a name away from another value.
    if (!draft.reuse && taken.has(text)) return vscode.l10n.t('{0} exists already. Choose another name.', text);
    return undefined;
  });
  if (typeof answer !== 'object') return answer;
  // Name and place go together until somebody parts them.
  if (!draft.reuse && draft.path === draft.variable) draft.path = answer.value;
  draft.variable = answer.value;
  return answer;
}

async function choosePlace(frame: StepFrame, proposal: MoveProposal, draft: Draft): Promise<Answer<unknown>> {
  if (draft.reuse) {
    const text = vscode.l10n.t('{0} in {1} is kept as it is', shown(draft.path), titleOf(proposal, draft.store));
    return pickOne(frame, vscode.l10n.t('Nothing new is written to the vault'), [{ label: vscode.l10n.t('Replace the literal'), detail: text }]);
  }
  const stores = proposal.stores.map(({ id, title, exists }) => ({
    label: `$(lock) ${shown(title)}`,
    description: shown(draft.path),
    detail: exists
      ? vscode.l10n.t('encrypted; the value is added to it')
      : vscode.l10n.t('an encrypted file that is made now; your key stays outside the project'),
    id,
    other: false,
  }));
  const change = { label: vscode.l10n.t('Another name inside the vault…'), id: draft.store, other: true };
  const answer = await pickOne(frame, vscode.l10n.t('Where the value goes'), [...stores, change]);
  if (typeof answer !== 'object') return answer;
  draft.store = answer.value.id;
  if (!answer.value.other) return answer;
  const taken = new Set(proposal.taken);
  const path = await askText(frame, vscode.l10n.t('Name inside the vault'), draft.path, (text) => {
    if (text === '' || text.length > 200) return vscode.l10n.t('Give a name of 1 to 200 characters.');
    return taken.has(text) ? vscode.l10n.t('{0} exists already. Choose another name.', shown(text)) : undefined;
  });
  if (path === 'back') return choosePlace(frame, proposal, draft);
  if (path === undefined) return undefined;
  draft.path = path.value;
  return path;
}

type Occurrence = MoveProposal['occurrences'][number] & { readonly index: number };

/** The same value elsewhere: places by file and line, never the text of a line (THREATS 13). */
async function chooseOccurrences(frame: StepFrame, others: readonly Occurrence[], draft: Draft): Promise<Answer<unknown>> {
  const label = ({ uri, range }: Occurrence): string => `${shown(vscode.workspace.asRelativePath(vscode.Uri.parse(uri)))}:${range.start.line + 1}`;
  const movable = others.filter((each) => each.movable).map((each) => ({ label: label(each), index: each.index }));
  // Not a separator: the editor draws none below the last entry. Its box cannot be ticked.
  const staying = others
    .filter((each) => !each.movable)
    .map((each) => ({
      label: `$(circle-slash) ${label(each)}`,
      detail: vscode.l10n.t('stays: {0}', shown(each.reason ?? vscode.l10n.t('it cannot be moved'))),
      index: -1,
    }));
  const answer = await pickMany<vscode.QuickPickItem & { index: number }>(frame, occurrencesText(movable.length), [...movable, ...staying], movable, isPlace);
  if (typeof answer !== 'object') return answer;
  draft.occurrences = [0, ...answer.value.filter(isPlace).map(({ index }) => index)];
  return answer;
}

const isPlace = ({ index }: { readonly index: number }): boolean => index > 0;

function occurrencesText(movable: number): string {
  if (movable === 0) return vscode.l10n.t('The same value stands in other places, which stay');
  if (movable === 1) return vscode.l10n.t('The same value stands in one more place: replace it too?');
  return vscode.l10n.t('The same value stands in {0} more places: replace them too?', movable);
}

const titleOf = (proposal: MoveProposal, store: string): string => shown(proposal.stores.find(({ id }) => id === store)?.title ?? store);
