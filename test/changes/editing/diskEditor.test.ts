import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TacitError } from '../../../server/src/base/errors';
import { DiskEditor, pathOf, uriOf } from '../../../server/src/changes/editing/diskEditor';
import { textDigest } from '../../../server/src/changes/editing/ports';

let folder: string;
let root: string;
let editor: DiskEditor;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-disk-')));
  root = join(folder, 'project');
  mkdirSync(root);
  editor = new DiskEditor({ root });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof TacitError ? thrown.failure.code : `foreign ${String(thrown)}`),
  );
/** Replaces the first three characters. */
const edit = (name: string, text: string) => ({
  uri: uriOf(join(root, name)),
  version: 0,
  digest: textDigest(text),
  edits: [{ span: { start: 0, end: 3 }, newText: 'NEW' }],
});

describe('a file that is not a plain one inside the project (THREATS 25)', () => {
  it.each<[string, (path: string, outside: string) => void]>([
    ['a link out', (path, outside) => symlinkSync(outside, path)],
    ['a link inside', (path) => (writeFileSync(join(root, 'inner.txt'), 'old inner'), symlinkSync(join(root, 'inner.txt'), path))],
    ['a dangling link', (path) => symlinkSync(join(folder, 'nowhere'), path)],
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
    ['a FIFO', (path) => void execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
  ])('%s is neither read nor written', async (_name, make) => {
    const outside = join(folder, 'outside.txt');
    writeFileSync(outside, 'old text');
    const path = join(root, 'file.txt');
    make(path, outside);
    expect(['FileUnsafe', 'NotFound']).toContain(await codeOf(editor.read(uriOf(path))));
    expect(['FileUnsafe', 'NotFound']).toContain(await codeOf(editor.apply('', [edit('file.txt', 'old text')])));
    expect(await codeOf(editor.createEmpty(uriOf(path)))).toBe('none');
    expect(readFileSync(outside, 'utf8')).toBe('old text');
    expect(readdirSync(folder).sort()).toEqual(['outside.txt', 'project']);
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('below a folder that is a link out is neither read, written nor created', async () => {
    const outside = join(folder, 'elsewhere');
    mkdirSync(outside);
    writeFileSync(join(outside, 'file.txt'), 'old text');
    symlinkSync(outside, join(root, 'sub'));
    for (const work of [
      () => editor.read(uriOf(join(root, 'sub/file.txt'))),
      () => editor.apply('', [edit('sub/file.txt', 'old text')]),
      () => editor.createEmpty(uriOf(join(root, 'sub/new.txt'))),
      () => editor.read(uriOf(join(root, '../elsewhere/file.txt'))),
    ])
      expect(await codeOf(work())).toBe('FileUnsafe');
    expect(readdirSync(outside)).toEqual(['file.txt']);
    expect(readFileSync(join(outside, 'file.txt'), 'utf8')).toBe('old text');
  });

  it('another name of the same file outside keeps its text: a hard link is replaced, not written through', async () => {
    const outside = join(folder, 'outside.txt');
    writeFileSync(outside, 'old text');
    linkSync(outside, join(root, 'file.txt'));
    await editor.apply('', [edit('file.txt', 'old text')]);
    expect([readFileSync(outside, 'utf8'), readFileSync(join(root, 'file.txt'), 'utf8')]).toEqual(['old text', 'NEW text']);
  });

  it.each(['https://example.test/x', 'file://host/share/x', 'untitled:x', 'not a uri', 'command:x', 'data:text/plain,x'])('%s is no file', (uri) => {
    expect(() => pathOf(uri)).toThrow(TacitError);
  });
});

describe('a set of edits', () => {
  const texts = { 'a.txt': 'one text', 'b.txt': 'two text', 'c.txt': 'six text' };
  const contents = (): Record<string, string> => Object.fromEntries(readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]));
  beforeEach(() => {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, name), text);
  });

  it('lands as a whole', async () => {
    await editor.apply(
      '',
      Object.entries(texts).map(([name, text]) => edit(name, text)),
    );
    expect(contents()).toEqual({ 'a.txt': 'NEW text', 'b.txt': 'NEW text', 'c.txt': 'NEW text' });
  });

  it.each(Object.keys(texts))('lands not at all where %s changed', async (changed) => {
    const edits = Object.entries(texts).map(([name, text]) => edit(name, name === changed ? `${text} before` : text));
    expect(await codeOf(editor.apply('', edits))).toBe('DocumentChanged');
    expect(contents()).toEqual(texts);
  });

  it('is taken back where one file changes while the others are written', async () => {
    const edits = Object.entries(texts).map(([name, text]) => edit(name, text));
    const [first, second, third] = edits as [(typeof edits)[0], (typeof edits)[0], (typeof edits)[0]];
    const late = {
      ...third,
      // Asked for when the first file was read already.
      get edits() {
        writeFileSync(join(root, 'a.txt'), 'typed by somebody');
        return third.edits;
      },
    };
    expect(await codeOf(editor.apply('', [first, second, late]))).toBe('DocumentChanged');
    expect(contents()).toEqual({ ...texts, 'a.txt': 'typed by somebody' });
  });

  it.each([
    ['UTF-8 with byte-order mark and CRLF', Buffer.from('\ufeffone\r\ntwo\r\n'), Buffer.from('\ufeffNEW\r\ntwo\r\n')],
    ['UTF-16', Buffer.from('\ufeffone\r\nä', 'utf16le'), Buffer.from('\ufeffNEW\r\nä', 'utf16le')],
  ])('keeps %s', async (_name, before, after) => {
    writeFileSync(join(root, 'a.txt'), before);
    const { text, uri } = await editor.read(uriOf(join(root, 'a.txt')));
    const start = text.indexOf('one');
    await editor.apply('', [{ uri, version: 0, digest: textDigest(text), edits: [{ span: { start, end: start + 3 }, newText: 'NEW' }] }]);
    expect(readFileSync(join(root, 'a.txt'))).toEqual(after);
  });

  it('creates an empty file once', async () => {
    const uri = uriOf(join(root, 'new.txt'));
    expect([await editor.createEmpty(uri), await editor.createEmpty(uri)]).toEqual([true, false]);
  });
});
