import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { echoes, leadsAway, linesOf, listings } from './echo';

/** `RUN`, `CMD` and `ENTRYPOINT` of a Dockerfile: what they print stays in the log of the build or of the container. */
export function checkDockerfile(text: string): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  let runs = false;
  /** The image was given a variable that is a secret, which its environment shows. */
  let secret = false;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*#/.test(line)) continue;
    const declared = /^\s*(?:ARG|ENV)\s+([A-Za-z_]\w{0,100})/i.exec(line)?.[1];
    if (declared !== undefined && judgeName(declared) === 'secret') secret = true;
    if (/^\s*(?:RUN|CMD|ENTRYPOINT)\b/i.test(line)) runs = true;
    if (runs) {
      found.push(...echoes(line, start, () => false));
      if (secret) found.push(...listings(line, start));
      const mounted = /\bcat\s+(\/run\/secrets\/([\w.-]+))/.exec(line);
      const end = mounted === null ? 0 : mounted.index + mounted[0].length;
      if (mounted?.[1] !== undefined && !/[$`]\(?\s*$|<\(\s*$/.test(line.slice(0, mounted.index)) && !leadsAway(line, end))
        found.push({ rule: 'logging.secret', grade: 'likely', subject: mounted[2] ?? '', span: { start: start + end - mounted[1].length, end: start + end } });
    }
    if (!/\\\s*$/.test(line)) runs = false;
  }
  return found;
}
