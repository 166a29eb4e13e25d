import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { readRegularFile } from '../../base/system/atomicFile';
import type { Document } from '../../base/document';
import { throwIfAborted } from '../../base/errors';
import { filePathOf } from '../../analysis/documents';
import { MASK_LANGUAGES } from './languages';

/** Files of a folder that are looked at, and the size of each, in bytes. */
const MOST_FILES = 200;
const LARGEST = 256 * 1024;

/** The texts of the other files of the folder where the language's functions belong to the folder; none for other languages. Unreadable files are left out. */
export async function folderTexts(document: Document, signal?: AbortSignal): Promise<readonly string[]> {
  const path = filePathOf(document.uri);
  if (path === undefined || MASK_LANGUAGES[document.languageId]?.helper?.sharedByFolder === undefined) return [];
  const folder = dirname(path);
  const names = (await readdir(folder).catch(() => [])).filter((name) => extname(name) === extname(path) && name !== basename(path)).slice(0, MOST_FILES);
  const texts: string[] = [];
  for (const name of names) {
    throwIfAborted(signal);
    const bytes = await readRegularFile(join(folder, name), LARGEST).catch(() => undefined);
    if (bytes !== undefined) texts.push(bytes.toString('utf8'));
  }
  return texts;
}
