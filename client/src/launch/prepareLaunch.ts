import * as vscode from 'vscode';
import type { LaunchPlan } from '../../../server/src/protocol/requests';
import { type LanguageServer, ToldError } from '../features/languageServer';
import { shown } from '../prompts/display';
import type { Environments } from './environments';
import { pagesOf } from './pairPages';

/** `without`: the person starts the program as it is. Undefined: nothing is to be started. */
export type Prepared = Exclude<LaunchPlan, { state: 'unapproved' }> | { readonly state: 'without' } | undefined;

/**
 * Asks the server for a ticket for what is started in this folder. Pairs that the person did not approve yet are shown first (THREATS 3); what stands in
 * the way is told, and the person may start without values.
 */
export async function prepareLaunch(server: LanguageServer, environments: Environments, folder: vscode.Uri): Promise<Prepared> {
  const without = vscode.l10n.t('Start without values');
  try {
    await running(server);
    const asked = await environments.ask(folder);
    if (asked === undefined) return undefined;
    let plan = await server.request('tacit/launch/prepare', { folder: folder.toString(), ...asked });
    while (plan.state === 'unapproved') {
      for (const { pairs, left } of pagesOf(plan.pairs)) {
        const lines = pairs.map(({ variable, reference }) => `${shown(variable)}: ${shown(reference)}`);
        const approve = left === 0 ? vscode.l10n.t('Approve') : vscode.l10n.t('Yes, and show the other {0}', left);
        const question = vscode.l10n.t('May the programs of this project receive these secrets?');
        const pressed = await vscode.window.showWarningMessage(question, { modal: true, detail: lines.join('\n') }, approve, without);
        if (pressed === without) return { state: 'without' };
        if (pressed !== approve) return undefined;
      }
      plan = await server.request('tacit/launch/approve', { launch: plan.launch });
    }
    return plan;
  } catch (thrown) {
    if (!(thrown instanceof ToldError)) throw thrown;
    const pressed = await vscode.window.showErrorMessage(thrown.message, { modal: true }, without);
    return pressed === without ? { state: 'without' } : undefined;
  }
}

/** How long a server that is starting is waited for, in milliseconds: the first thing in a new window may be F5. */
const PATIENCE = 10_000;

function running(server: LanguageServer): Promise<void> {
  if (server.isRunning) return Promise.resolve();
  return new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      listening.dispose();
      done();
    };
    const timer = setTimeout(finish, PATIENCE);
    const listening = server.onDidChangeState(() => {
      if (server.isRunning) finish();
    });
  });
}
