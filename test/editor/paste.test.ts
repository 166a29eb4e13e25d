import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, packageExtension, type Profile, stageExtension } from '../support/editor';
import { plantFolder, stripeKey } from '../support/editorWorkspace';
import { journey } from '../support/journey';
import type { Workbench } from '../support/workbench';

let staged: string;
let vsix: string;
let browser: Browser;
beforeAll(async () => {
  staged = stageExtension();
  vsix = packageExtension(staged);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(staged, { recursive: true, force: true });
});

/** Strings of one file, and another that is underlined once the extension is up. */
const FILES = {
  'src/pay.js': "const stripeKey = '';\n\nconst spareKey = '';\n\nconst greeting = '';\n\nconsole.log(password);\n",
};

/** The cursor between the quotes of a line. */
async function between(bench: Workbench, line: string): Promise<void> {
  await bench.line(line).click();
  await bench.keys('End', 'ArrowLeft', 'ArrowLeft');
}

/** The name and the place as they are proposed; what a person sees meanwhile has no value. */
async function accept(bench: Workbench, key: string): Promise<void> {
  await bench.picker.getByText('Name of the variable').waitFor();
  expect(await bench.seen()).not.toContain(key);
  await bench.page.keyboard.press('Enter');
  await bench.option('secrets.sops.json').waitFor();
  await bench.page.keyboard.press('Enter');
}

describe.each(['compat', 'newest'] satisfies readonly Profile[])('a credential on the clipboard in VS Code (%s)', (profile) => {
  const walk = async (name: string, settings: Readonly<Record<string, unknown>>, steps: (bench: Workbench, file: string, keys: string[]) => Promise<void>) => {
    const keys = [stripeKey(), stripeKey()];
    const { folder, remove } = plantFolder('shop', FILES);
    const file = join(folder, 'src/pay.js');
    try {
      await journey({ profile, vsix: [vsix], browser, name, folder, file, settings, canaries: keys }, async (bench) => {
        await bench.underlined().first().waitFor();
        await steps(bench, file, keys);
        await bench.putOnClipboard('');
      });
      for (const each of ['src/pay.js', 'tacit.env.yaml', 'secrets.sops.json']) {
        const text = readFileSync(join(folder, each), 'utf8');
        for (const key of keys) expect(text).not.toContain(key);
      }
    } finally {
      remove();
    }
  };

  it('becomes a reference by the command and by a preferred paste, and is never in the document', () =>
    walk('paste', { 'editor.pasteAs.preferences': ['text.tacit'] }, async (bench, file, [first = '', second = '']) => {
      const { page } = bench;
      await between(bench, 'stripeKey');
      await bench.putOnClipboard(first);
      await bench.command('Paste as a Reference');
      await accept(bench, first);
      await bench.line('process.env.STRIPE_KEY').waitFor();
      await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 15_000 }).toContain('const stripeKey = process.env.STRIPE_KEY');

      await between(bench, 'spareKey');
      await bench.putOnClipboard(second);
      await page.keyboard.press('Control+v');
      await accept(bench, second);
      await bench.line('process.env.SPARE_KEY').waitFor();
      await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 15_000 }).toContain('const spareKey = process.env.SPARE_KEY');
      // Undoing it brings back what was there, which is not the value.
      await bench.line('process.env.SPARE_KEY').click();
      await page.keyboard.press('Control+z');
      await bench.line("const spareKey = '';").waitFor();

      // Anything else is pasted as ever.
      await between(bench, 'greeting');
      await bench.putOnClipboard('hello there');
      await page.keyboard.press('Control+v');
      await bench.line("const greeting = 'hello there';").waitFor();
    }));

  it('is pasted as ever, and becomes a reference by the options of the paste', () =>
    walk('pasteOptions', {}, async (bench, file, [key = '']) => {
      const { page } = bench;
      await between(bench, 'stripeKey');
      await bench.putOnClipboard(key);
      await page.keyboard.press('Control+v');
      await bench.line(`const stripeKey = '${key}';`).waitFor();
      await page.locator('.post-edit-widget .monaco-button').click();
      const option = page.locator('.action-widget .monaco-list-row.action', { hasText: 'Paste as a reference' });
      await option.waitFor();
      await bench.shot(`paste-${profile}`);
      // By the keyboard: a click hangs on 1.100.
      const focused = page.locator('.action-widget .monaco-list-row.action.focused', { hasText: 'Paste as a reference' });
      for (let steps = 0; steps < 4 && !(await focused.isVisible()); steps++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await accept(bench, key);
      await bench.line('process.env.STRIPE_KEY').waitFor();
      await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 15_000 }).toContain('const stripeKey = process.env.STRIPE_KEY');
    }));
});
