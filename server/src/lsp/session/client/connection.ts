import { type Connection, createConnection, type Features, type RemoteConsole } from 'vscode-languageserver';
import { createProtocolConnection, type MessageReader, type MessageWriter } from 'vscode-languageserver/node';

/**
 * What the protocol library would tell the client's log is dropped: it quotes parameters and whole messages (THREATS 10). What Tacit has to say
 * goes through `base/log`.
 */
class SilentConsole {
  attach(): void {}
  rawAttach(): void {}
  initialize(): void {}
  fillServerCapabilities(): void {}
  error(): void {}
  warn(): void {}
  info(): void {}
  log(): void {}
  debug(): void {}
}

/** A connection over the given ends. `exit` is called when the client sends `exit`, with LSP's code: 0 after `shutdown`, else 1. */
export function createServerConnection(reader: MessageReader, writer: MessageWriter, exit: (code: number) => void): Connection {
  const watchDog = { shutdownReceived: false, initialize: () => undefined, exit };
  const features = { __brand: 'features', console: () => SilentConsole } as unknown as Features<RemoteConsole>;
  return createConnection((logger) => createProtocolConnection(reader, writer, logger), watchDog, features);
}
