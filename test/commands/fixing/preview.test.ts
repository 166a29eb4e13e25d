import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { previewOf } from '../../../server/src/commands/fixing/preview';

const finding = (rule: string, start: number, end: number): Finding => ({
  rule,
  span: { start, end },
  related: [],
  grade: 'likely',
  anchor: { context: '0'.repeat(16), occurrence: 0 },
});

/** The preview of a text in which «…» is what is logged, replaced by `newText`, and {…} are values. */
function preview(marked: string, newText: string, helper?: { readonly at: number; readonly text: string }): ReturnType<typeof previewOf> {
  const text = marked.replace(/[«»]/g, '');
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const edits = [...(helper === undefined ? [] : [{ span: { start: helper.at, end: helper.at }, newText: helper.text }]), { span: { start, end }, newText }];
  const document = { uri: 'file:///a.js', version: 0, languageId: 'javascript', text };
  return previewOf(document, finding('logging.secret', start, end), edits, (copy) =>
    Array.from(copy.text.matchAll(/\{[^}]*\}/g), (match) => finding('credential.password', match.index, match.index + match[0].length)),
  );
}

describe('the line as it will be', () => {
  it.each([
    ['is shown without its indentation', 'a();\n\t\tlog(«x»);\nb();\n', 'log(m(x));'],
    ['has every value beside it covered', 'f({v}); log(«x», {w}); g({u})\n', 'f(••••••••); log(m(x), ••••••••); g(••••••••)'],
    ['has a value covered that began on an earlier line', 'f({v\nv}); log(«x»);', '••••••••); log(m(x));'],
    ['has a value covered that goes on behind it', 'log(«x»); f({v\nv});', 'log(m(x)); f(••••••••'],
    ['holds no sign that steers a terminal', 'log(«x»); // \u001b[31m\u202e', 'log(m(x)); // \\u{1b}[31m\\u{202e}'],
    ['starts no command of a CI log', '::set(«x»)', '\\::set(m(x))'],
    ['ends where its line does', 'log(«x»);\r\nnext();', 'log(m(x));'],
  ])('%s', (_title, marked, line) => {
    expect(preview(marked, 'm(x)')).toEqual({ line });
  });

  it('is cut on both sides where it is long, and a value is covered before the cut', () => {
    const { line } = preview(`${'a'.repeat(300)}{${'v'.repeat(300)}}«x»{${'w'.repeat(300)}}${'b'.repeat(300)}`, 'm(x)');
    expect(line).toMatch(/^…a+••••••••m\(x\)••••••••b+…$/);
    expect(line.length).toBeLessThan(200);
  });

  it('is found behind a function that is put in before it, also at the very place', () => {
    const helper = { at: 0, text: 'function m(v) {\n}\n' };
    expect(preview('log(«x»);', 'm(x)', helper)).toEqual({ line: 'log(m(x));', helper: 'function m(v) {' });
    expect(preview('«x»;', 'm(x)', helper)).toEqual({ line: 'm(x);', helper: 'function m(v) {' });
  });
});
