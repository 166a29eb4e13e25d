import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { searchFolder } from './canary';
import { Editor, type EditorOptions } from './editor';
import { holders, type OpenOptions, Workbench } from './workbench';

export interface JourneyOptions extends EditorOptions, Omit<OpenOptions, 'editor'> {
  readonly browser: Browser;
  /** For the pictures of a failure. */
  readonly name: string;
  /** Values that must stand nowhere at the end: not in the page and what it keeps, not in the editor's data folder (THREATS 33). */
  readonly canaries: readonly string[];
}

/** One person's way through a fresh editor. Leaves a picture of each window in the temp folder where it fails; stops the editor and looks for the values at the end. */
export async function journey(options: JourneyOptions, walk: (bench: Workbench, editor: Editor) => Promise<void>): Promise<void> {
  const editor = await Editor.start(options);
  let bench: Workbench | undefined;
  try {
    bench = await Workbench.open(options.browser, { ...options, editor });
    await walk(bench, editor);
    const kept = await bench.kept();
    for (const value of options.canaries) expect(holders(kept, value)).toEqual([]);
    await bench.close();
    await editor.stop();
    // Not the packed extension itself: it was there before the values were.
    expect(searchFolder(editor.data, options.canaries, (path) => path.includes('tacit.tacit-'))).toEqual([]);
  } catch (thrown) {
    const pages = options.browser.contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: join(tmpdir(), `tacit-${options.name}-${options.profile}-${index}.png`) }).catch(() => undefined);
    throw thrown;
  } finally {
    await bench?.close();
    await editor.stop();
    editor.dispose();
  }
}
