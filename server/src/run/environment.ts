import { TacitError } from '../base/errors';
import { isResolverKey } from '../base/names';
import { currentPlatform } from '../base/system/platform';
import { Secret } from '../base/secret';
import { Automaton } from './automaton';
import { maskForms, SHORTEST_MASKED } from './maskForms';

/** Longest `NAME=value` with its NUL that Linux hands to a program: MAX_ARG_STRLEN, 32 pages of 4 KiB (execve(2)). Bytes. */
const LONGEST_VARIABLE = 128 * 1024;

/** The value as text for the child's environment. Throws `ValueUnusable`: Node would quote the whole value in its own error (THREATS 10). */
function usableText(name: string, secret: Secret): string {
  const text = secret.reveal('child-env');
  if (text.includes('\0')) throw new TacitError({ code: 'ValueUnusable', name, because: 'nul' });
  if (!Secret.of(text).equals(secret)) throw new TacitError({ code: 'ValueUnusable', name, because: 'not-text' });
  if (Buffer.byteLength(name) + Buffer.byteLength(text) + 2 > LONGEST_VARIABLE) throw new TacitError({ code: 'ValueUnusable', name, because: 'too-large' });
  return text;
}

export interface EnvironmentOptions {
  /** Names that the manifest maps and the caller's environment already sets: they stay as they are, resolver's keys included. */
  readonly shadowed?: readonly string[];
  /** Leave the resolver's own keys (`SOPS_AGE_KEY*`, `VAULT_TOKEN`, …) in the child's environment (THREATS 17). */
  readonly keepVaultEnv?: boolean;
}

/**
 * The child's environment: ours without the resolver's keys, and the resolved variables. Throws `ValueUnusable` before anything is started.
 * The result holds values: give it to `spawnChild` and to nothing else.
 */
export function childEnvironment(base: NodeJS.ProcessEnv, variables: ReadonlyMap<string, Secret>, options: EnvironmentOptions = {}): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  const { environmentHasCase } = currentPlatform();
  const same = (name: string): string => (environmentHasCase ? name : name.toUpperCase());
  const mapped = new Set([...variables.keys()].map(same));
  const kept = new Set((options.shadowed ?? []).map(same));
  for (const [name, value] of Object.entries(base)) {
    if (mapped.has(same(name))) continue;
    if (options.keepVaultEnv === true || kept.has(same(name)) || !isResolverKey(name)) environment[name] = value;
  }
  for (const [name, secret] of variables) environment[name] = usableText(name, secret);
  return environment;
}

/** What masks these values in a child's output, and the names of those that are too short to be masked: say them before the start. */
export function maskingFor(variables: ReadonlyMap<string, Secret>): { readonly automaton: Automaton; readonly unmasked: readonly string[] } {
  const unmasked: string[] = [];
  const forms: Buffer[] = [];
  for (const [name, secret] of variables) {
    if (secret.isEmpty) continue;
    const text = secret.reveal('match');
    if (Buffer.byteLength(text) < SHORTEST_MASKED) unmasked.push(name);
    else forms.push(...maskForms(text));
  }
  return { automaton: new Automaton(forms), unmasked };
}
