import type { SourceRow } from './rows';

/** Calls and members that give a secret, by language. */
export const SOURCES: readonly SourceRow[] = [
  { languages: ['javascript'], callee: ['headers', 'cookies', 'body'], on: ['req', 'request'], member: true, gives: 'object' },
  { languages: ['python'], callee: ['getpass'], gives: 'value' },
  { languages: ['python'], callee: ['getenv', 'get'], keyed: true, gives: 'value' },
];
