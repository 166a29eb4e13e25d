import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Documents, filePathOf, LARGEST_CHECKED, OpenDocument, resultIdOf } from '../../server/src/analysis/documents';
import type { Facts } from '../../server/src/analysis/facts';
import { LineIndex } from '../../server/src/base/document';
import type { Project } from '../../server/src/project/project';

const project = {} as Project;
const revisions = { configuration: 0, manifest: 0, stores: 0 };
const item = (text: string, version = 1) => ({ uri: 'file:///p/a.ts', languageId: 'typescript', version, text });
const position = (line: number, character: number) => ({ line, character });

describe('incremental synchronisation', () => {
  it.each([
    ['replaces within a line', 'let a = 1;\n', [{ range: { start: position(0, 8), end: position(0, 9) }, text: '22' }], 'let a = 22;\n'],
    ['counts UTF-16 units beside emoji', 'x = "😀b"\n', [{ range: { start: position(0, 7), end: position(0, 8) }, text: 'c' }], 'x = "😀c"\n'],
    ['keeps CRLF', 'a\r\nb\r\nc', [{ range: { start: position(1, 0), end: position(1, 1) }, text: 'B' }], 'a\r\nB\r\nc'],
    ['joins lines', 'a\r\nb', [{ range: { start: position(0, 1), end: position(1, 0) }, text: '' }], 'ab'],
    ['keeps a byte-order mark', '\ufeffa\nb', [{ range: { start: position(0, 1), end: position(0, 2) }, text: 'z' }], '\ufeffz\nb'],
    ['takes a lone CR as a line end', 'a\rb', [{ range: { start: position(1, 0), end: position(1, 1) }, text: 'c' }], 'a\rc'],
    [
      'applies several in order',
      'ab',
      [
        { range: { start: position(0, 0), end: position(0, 1) }, text: 'xx' },
        { range: { start: position(0, 2), end: position(0, 3) }, text: 'y' },
      ],
      'xxy',
    ],
    ['takes a whole text', 'a', [{ text: 'b\n' }], 'b\n'],
  ])('%s', (_name, before, changes, after) => {
    const documents = new Documents();
    documents.open(item(before));
    const changed = documents.change('file:///p/a.ts', 2, changes);
    expect(changed.text).toBe(after);
    expect(changed.version).toBe(2);
    expect(documents.get('file:///p/a.ts')).toBe(changed);
  });

  it('gives what replacing by hand gives, whatever the edits', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r', '\r\n', '😀', '\ufeff', ' ') });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(30), fc.nat(30), text), { maxLength: 6 }), (start, edits) => {
        const documents = new Documents();
        documents.open(item(start));
        let expected = start;
        let version = 1;
        for (const [a, b, replacement] of edits) {
          const lines = new LineIndex(expected);
          // A place between CR and LF has no position of its own in LSP.
          const snap = (offset: number): number => {
            const at = Math.min(offset, expected.length);
            return expected[at] === '\n' && expected[at - 1] === '\r' ? at - 1 : at;
          };
          const [from, to] = [snap(Math.min(a, b)), snap(Math.max(a, b))];
          documents.change('file:///p/a.ts', ++version, [{ range: { start: lines.positionOf(from), end: lines.positionOf(to) }, text: replacement }]);
          expected = expected.slice(0, from) + replacement + expected.slice(to);
        }
        expect(documents.get('file:///p/a.ts')?.text).toBe(expected);
      }),
    );
  });

  it('refuses a change of a document that is not open', () => {
    expect(() => new Documents().change('file:///p/a.ts', 2, [{ text: '' }])).toThrow('ArgumentInvalid');
  });

  it.each([
    ['file:///p/a%20b.ts', 'file:///p/a b.ts'],
    ['file:///p/%40scope/a.ts', 'file:///p/@scope/a.ts'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ])('finds %s by %s', (opened, asked) => {
    const documents = new Documents();
    documents.open({ ...item('x'), uri: opened });
    expect(documents.get(asked)?.uri).toBe(opened);
    documents.close(asked);
    expect(documents.all()).toEqual([]);
  });

  it.each([
    ['file://host/share/a', undefined],
    ['file:///p/%00', '/p/\0'],
    ['file:///p/%2fetc', undefined],
    ['http://p/a', undefined],
    ['', undefined],
  ])('takes the path of %s as %s', (uri, path) => {
    expect(filePathOf(uri)).toBe(path);
  });
});

describe('facts', () => {
  const counting = (): { calls: string[]; analyse: (document: { text: string }) => Facts } => {
    const calls: string[] = [];
    return { calls, analyse: (document) => (calls.push(document.text), { findings: [], references: [] }) };
  };

  it('are computed once per configuration', () => {
    const { calls, analyse } = counting();
    const document = new OpenDocument(item('x'), 1);
    document.facts(project, revisions, analyse);
    document.facts(project, { ...revisions, manifest: 5, stores: 5 }, analyse);
    expect(calls).toHaveLength(1);
    document.facts(project, { ...revisions, configuration: 1 }, analyse);
    document.facts({ ...project }, { ...revisions, configuration: 1 }, analyse);
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['short', 'x\n'.repeat(10), 20],
    [
      'long with lines',
      'x'
        .repeat(99)
        .concat('\n')
        .repeat((LARGEST_CHECKED * 1.5) / 100),
      LARGEST_CHECKED - (LARGEST_CHECKED % 100),
    ],
    ['long without a line end', 'x'.repeat(LARGEST_CHECKED + 5), LARGEST_CHECKED],
  ])('cover a %s text as far as the cap', (_name, text, length) => {
    const { calls, analyse } = counting();
    const document = new OpenDocument(item(text), 1);
    document.facts(project, revisions, analyse);
    expect(calls[0]).toHaveLength(length);
    expect(document.checkedLength).toBe(length);
  });
});

describe('result ids', () => {
  it.each([
    ['configuration', { configuration: 1 }],
    ['manifest', { manifest: 1 }],
    ['stores', { stores: 1 }],
  ])('change with %s', (_name, change) => {
    const document = new OpenDocument(item('x'), 1);
    expect(resultIdOf(document, revisions)).toBe(resultIdOf(document, { ...revisions }));
    expect(resultIdOf(document, { ...revisions, ...change })).not.toBe(resultIdOf(document, revisions));
  });

  it('differ when a document is closed and opened again with the same version', () => {
    const documents = new Documents();
    const first = documents.open(item('x'));
    documents.close(first.uri);
    expect(resultIdOf(documents.open(item('y')), revisions)).not.toBe(resultIdOf(first, revisions));
  });
});
