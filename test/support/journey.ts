import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { searchFolder } from './canary';
import { Editor, type EditorOptions } from './editor';
import type { Editors } from './useEditors';
import { holders, type OpenOptions, Workbench } from './workbench';

export interface JourneyOptions extends EditorOptions, Omit<OpenOptions, 'editor'> {
  readonly editors: Editors;
  /** For the pictures of a failure. */
  readonly name: string;
  /** Values that must stand nowhere at the end: not in the page and what it keeps, not in the editor's data folder (THREATS 33). */
  readonly canaries: readonly string[];
}

/** One person's way through a fresh editor with Tacit in it. Leaves a picture of each window and the editor's logs in the temp folder where it fails; stops the editor and looks for the values at the end. */
export async function journey(options: JourneyOptions, walk: (bench: Workbench, editor: Editor) => Promise<void>): Promise<void> {
  const editor = await Editor.start(options);
  let bench: Workbench | undefined;
  try {
    bench = await Workbench.open(options.editors.browser, { ...options, editor });
    await walk(bench, editor);
    const kept = await bench.kept();
    for (const value of options.canaries) expect(holders(kept, value)).toEqual([]);
    await bench.close();
    await editor.stop();
    expect(existsSync(join(editor.data, 'data/logs'))).toBe(true);
    expect(searchFolder(editor.data, options.canaries)).toEqual([]);
  } catch (thrown) {
    const pages = options.editors.browser.contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: join(tmpdir(), `tacit-${options.name}-${options.profile}-${index}.png`) }).catch(() => undefined);
    // What the editor and the extension wrote meanwhile tells what no picture does.
    writeFileSync(join(tmpdir(), `tacit-${options.name}-${options.profile}.log`), editor.logs());
    throw thrown;
  } finally {
    // All windows, those that a failure left open too: they would look for their server while the next test runs.
    await Promise.all(options.editors.browser.contexts().map((context) => context.close()));
    await editor.stop();
    editor.dispose();
  }
}
