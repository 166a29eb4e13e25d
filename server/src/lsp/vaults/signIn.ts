import { displayText } from '../../base/display';
import { fail } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Registration } from '../../stores/hashicorp/registrations';
import { BlockedStore } from '../../stores/blockedStore';
import { onRequest } from '../session/client/answer';
import { textOf } from '../session/client/arguments';
import { type ServerContext, sessionOfRoot } from '../session/serverContext';

/** Signing in to a vault on a server from the editor: the token comes over the private channel (THREATS 11) and stays in this process. */
export function registerSignIn(context: ServerContext): void {
  const { connection } = context;
  onRequest(connection, 'tacit/store/signIn', async ({ node, delivery }, signal) => {
    const channel = context.channel();
    const registration = await registrationOf(context, textOf(node, 'node'));
    const { signIn } = await import('../../stores/hashicorp/login');
    const { tokenOf } = await import('../../stores/hashicorp/credentials');
    const bytes = await channel.take(textOf(delivery, 'delivery'), signal);
    try {
      const { displayName, policies, expires } = await signIn(registration, tokenOf(Buffer.from(bytes).toString('latin1')), 'process', signal);
      const names = policies.slice(0, 20).map(displayText).join(', ');
      const lines = [t('You are signed in to {0} as {1} ({2}).', displayText(registration.name), displayText(displayName), names)];
      return { lines: expires === undefined ? lines : [...lines, t('The token ends {0}.', displayText(expires))] };
    } finally {
      bytes.fill(0);
      await changed(context);
    }
  });
  onRequest(connection, 'tacit/store/signOut', async ({ node }, signal) => {
    const { signOut } = await import('../../stores/hashicorp/login');
    await signOut(await registrationOf(context, textOf(node, 'node')), false, signal);
    await changed(context);
    return {};
  });
}

/** The registration behind a store's node. Throws `ArgumentInvalid`, and why a blocked vault may not be used. */
async function registrationOf(context: ServerContext, id: string): Promise<Registration> {
  const target = context.nodes.get(id, 'node');
  if (target.kind !== 'store') return fail({ code: 'ArgumentInvalid', argument: 'node' });
  const store = (await sessionOfRoot(context, target.root)).registry.get(target.store);
  if (store instanceof BlockedStore) return fail(store.failure);
  const { HashicorpStore } = await import('../../stores/hashicorp/hashicorpStore');
  return store instanceof HashicorpStore ? store.registration : fail({ code: 'ArgumentInvalid', argument: 'node' });
}

async function changed(context: ServerContext): Promise<void> {
  for (const session of await context.projects.all()) session.storesChanged();
  context.storesChanged();
}
