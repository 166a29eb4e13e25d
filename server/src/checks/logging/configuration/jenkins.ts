import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { echoes, leadsAway, leak, linesOf, listings } from './echo';

/** A variable that `withCredentials` or `environment` binds to a credential; of a user and password also `NAME_PSW`. */
const BOUND =
  /\b(?:variable|passwordVariable|keyFileVariable|passphraseVariable)\s*:\s*["']([A-Za-z_]\w{0,100})["']|\b([A-Za-z_]\w{0,100})\s*=\s*credentials\s*\(/g;
const PRINTS = /\b(?:println|print|echo|error|unstable)\b\s*\(?/;
const VARIABLE = /\b(?:env|params)\.([A-Za-z_]\w{0,100})(?![\w.(?]|\s*(?:[!=]=|\?[^.:]|&&))/g;

/** What Groovy puts into a text: a variable, or a part of what was read. */
const INTERPOLATED = /\$\{\s*([A-Za-z_]\w{0,100}(?:\??\.[A-Za-z_]\w{0,100}){0,8})\s*\}/g;

function interpolated(line: string, offset: number, from: number, isSecret: (name: string) => boolean): readonly LoggingCandidate[] {
  return [...line.matchAll(INTERPOLATED)].flatMap((match) => {
    const path = match[1] ?? '';
    const name = path.split('.').at(-1) ?? '';
    const end = match.index + match[0].length;
    // In single quotes Groovy puts nothing in; what a shell prints by its own variable is found there.
    const isText = /"[^"]*$/.test(line.slice(0, match.index));
    if (match.index < from || !isText || /^(?:env|params)\./.test(path) || !isSecret(name) || leadsAway(line, end, from)) return [];
    return [leak(offset + match.index, offset + end, name)];
  });
}

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
    found.push(
      ...interpolated(line, start, prints.index, isSecret).filter(
        ({ span }) => !found.some((each) => each.span.start < span.end && each.span.end > span.start),
      ),
    );
  }
  return found;
}
