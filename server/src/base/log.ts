import type { FailureCode } from './errors';

/**
 * Every event that Tacit can log. Fields are numbers, booleans, rule ids, error codes and names out of closed sets: there
 * is no free string, so no value can get in (DESIGN §4). Adding an event is adding a line here.
 */
export interface LogEvents {
  'server.started': { readonly milliseconds: number };
  'server.stopped': Record<string, never>;
  'document.analysed': { readonly language: string; readonly length: number; readonly findings: number; readonly milliseconds: number };
  /** Not checked for what it logs until it changes: its parse took too long, or failed. `language`: the grammar. */
  'document.unparsed': { readonly language: string; readonly length: number; readonly because: 'too-slow' | 'failed' | 'too-long' };
  'request.failed': { readonly method: string; readonly code: FailureCode };
  'move.step': { readonly step: string };
  'move.done': { readonly occurrences: number; readonly milliseconds: number };
  'move.failed': { readonly step: string; readonly code: FailureCode };
  'journal.replayed': { readonly entries: number };
  'store.opened': { readonly kind: string; readonly entries: number; readonly milliseconds: number };
  'store.failed': { readonly kind: string; readonly code: FailureCode };
  'scan.done': { readonly files: number; readonly bytes: number; readonly findings: number; readonly milliseconds: number };
  'run.started': { readonly variables: number };
  'run.ended': { readonly code: number };
  'channel.opened': Record<string, never>;
  'ticket.redeemed': Record<string, never>;
  crash: { readonly name: string; readonly frames: readonly string[] };
}

export type LogEvent = keyof LogEvents;

export type LogSink = (event: LogEvent, fields: Readonly<Record<string, number | boolean | string | readonly string[]>>) => void;

const sinks = new Set<LogSink>();

/** Adds a receiver (channel, file, test) and gives the function that takes it away. */
export function addLogSink(sink: LogSink): () => void {
  sinks.add(sink);
  return () => sinks.delete(sink);
}

export function log<E extends LogEvent>(event: E, fields: LogEvents[E]): void {
  for (const sink of sinks) sink(event, fields);
}

/** What may be said of an uncaught error: its class and those frames that lie in Tacit's own bundles, without message (THREATS 10). */
export function describeCrash(thrown: unknown): LogEvents['crash'] {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] };
  const name = /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : 'Error';
  const frames = (thrown.stack ?? '').split('\n').flatMap((line) => {
    const frame = /^\s+at (?:async )?(?:[\w.$<>[\] ]{1,80} \()?(?:.*[/\\])?((?:server|cli|worker|extension|chunk-[A-Z0-9]{8})\.js:\d+:\d+)\)?$/.exec(line);
    return frame?.[1] === undefined ? [] : [frame[1]];
  });
  return { name, frames: frames.slice(0, 10) };
}
