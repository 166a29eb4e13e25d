import * as vscode from 'vscode';
import type { Requests } from '../../../server/src/protocol/requests';
import { DOCUMENTS, type LanguageServer } from './languageServer';

/** Waiting time after the last change before the status is asked again, in milliseconds. */
const PAUSE = 400;

/** The language status item: how many findings are open, and how the vault stands. */
export function createStatusItem(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('tacit.status', DOCUMENTS);
  item.name = 'Tacit';
  item.command = { title: vscode.l10n.t('Show vaults'), command: 'tacit.vaults.focus' };
  let timer: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(server, item), PAUSE);
  };
  refresh();
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(refresh),
    server.onDidChangeStores(refresh),
    vscode.languages.onDidChangeDiagnostics(refresh),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

async function show(server: LanguageServer, item: vscode.LanguageStatusItem): Promise<void> {
  if (!server.isRunning) {
    item.text = vscode.l10n.t('Tacit is not running');
    item.severity = vscode.LanguageStatusSeverity.Warning;
    return;
  }
  try {
    const { findings, store, recoveryCopy, suppressed } = await server.request('tacit/status', {});
    await vscode.commands.executeCommand('setContext', 'tacit.hasFindings', findings > 0);
    item.text = countText(findings);
    const notes = [storeText(store)];
    if (suppressed > 0) notes.push(vscode.l10n.t('{0} ignored', suppressed));
    if (!recoveryCopy && store === 'ready') notes.push(vscode.l10n.t('your key has no recovery copy'));
    item.detail = notes.join(' · ');
    item.severity = store === 'ready' || store === 'absent' ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
  } catch {
    // The next change asks again.
  }
}

function countText(findings: number): string {
  if (findings === 0) return vscode.l10n.t('No findings in open files');
  return findings === 1 ? vscode.l10n.t('1 finding in open files') : vscode.l10n.t('{0} findings in open files', findings);
}

function storeText(store: Requests['tacit/status'][1]['store']): string {
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
