import { isEmbedded } from '../stores/embedded';
import { storeState } from '../stores/session';
import { onRequest } from './session/client/answer';
import type { ServerContext } from './session/serverContext';

/** How things stand, for the language status item: counts over the open documents, and the state of the first project's vault. */
export function registerStatus(context: ServerContext): void {
  onRequest(context.connection, 'tacit/status', async (_fields, signal) => {
    let findings = 0;
    let suppressed = 0;
    for (const document of context.documents.all()) {
      const session = await context.projects.of(document.uri);
      for (const finding of await session.findings(document, signal)) {
        if (session.project.levelOf(finding.rule) === 'off') continue;
        if (finding.suppressed === undefined) findings++;
        else suppressed++;
      }
    }
    const [session] = await context.projects.ofWorkspace();
    const store = session?.registry.stores[0];
    if (store === undefined) return { findings, suppressed, store: 'absent', recoveryCopy: true };
    const state = await storeState(store);
    // A vault that is not there needs no copy; one that cannot be asked is not nagged about.
    const recoveryCopy = state !== 'ready' || !isEmbedded(store) || (await store.recoveryCopyMade().catch(() => true));
    return { findings, suppressed, store: state, recoveryCopy };
  });
}
