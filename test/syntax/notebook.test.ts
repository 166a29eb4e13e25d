import { describe, expect, it } from 'vitest';
import { notebookCode } from '../../server/src/syntax/notebook';

const notebook = (source: unknown, language = 'python', kind = 'code'): string =>
  JSON.stringify({ cells: [{ cell_type: kind, metadata: {}, outputs: [], source }], metadata: { kernelspec: { language, name: 'x' } } }, undefined, 1);

const codeOf = (text: string): string =>
  (notebookCode(text) ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');

describe('the cells of a notebook', () => {
  it.each([
    ['lines', ['a = 1\n', 'print(a)'], 'a = 1\nprint(a)'],
    ['one text', 'if a:\n    print(a)', 'if a:\n    print(a)'],
    ['quotes', ['print(f"{a}", "b\\n")'], 'print(f" {a}" , " b \\n" )'],
    ['a text of lines', ['"""It\n', 'does."""\n', 'a'], '"""   It\ndoes."""\na'],
    ['commands', ['%pip install x\n', '!ls\n', 'a'], '#pip install x\n#ls\na'],
    ['another shell', ['%%bash\n', 'echo $TOKEN'], ''],
  ])('are read as code: %s', (_, source, code) => {
    const text = notebook(source);
    expect(codeOf(text)).toBe(code);
    expect(notebookCode(text)).toHaveLength(text.length);
  });

  it('stand where they stand in the file', () => {
    const text = notebook(['first = 1\n', 'second = 2']);
    expect(notebookCode(text)?.indexOf('second = 2')).toBe(text.indexOf('second = 2'));
  });

  it.each([
    ['text', notebook('print(a)', 'python', 'markdown')],
    ['no notebook', '{"a": 1}'],
    ['nothing', ''],
    ['a literal that nobody closes', '{"cell_type": "code", "source": ["print(a)'],
  ])('leave nothing else: %s', (_, text) => {
    const code = notebookCode(text) ?? '';
    expect(code).toHaveLength(text.length);
    expect(code.replace(/print\(a\)?/, '').trim()).toBe('');
  });

  it('are read whatever their length', () => {
    const text = `{"cell_type": "code", "source": "${'a'.repeat(20_000_000)}"}`;
    expect(notebookCode(text)).toHaveLength(text.length);
  });

  it('of another language are not read', () => {
    expect(notebookCode(notebook('print(a)', 'R'))).toBeUndefined();
  });
});
