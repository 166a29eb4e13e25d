import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { assertInside, readRegularFile, writeFileAtomically } from '../../base/system/atomicFile';
import { applyEdits, type Document } from '../../base/document';
import { fail, systemCode, TacitError } from '../../base/errors';
import { walk } from '../../analysis/scanning/walk';
import type { Project } from '../../project/project';
import { languageOf } from '../../syntax/languages';
import { decodeFile, encodeText } from './encoding';
import { type Applied, type DocumentEdits, type EditorPort, textDigest } from './ports';

/** Files larger than this are not looked through for further occurrences: 1 MiB. */
const LARGEST_CANDIDATE = 1024 * 1024;
/** Most files looked through. */
const MOST_CANDIDATES = 20_000;

/** The path of a `file:` URI. Throws `FileUnsafe` for any other, or for one that names a host. */
export function pathOf(uri: string): string {
  try {
    const url = new URL(uri);
    if (url.protocol === 'file:' && url.host === '') return fileURLToPath(url);
  } catch {
    // Falls through: what URL says of the text is dropped (THREATS 10).
  }
  // What stands behind the scheme may be anything, credentials included.
  return fail({ code: 'FileUnsafe', path: `${/^[a-z][a-z0-9+.-]{0,30}:/i.exec(uri)?.[0] ?? ''}…`, because: 'outside' });
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

interface Planned {
  readonly uri: string;
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Documents as files: how the command line reads and changes a project. Every file lies inside `root` and is a regular one (THREATS 25);
 * encoding, byte-order mark and line ends are kept; a set of edits lands as a whole or not at all.
 */
export class DiskEditor implements EditorPort {
  readonly keepsHistory = false;
  readonly #root: string;

  constructor(project: Pick<Project, 'root'>) {
    this.#root = project.root;
  }

  async read(uri: string): Promise<Document> {
    const path = pathOf(uri);
    await assertInside(this.#root, path);
    return { uri, version: 0, languageId: languageOf(path), text: decodeFile(await readRegularFile(path), path).text };
  }

  async createEmpty(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    await assertInside(this.#root, path);
    try {
      await (await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)).close();
    } catch (thrown) {
      const code = systemCode(thrown);
      if (code === 'EEXIST') return false;
      if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
      return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
    }
    return true;
  }

  async apply(_label: string, edits: readonly DocumentEdits[]): Promise<Applied> {
    const planned: Planned[] = [];
    for (const change of edits) {
      if (planned.some((other) => other.uri === change.uri)) fail({ code: 'Internal', at: 'diskEditor.apply' });
      planned.push(await this.#plan(change));
    }
    const done: Planned[] = [];
    try {
      await this.#writeAll(planned, done);
    } catch (thrown) {
      // The ones already renamed are put back from memory, so that a set of edits never lands in part.
      for (const { path, before } of done) await writeFileAtomically(path, before).catch(() => undefined);
      throw thrown;
    }
    return { applied: true, saved: true };
  }

  async #plan(change: DocumentEdits): Promise<Planned> {
    const path = pathOf(change.uri);
    await assertInside(this.#root, path);
    const before = await readRegularFile(path);
    const { text, encoding } = decodeFile(before, path);
    if (textDigest(text) !== change.digest) fail({ code: 'DocumentChanged', uri: change.uri });
    return { uri: change.uri, path, before, after: encodeText(applyEdits(text, change.edits), encoding) };
  }

  /**
   * Each file's new content is written beside it before the next one's; only when all are there does the last one's rename happen, then
   * the one before it, and so on: a full disk is found before anything changed. The first file is renamed last.
   */
  async #writeAll(planned: readonly Planned[], done: Planned[], index = 0): Promise<void> {
    const next = planned[index];
    if (next === undefined) return;
    await writeFileAtomically(next.path, next.after, {
      before: async () => {
        await this.#writeAll(planned, done, index + 1);
        if (!(await readRegularFile(next.path)).equals(next.before)) fail({ code: 'DocumentChanged', uri: next.uri });
      },
    });
    done.push(next);
  }

  async *candidates(project: Project, signal?: AbortSignal): AsyncIterable<string> {
    let given = 0;
    for await (const path of walk(project, project.root, { unreadable: () => undefined }, signal)) {
      if (++given > MOST_CANDIDATES) return;
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && found.size <= LARGEST_CANDIDATE) yield uriOf(path);
    }
  }
}

/** The folder in which a document lies, for relative references; the root where the document is no file. */
export function folderOf(uri: string, root: string): string {
  try {
    return dirname(pathOf(uri));
  } catch (thrown) {
    if (thrown instanceof TacitError) return root;
    throw thrown;
  }
}
