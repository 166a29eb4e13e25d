import type { LoggingCandidate } from '../model/candidate';
import { echoes, isSecretVariable, linesOf, listings, mounted } from './echo';

/** `RUN`, `CMD` and `ENTRYPOINT` of a Dockerfile: what they print stays in the log of the build or of the container. */
export function checkDockerfile(text: string): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  const written = new Set<string>();
  let runs = false;
  /** The image was given a variable that is a secret, which its environment shows. */
  let secret = false;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*#/.test(line)) continue;
    const declared = /^\s*(?:ARG|ENV)\s+([A-Za-z_]\w{0,100})/i.exec(line)?.[1];
    if (declared !== undefined && isSecretVariable(declared)) secret = true;
    if (/^\s*(?:RUN|CMD|ENTRYPOINT)\b/i.test(line)) runs = true;
    if (runs) {
      found.push(...echoes(line, start, () => false, { written }));
      if (secret) found.push(...listings(line, start));
      found.push(...mounted(line, start, written));
    }
    if (!/\\\s*$/.test(line)) runs = false;
  }
  return found;
}
