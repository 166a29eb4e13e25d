import { afterEach } from 'vitest';
import { realEngine } from '../../server/src/lsp/session/realEngine';
import { type ClientSetup, LspClient, projectFolder } from '../support/lspClient';
import { useInstalledGrammars } from '../support/grammars';

export interface Started {
  readonly client: LspClient;
  readonly folder: ReturnType<typeof projectFolder>;
}

const running: Started[] = [];

/** A server and a client on a folder with these files; both end with the test. */
export async function start(files: Readonly<Record<string, string>> = {}, setup: Partial<ClientSetup> = {}): Promise<Started> {
  useInstalledGrammars();
  const folder = projectFolder({ '.git/HEAD': '', ...files });
  const client = await new LspClient({ engine: realEngine(), folder: folder.root, ...setup }).start();
  const started = { client, folder };
  running.push(started);
  return started;
}

afterEach(async () => {
  for (const { client, folder } of running.splice(0)) {
    await client.stop();
    folder.remove();
  }
});

/** Tacit's own client, with the pipe. */
export const OWN: Partial<ClientSetup> = { own: { trusted: true, privateChannel: true } };

/** The error code in the answer to a request, or `none`. */
export const codeOf = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'none',
    (thrown: unknown) => (thrown as { data?: { code?: string } }).data?.code ?? `unnamed ${String((thrown as { code?: number }).code)}`,
  );
