import { createHash, createHmac } from 'node:crypto';
import type { Finding } from '../../base/finding';
import { findGitFolder, originOf } from '../ignoring/gitFolder';

/** Rules whose values people choose or whose randomness nobody knows: never hashed (THREATS 14). */
const CHOSEN_BY_PEOPLE: ReadonlySet<string> = new Set([
  'credential.password',
  'credential.generic-token',
  'credential.private-key',
  'credential.connection-string',
  'credential.url-password',
  'credential.user-name',
  'credential.basic-auth',
  'credential.http-authorization',
  'credential.npm-basic-auth',
  'credential.nuget-config-password',
  'credential.encoded',
  'credential.service-key',
  'credential.static-fallback',
  'credential.jwt',
]);

/** Fewest random bits that make a truncated hash safe to publish (DESIGN §4 "Fingerprints"). */
const ENOUGH_BITS = 64;

/** Share of neighbouring characters of different class (lower, upper, digit) below which text was made by a person. Random letters and
 * digits change class at 62 % of places, random hexadecimal at 47 %; `MyCompanyProduction2024Key` at 32 %. */
const CHANGES = { mixedCase: 0.45, oneCase: 0.33 };

const classOf = (character: string): string => (/[0-9]/.test(character) ? 'digit' : /[A-Z]/.test(character) ? 'upper' : 'lower');

/**
 * A cautious estimate of a token's random bits: its longest run without separators at the entropy of its own characters (Shannon), and
 * none where it reads like words and years. A random token that is taken for words costs nothing: its fingerprint goes by place.
 */
function randomBits(value: string): number {
  const run = value.split(/[^A-Za-z0-9+/]+/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  const characters = Array.from(run);
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const changes = characters.filter((character, index) => index > 0 && classOf(character) !== classOf(characters[index - 1] ?? '')).length;
  const wanted = /[a-z]/.test(run) && /[A-Z]/.test(run) ? CHANGES.mixedCase : CHANGES.oneCase;
  if (!/[0-9]/.test(run) || counts.size < 10 || changes < wanted * (run.length - 1)) return 0;
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / run.length);
  return bits;
}

/** True where a hash of the value gives nothing away: a provider's token with at least 64 random bits. */
export function isHashable(rule: string, value: string): boolean {
  return rule.startsWith('credential.') && !CHOSEN_BY_PEOPLE.has(rule) && randomBits(value) >= ENOUGH_BITS;
}

/**
 * What keys a project's fingerprints. It must be the same for a whole team and in CI, so it comes from the project, not from the user: the
 * `project` name of tacit.json, else the address of the remote `origin` without user and scheme, else nothing. It is no secret: it keeps
 * the fingerprints of two projects from being compared; what protects the values is that only tokens of 64 random bits are hashed.
 */
export function projectIdentity(root: string, project: string | undefined): string {
  if (project !== undefined) return `name:${project}`;
  const git = findGitFolder(root);
  const origin = git === undefined ? undefined : originOf(git);
  return origin === undefined ? '' : `origin:${origin}`;
}

/** Makes the fingerprint function of a project (see `Project.fingerprint`). */
export function fingerprinter(identity: string): (finding: Finding, value: string) => string {
  const key = createHash('sha256').update(`tacit-fingerprint-1\0${identity}`).digest();
  const hash = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  return (finding, value) => {
    if (isHashable(finding.rule, value)) return `v1-${hash(`token\0${finding.rule}\0${value}`).slice(0, 32)}`;
    const place = hash(`place\0${finding.rule}\0${finding.anchor.context}\0${String(finding.anchor.occurrence)}`).slice(0, 24);
    return `c1-${place}-${hash(`tag\0${value}`).slice(0, 2)}`;
  };
}
