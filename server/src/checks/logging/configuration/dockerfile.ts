import type { LoggingCandidate } from '../model/candidate';
import { echoes, leadsAway, linesOf } from './echo';

/** `RUN` of a Dockerfile: what it prints stays in the log of the build. */
export function checkDockerfile(text: string): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  let runs = false;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*#/.test(line)) continue;
    if (/^\s*RUN\b/i.test(line)) runs = true;
    if (runs) {
      found.push(...echoes(line, start, () => false));
      const secret = /\bcat\s+(\/run\/secrets\/([\w.-]+))/.exec(line);
      const end = secret === null ? 0 : secret.index + secret[0].length;
      if (secret?.[1] !== undefined && !/[$`]\(?\s*$|<\(\s*$/.test(line.slice(0, secret.index)) && !leadsAway(line, end))
        found.push({ rule: 'logging.secret', grade: 'likely', subject: secret[2] ?? '', span: { start: start + end - secret[1].length, end: start + end } });
    }
    if (!/\\\s*$/.test(line)) runs = false;
  }
  return found;
}
