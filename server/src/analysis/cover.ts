import type { Finding } from '../base/finding';
import { MASK } from '../base/secret';
import { span, type Span } from '../base/span';

/**
 * A part of a text (default: all of it) with every value in it covered, whatever its grade, suppressed or not (THREATS 13), the other parts of its
 * credential included. `findings` are of the whole text, so that a value that begins before the part is covered too. What is logged is an expression
 * and no value, and stays.
 */
export function covered(text: string, findings: readonly Finding[], part: Span = span(0, text.length)): string {
  const values = findings
    .filter(({ rule }) => !rule.startsWith('logging.'))
    .flatMap((finding) => [finding.span, ...finding.related])
    .filter(({ start, end }) => start < part.end && end > part.start)
    .sort((a, b) => a.start - b.start);
  let shown = '';
  let at = part.start;
  for (const { start, end } of values) {
    if (end <= at) continue;
    if (start >= at || at === part.start) shown += text.slice(at, Math.max(at, start)) + MASK;
    at = Math.min(end, part.end);
  }
  return shown + text.slice(at, part.end);
}
