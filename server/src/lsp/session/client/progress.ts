import type { ServerContext } from '../serverContext';

/** Runs `work` under a progress that the client shows, where it shows any. The person's "cancel" and the request's abort one signal. */
export async function withProgress<T>(
  context: ServerContext,
  options: { readonly title: string; readonly cancellable: boolean; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!context.client.showsProgress) return work(options.signal);
  const progress = await context.connection.window.createWorkDoneProgress();
  const cancelled = new AbortController();
  const listening = progress.token.onCancellationRequested(() => cancelled.abort());
  progress.begin(options.title, undefined, undefined, options.cancellable);
  try {
    return await work(AbortSignal.any([options.signal, cancelled.signal]));
  } finally {
    listening.dispose();
    progress.done();
  }
}
