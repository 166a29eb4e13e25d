import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApplyWorkspaceEditParams, type Connection, type InitializeParams, ResponseError } from 'vscode-languageserver';
import { Documents } from '../../../server/src/analysis/documents';
import { textDigest } from '../../../server/src/changes/editing/ports';
import { traitsOf } from '../../../server/src/lsp/session/client/clientTraits';
import { LspEditor } from '../../../server/src/lsp/session/client/lspEditor';
import { PLAIN, projectFolder, VSCODE } from '../../support/lspClient';

const folders: ReturnType<typeof projectFolder>[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

/** An editor port over a client that accepts each edit, and does with it what `land` does. */
function setUp(text: string, capabilities = VSCODE, land: (params: ApplyWorkspaceEditParams) => void = () => undefined) {
  const folder = projectFolder({ 'a.yaml': text });
  folders.push(folder);
  const sent: ApplyWorkspaceEditParams[] = [];
  const applyEdit = (params: ApplyWorkspaceEditParams) => {
    sent.push(params);
    land(params);
    return Promise.resolve({ applied: true });
  };
  const documents = new Documents();
  const client = traitsOf({ capabilities } as InitializeParams);
  const editor = new LspEditor({ workspace: { applyEdit } } as unknown as Connection, documents, client, folder.root);
  return { folder, sent, documents, editor, uri: folder.uri('a.yaml') };
}

const insertion = [{ span: { start: 0, end: 0 }, newText: 'x: 1\n' }];

describe('an edit for another text than there is', () => {
  it.each([
    ['of a closed file, versioned edits', VSCODE, false, undefined],
    ['of a closed file, plain edits', PLAIN, false, undefined],
    ['of a file that was closed since', VSCODE, false, 3],
    ['of an open document, without a version', VSCODE, true, undefined],
    ['of an open document, the version being the same', VSCODE, true, 1],
  ])('%s: is refused before anything is sent', async (_name, capabilities, open, version) => {
    const { folder, sent, documents, editor, uri } = setUp('a: 1\n', capabilities);
    writeFileSync(join(folder.root, 'a.yaml'), 'a: 2\n');
    if (open) documents.open({ uri, version: 1, languageId: 'yaml', text: 'a: 2\n' });
    await expect(editor.apply('move', [{ uri, version, edits: insertion, digest: textDigest('a: 1\n') }])).rejects.toMatchObject({
      failure: { code: 'DocumentChanged', uri },
    });
    expect(sent).toEqual([]);
  });
});

describe('a closed file that the client edits in a buffer it does not announce, as Neovim does', () => {
  const edit = (uri: string, text: string) => [{ uri, version: undefined, edits: insertion, digest: textDigest(text) }];

  it('reads as its user sees it, and is not taken for saved', async () => {
    const { folder, editor, uri } = setUp('a: 1\n');
    expect(await editor.apply('move', edit(uri, 'a: 1\n'))).toEqual({ applied: true, saved: false });
    expect((await editor.read(uri)).text).toBe('x: 1\na: 1\n');
    expect(readFileSync(join(folder.root, 'a.yaml'), 'utf8')).toBe('a: 1\n');
  });

  it.each([
    ['the file once anybody wrote it', 'b: 3\n'],
    ['the file once it was saved', 'x: 1\na: 1\n'],
  ])('then reads as %s', async (_name, written) => {
    const { folder, editor, uri } = setUp('a: 1\n');
    await editor.apply('move', edit(uri, 'a: 1\n'));
    writeFileSync(join(folder.root, 'a.yaml'), written);
    expect((await editor.read(uri)).text).toBe(written);
  });

  it.each([
    ['says so', () => Promise.resolve({ applied: false })],
    ['answers with an error, as eglot does after a no', () => Promise.reject(new ResponseError(-32603, 'User cancelled server edit'))],
  ])('reads as on disk where the client refused: it %s', async (_name, applyEdit) => {
    const { documents, uri, folder } = setUp('a: 1\n');
    const client = traitsOf({ capabilities: VSCODE } as InitializeParams);
    const refusing = { workspace: { applyEdit } } as unknown as Connection;
    const editor = new LspEditor(refusing, documents, client, folder.root);
    expect(await editor.apply('move', edit(uri, 'a: 1\n'))).toEqual({ applied: false, saved: false });
    expect((await editor.read(uri)).text).toBe('a: 1\n');
  });
});
