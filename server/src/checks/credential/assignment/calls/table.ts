import { ACCOUNT_CALLS } from './accounts';
import { CLIENT_CALLS } from './clients';
import { CRYPTOGRAPHY_CALLS } from './cryptography';
import { DATA_CALLS } from './data';
import type { CredentialCall } from './row';

/** By last name. The languages share names, so it is one table. */
export const CREDENTIAL_CALLS: ReadonlyMap<string, readonly CredentialCall[]> = [
  ...DATA_CALLS,
  ...ACCOUNT_CALLS,
  ...CRYPTOGRAPHY_CALLS,
  ...CLIENT_CALLS,
].reduce((byName, entry) => byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]), new Map<string, CredentialCall[]>());

/** What the prefilter looks for to find the calls of the table, where no keyword of names covers it. */
export function callKeywords(covered: (name: string) => boolean): string[] {
  const words = new Set<string>();
  for (const entries of CREDENTIAL_CALLS.values())
    for (const { name, via } of entries) for (const word of via ?? [name.length < 6 ? `${name}(` : name]) if (!covered(word)) words.add(word);
  return [...words];
}
