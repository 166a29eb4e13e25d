import type { NameVerdict } from './rows';

/** The words of an identifier, in lower case: camel, snake and kebab. */
const wordsOf = (name: string): string[] =>
  name
    .slice(0, 120)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** What a name says of the value behind it. */
export function judgeName(name: string): NameVerdict {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (/^(?:password|passwd|pwd|passphrase|secret|apikey)s?$/.test(last)) return 'secret';
  return /^(?:token|key|auth|cookie|credential)s?$/.test(last) ? 'weak' : undefined;
}

/** True where a function of this name gives a form of its argument that shows nothing. */
export const isMasker = (callee: string): boolean => wordsOf(callee).some((word) => /^(?:mask|redact|hash|sanitize|obfuscate|fingerprint)(?:ed)?$/.test(word));

/** True where a member of a secret is none. */
export const isPlainPart = (member: string): boolean => /^(?:length|size|count|type|name|id|expires)$/i.test(member);
