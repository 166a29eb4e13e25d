import type { SinkRow } from './rows';

/** Calls that print, by language. */
export const SINKS: readonly SinkRow[] = [
  { languages: ['javascript'], callee: ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'], on: ['console'], channel: 'log' },
  { languages: ['javascript'], callee: ['log', 'info', 'warn', 'error', 'debug', 'trace', 'fatal', 'verbose', 'silly'], on: 'logger', channel: 'log' },
  { languages: ['python'], callee: ['print', 'pprint'], on: 'none', channel: 'output' },
  { languages: ['python'], callee: ['debug', 'info', 'warning', 'warn', 'error', 'critical', 'exception', 'log'], on: 'logger', channel: 'log' },
  { languages: ['java'], callee: ['trace', 'debug', 'info', 'warn', 'error'], on: 'logger', channel: 'log' },
];
