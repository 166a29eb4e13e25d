import { type CancellationToken, type Connection, type GenericRequestHandler, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { type FailureCode, toTacitError } from '../../../base/errors';
import { log } from '../../../base/log';
import { describeFailure } from '../../../changes/moving/messages';
import type { Requests } from '../../../protocol/requests';
import { type Fields, fieldsOf } from './arguments';

/**
 * The edge of the server: LSP's token becomes an AbortSignal, and whatever is thrown becomes a response made of Tacit's own code and words.
 * Nothing a library says can pass (THREATS 10).
 */
export async function answer<T>(method: string, token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } catch (thrown) {
    throw toResponseError(method, thrown);
  } finally {
    listening.dispose();
  }
}

/** A request of Tacit's own: parameters are unknown until checked. */
export function onRequest<M extends keyof Requests>(
  connection: Connection,
  method: M,
  work: (fields: Fields, signal: AbortSignal) => Promise<Requests[M][1]>,
): void {
  const handler: GenericRequestHandler<unknown, unknown> = (params: unknown, token: CancellationToken) =>
    answer(method, token, (signal) => work(fieldsOf(params), signal));
  connection.onRequest(method, handler);
}

export function toResponseError(method: string, thrown: unknown): ResponseError<{ code: FailureCode }> {
  const { failure } = toTacitError(thrown, method);
  if (failure.code !== 'Cancelled') log('request.failed', { method, code: failure.code });
  const kind = failure.code === 'Cancelled' ? LSPErrorCodes.RequestCancelled : LSPErrorCodes.RequestFailed;
  return new ResponseError(kind, describeFailure(failure), { code: failure.code });
}

/** For notifications and work that nobody waits for: what goes wrong is logged by its code. */
export function unattended(method: string, work: () => Promise<void> | void): void {
  Promise.resolve()
    .then(work)
    .catch((thrown: unknown) => {
      const { failure } = toTacitError(thrown, method);
      if (failure.code !== 'Cancelled') log('request.failed', { method, code: failure.code });
    });
}
