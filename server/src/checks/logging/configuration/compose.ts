import type { LoggingCandidate } from '../model/candidate';
import { echoes, linesOf, mounted } from './echo';

/** The command of a service: what it prints stands in the log of its container. `$$` is a dollar of the shell. */
export function checkCompose(text: string): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  const written = new Set<string>();
  let indent = -1;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const at = line.search(/\S/);
    if (/^\s*(?:command|entrypoint|test|post_start|pre_stop)\s*:/.test(line)) indent = at;
    else if (at <= indent && !/^\s*-\s/.test(line)) indent = -1;
    if (indent !== -1) found.push(...echoes(line, start, () => false, { written }), ...mounted(line, start, written));
  }
  return found;
}
