import { unattended } from './session/client/answer';
import { fieldsOf, flagOf } from './session/client/arguments';
import type { ServerContext } from './session/serverContext';

/**
 * Trust is the editor's own grant where the client is ours, told at the start and on change. For every other client the user's `tacit trust`
 * decides, which `project/` reads (THREATS 9).
 */
export function registerTrust(context: ServerContext, trust: { granted: boolean | undefined }): void {
  context.connection.onNotification('tacit/trustChanged', (params: unknown) => {
    unattended('tacit/trustChanged', async () => {
      if (!context.client.isOwn) return;
      trust.granted = flagOf(fieldsOf(params).trusted, 'trusted');
      await context.projects.reopen();
      context.storesChanged();
    });
  });
}
