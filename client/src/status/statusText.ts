import * as vscode from 'vscode';
import type { FileCounts, StoreState } from '../../../server/src/protocol/requests';

/** What the status bar says of the file in front: a number behind a sign for each kind of finding that is to be dealt with. */
export interface BarText {
  readonly text: string;
  /** What each number is, and what a click does. */
  readonly tooltip: string;
  /** For screen readers: the same without signs. */
  readonly label: string;
}

/** Undefined where there is nothing to do: then the bar is quiet. */
export function barText(counts: FileCounts): BarText | undefined {
  const { credentials, logged, unresolved } = counts;
  const kinds = [
    { count: credentials, sign: '$(lock)', words: credentialsText(credentials) },
    { count: logged, sign: '$(output)', words: loggedText(logged) },
    { count: unresolved, sign: '$(question)', words: unresolvedText(unresolved) },
  ].filter(({ count }) => count > 0);
  if (kinds.length === 0) return undefined;
  const words = kinds.map((kind) => kind.words);
  const quiet = quietTexts(counts);
  const nothing = quiet.length === 0 ? [] : [vscode.l10n.t('Nothing to do about: {0}', quiet.join(', '))];
  return {
    text: kinds.map(({ count, sign }) => `${sign} ${count}`).join(' '),
    tooltip: [vscode.l10n.t('Tacit, in this file:'), ...words.map((each) => `• ${each}`), ...nothing, vscode.l10n.t('Click to go to the next one.')].join('\n'),
    label: vscode.l10n.t('Tacit, in this file: {0}. Goes to the next one.', words.join(', ')),
  };
}

function credentialsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 credential to move to a vault') : vscode.l10n.t('{0} credentials to move to a vault', count);
}

function loggedText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 secret printed where others may read it') : vscode.l10n.t('{0} secrets printed where others may read them', count);
}

function unresolvedText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 reference that no vault holds') : vscode.l10n.t('{0} references that no vault holds', count);
}

function quietTexts({ examples, suppressed }: Pick<FileCounts, 'examples' | 'suppressed'>): string[] {
  const texts = [];
  if (examples > 0) texts.push(examples === 1 ? vscode.l10n.t('1 example') : vscode.l10n.t('{0} examples', examples));
  if (suppressed > 0) texts.push(vscode.l10n.t('{0} ignored', suppressed));
  return texts;
}

/** One sentence of the language status item: the file in front where there is one, else all that are open. */
export function countText(findings: number, file: FileCounts | undefined): string {
  if (file === undefined) {
    if (findings === 0) return vscode.l10n.t('No findings in open files');
    return findings === 1 ? vscode.l10n.t('1 finding in open files') : vscode.l10n.t('{0} findings in open files', findings);
  }
  const here = file.credentials + file.logged + file.unresolved;
  if (here === 0) return vscode.l10n.t('No findings in this file');
  return here === 1 ? vscode.l10n.t('1 finding in this file') : vscode.l10n.t('{0} findings in this file', here);
}

/** What stands below it. */
export function detailText(status: {
  readonly findings: number;
  readonly suppressed: number;
  readonly store: StoreState;
  readonly recoveryCopy: boolean;
  readonly file?: FileCounts;
}): string {
  const { findings, suppressed, store, recoveryCopy, file } = status;
  const notes = [storeText(store)];
  if (file === undefined && suppressed > 0) notes.push(vscode.l10n.t('{0} ignored', suppressed));
  if (file !== undefined) {
    notes.push(...quietTexts(file));
    const elsewhere = findings - file.credentials - file.logged - file.unresolved - file.examples;
    if (elsewhere > 0) notes.push(vscode.l10n.t('{0} in other open files', elsewhere));
  }
  if (!recoveryCopy && store === 'ready') notes.push(vscode.l10n.t('your key has no recovery copy'));
  return notes.join(' · ');
}

function storeText(store: StoreState): string {
  switch (store) {
    case 'ready':
      return vscode.l10n.t('vault open');
    case 'locked':
      return vscode.l10n.t('vault locked');
    case 'absent':
      return vscode.l10n.t('no vault yet');
    case 'malformed':
      return vscode.l10n.t('vault damaged');
    case 'signed-out':
      return vscode.l10n.t('signed out of the vault');
    case 'sealed':
      return vscode.l10n.t('vault sealed');
    case 'unreachable':
      return vscode.l10n.t('vault not reachable');
    case 'unconfirmed':
      return vscode.l10n.t('vault not confirmed');
    case 'address-changed':
      return vscode.l10n.t('the address of the vault changed');
  }
}
