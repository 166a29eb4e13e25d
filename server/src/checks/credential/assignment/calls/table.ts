import { ACCOUNT_CALLS } from './accounts';
import { CLIENT_CALLS } from './clients';
import { CRYPTOGRAPHY_CALLS } from './cryptography';
import { DATA_CALLS } from './data';
import type { CredentialCall } from './row';
import { SERVICE_CALLS } from './services';

/** By last name. The languages share names, so it is one table. */
export const CREDENTIAL_CALLS: ReadonlyMap<string, readonly CredentialCall[]> = [
  ...DATA_CALLS,
  ...ACCOUNT_CALLS,
  ...CRYPTOGRAPHY_CALLS,
  ...CLIENT_CALLS,
  ...SERVICE_CALLS,
].reduce((byName, entry) => byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]), new Map<string, CredentialCall[]>());

const SIGN_IN: ReadonlySet<CredentialCall> = new Set([...DATA_CALLS, ...ACCOUNT_CALLS, ...CLIENT_CALLS]);

/** Whether the argument before the password is the user it belongs to. */
export const hasUserBefore = (entry: CredentialCall): boolean => entry.kind === 'password' && SIGN_IN.has(entry);

/** Where in the keyword of a call the called name begins and ends: `encode` in `encoder().encode(`, `aes` in `aes(key`. */
export function calledIn(word: string): { readonly from: number; readonly end: number } {
  const open = word.lastIndexOf('(');
  const end = open < 0 ? word.length : open;
  return { from: Math.max(word.lastIndexOf(')', end), word.lastIndexOf('(', end - 1)) + 1, end };
}

/** What the prefilter looks for to find the calls of the table, where no keyword of names covers it. */
export function callKeywords(covered: (name: string) => boolean): string[] {
  const words = new Set<string>();
  for (const entries of CREDENTIAL_CALLS.values())
    for (const { name, via } of entries)
      for (const word of via ?? [name.length < 6 ? `${name}(` : name]) if (!covered(word.slice(calledIn(word).from))) words.add(word);
  return [...words];
}
