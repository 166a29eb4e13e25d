import type { Finding } from '../base/finding';
import type { FileCounts } from '../protocol/requests';
import { isEmbedded } from '../stores/embedded';
import { storeState } from '../stores/session';
import { onRequest } from './session/client/answer';
import { optionalTextOf } from './session/client/arguments';
import { opened, type ServerContext } from './session/serverContext';

/** How things stand, for the client's status items: counts over the open documents and over one of them, and the state of the first project's vault. */
export function registerStatus(context: ServerContext): void {
  const reported = async (uri: string, signal: AbortSignal): Promise<readonly Finding[] | undefined> => {
    const found = await opened(context, uri);
    if (found === undefined) return undefined;
    const { document, session } = found;
    return (await session.findings(document, signal)).filter(({ rule }) => session.project.levelOf(rule) !== 'off');
  };
  onRequest(context.connection, 'tacit/status', async ({ uri }, signal) => {
    let findings = 0;
    let suppressed = 0;
    for (const document of context.documents.all()) {
      for (const finding of (await reported(document.uri, signal)) ?? []) {
        if (finding.suppressed === undefined) findings++;
        else suppressed++;
      }
    }
    const asked = optionalTextOf(uri, 'uri');
    const own = asked === undefined ? undefined : await reported(asked, signal);
    const counts = { findings, suppressed, ...(own === undefined ? {} : { file: countsOf(own) }) };
    const [session] = await context.projects.ofWorkspace();
    const store = session?.registry.stores[0];
    if (store === undefined) return { ...counts, store: 'absent', recoveryCopy: true };
    const state = await storeState(store);
    // A vault that is not there needs no copy; one that cannot be asked is not nagged about.
    const recoveryCopy = state !== 'ready' || !isEmbedded(store) || (await store.recoveryCopyMade().catch(() => true));
    return { ...counts, store: state, recoveryCopy };
  });
}

function countsOf(findings: readonly Finding[]): FileCounts {
  const counts = { credentials: 0, logged: 0, unresolved: 0, examples: 0, suppressed: 0 };
  for (const finding of findings) counts[kindOf(finding)]++;
  return counts;
}

function kindOf({ rule, grade, suppressed }: Finding): keyof FileCounts {
  if (suppressed !== undefined) return 'suppressed';
  if (grade === 'placeholder') return 'examples';
  if (rule.startsWith('logging.')) return 'logged';
  return rule.startsWith('reference.') ? 'unresolved' : 'credentials';
}
