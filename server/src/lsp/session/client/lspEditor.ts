import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { sep } from 'node:path';
import { type Connection, ResponseError, type TextDocumentEdit, type TextEdit as LspTextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { assertInside, readRegularFile } from '../../../base/system/atomicFile';
import { applyEdits, type Document, LineIndex } from '../../../base/document';
import { fail, systemCode, throwIfAborted } from '../../../base/errors';
import { decodeText } from '../../../analysis/scanning/decode';
import { type Documents, filePathOf } from '../../../analysis/documents';
import { walk } from '../../../analysis/scanning/walk';
import { pathOf, uriOf } from '../../../changes/editing/diskEditor';
import { type Applied, type DocumentEdits, type EditorPort, textDigest } from '../../../changes/editing/ports';
import type { Project } from '../../../project/project';
import { languageOf } from '../../../syntax/languages';
import type { ClientTraits } from './clientTraits';
import { toRange } from './ranges';

/** Files larger than this are not looked through for other occurrences of a value: 1 MiB. */
const LARGEST_CANDIDATE = 1024 * 1024;
/** Most files looked through for other occurrences. */
const MOST_CANDIDATES = 20_000;
/** How long the editor's own change notification may come after its answer, in milliseconds. */
const PATIENCE = 3000;
/** After this time an editor counts as one that announces nothing while it waits for us, in milliseconds. */
const ANNOUNCING = 300;

/** Documents as an LSP client shows them; edits land by `workspace/applyEdit`. */
export class LspEditor implements EditorPort {
  readonly keepsHistory = true;
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #client: ClientTraits;
  readonly #root: string;
  /** Files that no client announced → the text that our edit changed, by digest, and what it made of it. Lives as long as one operation. */
  readonly #unannounced = new Map<string, { readonly before: string; readonly after: string }>();

  readonly #onLate: () => void;

  /** `onLate` is called once where the editor has applied an edit and announces none: it may be waiting for an answer of ours. */
  constructor(connection: Connection, documents: Documents, client: ClientTraits, root: string, onLate: () => void = () => undefined) {
    this.#connection = connection;
    this.#documents = documents;
    this.#client = client;
    this.#root = root;
    this.#onLate = onLate;
  }

  async read(uri: string): Promise<Document> {
    const known = this.#documents.get(uri);
    if (known !== undefined) return known;
    const disk = await this.#readFromDisk(uri);
    // Neovim edits a file that is not open in a buffer that it neither announces nor saves: what it accepted is what its user sees.
    const edited = this.#unannounced.get(uri);
    return edited !== undefined && textDigest(disk.text) === edited.before ? { ...disk, text: edited.after } : disk;
  }

  async createEmpty(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    await assertInside(this.#root, path);
    try {
      const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
      await handle.close();
      return true;
    } catch (thrown) {
      const code = systemCode(thrown);
      if (code === 'EEXIST') return false;
      if (code === 'ENOENT') return fail({ code: 'NotFound', path });
      if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
      return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
    }
  }

  /** One edit with text changes only, each document with its version, marked as a refactoring: VS Code then saves the files and undoes them as one. */
  async apply(label: string, edits: readonly DocumentEdits[]): Promise<Applied> {
    if (!this.#client.appliesEdits) return { applied: false, saved: false };
    const documentChanges: TextDocumentEdit[] = [];
    const expected: { readonly uri: string; readonly text: string; readonly before?: string }[] = [];
    for (const { uri, version, edits: changes, digest } of edits) {
      const known = this.#documents.get(uri);
      const before = known ?? (await this.read(uri));
      if (textDigest(before.text) !== digest || (known !== undefined && version !== undefined && version !== known.version))
        return fail({ code: 'DocumentChanged', uri });
      const lines = new LineIndex(before.text);
      const lspEdits: LspTextEdit[] = changes.map(({ span, newText }) => ({ range: toRange(lines, span), newText }));
      documentChanges.push({ textDocument: { uri: known?.uri ?? uri, version: known?.version ?? null }, edits: lspEdits });
      expected.push({ uri, text: applyEdits(before.text, changes), ...(known === undefined ? { before: digest } : {}) });
    }
    const edit: WorkspaceEdit = this.#client.versionedEdits
      ? { documentChanges }
      : { changes: Object.fromEntries(documentChanges.map(({ textDocument, edits: changes }) => [textDocument.uri, changes as LspTextEdit[]])) };
    const metadata = this.#client.readsEditMetadata ? { metadata: { isRefactoring: true } } : {};
    const { applied } = await this.#connection.workspace.applyEdit({ label, edit, ...metadata }).catch((thrown: unknown) => {
      // An editor whose user said no may answer with an error instead of `applied: false`.
      if (thrown instanceof ResponseError) return { applied: false };
      throw thrown;
    });
    if (!applied) return { applied: false, saved: false };
    for (const { uri, text, before } of expected) if (before !== undefined) this.#unannounced.set(uri, { before, after: withoutMark(text) });
    // VS Code saves what a refactoring changed only where that is more than one file.
    if (this.#client.isOwn) await this.#connection.sendRequest('tacit/save', { uris: expected.map(({ uri }) => uri) }).catch(() => undefined);
    return { applied: true, saved: await this.#settled(expected) };
  }

  /** Waits until the open documents read as expected, then says whether the disk does too. */
  async #settled(expected: readonly { readonly uri: string; readonly text: string }[]): Promise<boolean> {
    const deadline = Date.now() + PATIENCE;
    const arrived = (): boolean => expected.every(({ uri, text }) => (this.#documents.get(uri)?.text ?? text) === text);
    const patience = Date.now() + ANNOUNCING;
    for (let isLate = false; !arrived() && Date.now() < deadline; await new Promise((done) => setTimeout(done, 5))) {
      if (isLate || Date.now() < patience) continue;
      isLate = true;
      this.#onLate();
    }
    const onDisk = await Promise.all(
      expected.map(async ({ uri, text }) => {
        const found = await this.#readFromDisk(uri).catch(() => undefined);
        return found !== undefined && found.text === withoutMark(text);
      }),
    );
    return onDisk.every((same) => same);
  }

  /** A file that no editor has open, as an editor would show it: without a byte-order mark. */
  async #readFromDisk(uri: string): Promise<Document> {
    const path = pathOf(uri);
    await assertInside(this.#root, path);
    const text = decodeText(await readRegularFile(path, LARGEST_CANDIDATE));
    if (text === undefined) return fail({ code: 'FileUnsafe', path, because: 'not-regular' });
    return { uri, version: 0, languageId: languageOf(path), text: withoutMark(text) };
  }

  async *candidates(project: Project, signal?: AbortSignal): AsyncIterable<string> {
    const given = new Set<string>();
    for (const { uri } of this.#documents.all()) {
      throwIfAborted(signal);
      const path = filePathOf(uri);
      if (path?.startsWith(project.root + sep) !== true) continue;
      given.add(path);
      yield uri;
    }
    for await (const path of walk(project, project.root, { unreadable: () => undefined }, signal)) {
      if (given.has(path)) continue;
      if (given.size >= MOST_CANDIDATES) return;
      given.add(path);
      yield uriOf(path);
    }
  }
}

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);
