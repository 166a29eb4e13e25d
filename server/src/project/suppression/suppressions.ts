import type { Document } from '../../base/document';
import { LineIndex } from '../../base/document';
import type { Finding, Suppression } from '../../base/finding';
import { MARKER, nearestSilencer, readComments, type Silencer } from './comments';
import { SaidBefore } from './saidBefore';

/**
 * Sets `suppressed` on each finding that a comment of the text silences: `tacit-ignore RULE-OR-PREFIX until=2027-01-31 because …` on its line or alone on the
 * line above, `tacit-ignore-next-line`, `tacit-ignore-file`, and what other scanners read. Ours without a rule, with a rule that does not fit, or past its
 * date silences nothing. `now` is for tests. Linear in the text.
 */
export function applySuppressions(document: Document, findings: readonly Finding[], now: Date = new Date()): Finding[] {
  MARKER.lastIndex = 0;
  if (findings.length === 0 || !MARKER.test(document.text)) return [...findings];
  const index = new LineIndex(document.text);
  const silencers = readComments(document.text, index, now);
  if (silencers.file.length === 0 && silencers.byLine.size === 0) return [...findings];
  const said = new SaidBefore(findings);
  const silencerOf = nearestSilencer(silencers, index);
  return findings.map((finding) => {
    if (finding.suppressed) return finding;
    const silencer = silencerOf(finding);
    return silencer ? { ...finding, suppressed: withoutValues(silencer, said) } : finding;
  });
}

/** A reason is shown and kept, so it ends before any finding, wherever the comment seemed to end. */
function withoutValues({ suppression, reasonAt }: Silencer, said: SaidBefore): Suppression {
  const { reason: written, ...rest } = suppression;
  if (written === undefined || reasonAt === undefined) return suppression;
  const reason = said.cut(written, reasonAt);
  return reason === '' ? rest : { ...rest, reason };
}
