import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { echoes, leak, linesOf, listings } from './echo';

/** A variable that `withCredentials` or `environment` binds to a credential; of a user and password also `NAME_PSW`. */
const BOUND =
  /\b(?:variable|passwordVariable|keyFileVariable|passphraseVariable)\s*:\s*["']([A-Za-z_]\w{0,100})["']|\b([A-Za-z_]\w{0,100})\s*=\s*credentials\s*\(/g;
const PRINTS = /\b(?:println|print|echo|error|unstable)\b\s*\(?/;
const VARIABLE = /\b(?:env|params)\.([A-Za-z_]\w{0,100})(?![\w.(?]|\s*(?:[!=]=|\?[^.:]|&&))/g;

/** Pipelines of Jenkins: what a step prints stands in the console of the build, where the credential is masked only as it was stored. */
export function checkJenkins(text: string): readonly LoggingCandidate[] {
  const bound = new Set<string>();
  for (const match of text.matchAll(BOUND)) {
    const name = match[1] ?? match[2] ?? '';
    bound.add(name);
    if (match[2] !== undefined) bound.add(`${name}_PSW`);
  }
  const isSecret = (name: string): boolean => bound.has(name) || judgeName(name) === 'secret';
  const found: LoggingCandidate[] = [];
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*(?:\/\/|\*|#)/.test(line)) continue;
    found.push(...echoes(line, start, (name) => bound.has(name)));
    if (bound.size > 0) found.push(...listings(line, start));
    const prints = PRINTS.exec(line);
    if (prints === null) continue;
    for (const match of line.matchAll(VARIABLE))
      if (match.index > prints.index && isSecret(match[1] ?? '')) found.push(leak(start + match.index, start + match.index + match[0].length, match[1] ?? ''));
  }
  return found;
}
