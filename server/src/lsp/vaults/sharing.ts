import { fail } from '../../base/errors';
import { ensureIdentity } from '../../stores/sops/keyFile';
import { onRequest } from '../session/client/answer';
import type { ServerContext } from '../session/serverContext';

/**
 * This user's own recipients, which are public, for whoever is to let them into a vault; a key is made where there is none. For Tacit's own client,
 * which knows that a person asked: no other may have a key made.
 */
export function registerSharing(context: ServerContext): void {
  onRequest(context.connection, 'tacit/share/me', async () => {
    if (!context.client.isOwn) return fail({ code: 'ArgumentInvalid', argument: 'method' });
    const { identities, created } = await ensureIdentity();
    return { recipients: identities.map(({ recipient }) => recipient), created };
  });
}
