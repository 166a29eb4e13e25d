import type { Tree } from 'web-tree-sitter';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/base/document';
import { checkLogging } from '../../../server/src/checks/logging/check';
import { loadGrammarOf, parseNow } from '../../../server/src/syntax/grammars';
import { expectCostBelow } from '../../support/cost';
import { documentOf, findingsIn } from '../logging.support';

const request = 'curl -H "Authorization: Bearer $TOKEN" https://x\n';
const login = 'mysql -p"$DB_PASSWORD"\n';

/** Scripts, and the lines of `set -x` that are reported with what they show. */
describe('what a trace shows', () => {
  it.each<[string, string, string[]]>([
    ['up to the next one', `set -x\n${login}set -x\n${request}`, ['1 DB_PASSWORD', '3 TOKEN']],
    ['once', `set -x\nset -x\nset -ex\n${request}`, ['3 TOKEN']],
    ['beyond one that depends on a condition', `set -x\nif [ "$1" ]; then\nset -x\nfi\n${request}`, ['1 TOKEN']],
    ['beyond one that is text', `set -x\necho 'set -x' # set -x\n${request}`, ['1 TOKEN']],
    ['beyond one in a here-document', `set -x\ncat <<EOF > a.sh\nset -x\nEOF\n${request}`, ['1 TOKEN']],
    ['behind a here-document', `set -x\ncat <<'EOF' > a\n$API_KEY\nEOF\n${request}`, ['1 TOKEN']],
    ['beside a here-document', `set -x\nmysql -p"$DB_PASSWORD" <<-EOF\n$API_KEY\n\tEOF\n`, ['1 DB_PASSWORD']],
    ['where a here-document has no end', `set -x\necho $((1 <<a))\n${request}`, ['1 TOKEN']],
    ['not what is no longer shown', `set -x\nset +x\n${request}`, []],
    ['not what the script gives itself', `TOKEN=abc\nset -x\n${request}`, []],
    ['what a comment alone gives', `# TOKEN=abc\nset -x\n${request}`, ['2 TOKEN']],
    ['what is given beside what is not', `TOKEN=abc\nset -x\n${request}${login}`, ['2 DB_PASSWORD']],
  ])('%s', async (_name, text, expected) => {
    // In other layouts a here-document would end elsewhere.
    const found = await findingsIn('shellscript', text, {});
    const lines = new LineIndex(text);
    expect(found.map(({ span, subject = '' }) => `${String(lines.lineOf(span.start) + 1)} ${subject}`)).toEqual(expected);
  });
});

/** Scripts of about a size, in which each `set -x` could be made to read what those around it read. */
const HOSTILE: readonly (readonly [what: string, text: (size: number) => string])[] = [
  ['traces of nothing', (size) => `${request}${'set -x\n'.repeat(size / 7)}${request}`],
  ['traces in front of what they show', (size) => `${'set -x\n'.repeat(size / 14)}${request.repeat(size / 100)}`],
  ['traces with comments', (size) => `${request}${'set -x;#\n'.repeat(size / 9)}${request}`],
  ['traces that depend on conditions', (size) => `set -x\n${request}${'[ 1 ] && set -x\n'.repeat(size / 16)}${request}`],
  ['variables with literals', (size) => 'TOKEN=a\n'.repeat(size / 24) + 'set -x\ncurl $TOKEN\n'.repeat(size / 28)],
  ['here-documents that never close', (size) => `set -x\n${'cat <<A\n'.repeat(size / 8)}${request}`],
  ['here-documents side by side', (size) => `set -x\n${`${'cat <<A '.repeat(12)}\n`.repeat(size / 100)}${request}`],
  ['names in quotes that never close', (size) => `set -x\n${"A_TOKEN=' ".repeat(size / 10)}\n${request}`],
  ['blanks', (size) => `set -x\nset${' '.repeat(size)}\n${request}${'\n'.repeat(size)}`],
];

describe('the cost of traces', () => {
  it.each(HOSTILE)('stays low with %s', { timeout: 120_000 }, async (_what, text) => {
    const document = documentOf('shellscript', text(150_000));
    await loadGrammarOf(document);
    const tree = parseNow(document) as Tree;
    expectCostBelow(1_500, () => void checkLogging(document, tree));
    tree.delete();
  });
});
