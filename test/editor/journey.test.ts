import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFolder } from '../support/canary';
import { Editor, launchBrowser, packageExtension, type Profile, root, stageExtension } from '../support/editor';
import { plantWorkspace } from '../support/editorWorkspace';

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

/** Pictures go to the README when asked for, so that a run of the tests changes no file of the repository. */
const pictures = process.env.TACIT_TEST_PICTURES === undefined ? mkdtempSync(join(tmpdir(), 'tacit-pictures-')) : join(root, 'docs/images');

/** Repeats a step whose focus may still be on its way (field notes: five times at most). */
async function again(step: () => Promise<void>): Promise<void> {
  for (let time = 1; ; time++) {
    try {
      await step();
      return;
    } catch (thrown) {
      if (time === 5) throw thrown;
    }
  }
}

const row = (page: Page, text: string) => page.locator('.pane-body .monaco-list-row', { hasText: text });
const picker = (page: Page) => page.locator('.quick-input-widget:not(.hidden)');

/** An entry of a line's menu. A click right after the menu has opened is taken for the one that opened it, so: pointer, then Enter. */
async function choose(page: Page, line: Locator, entry: string): Promise<void> {
  await again(async () => {
    await page.keyboard.press('Escape');
    await line.click({ button: 'right' });
    await page.locator('.monaco-menu .action-item', { hasText: entry }).hover({ timeout: 3000 });
    await page.locator('.monaco-menu .action-item.focused', { hasText: entry }).waitFor({ timeout: 3000 });
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box').waitFor({ timeout: 3000 });
  });
}

/** What stands in the fields of the page, hidden ones too. */
const typed = (page: Page): Promise<string[]> => page.evaluate(`[...document.querySelectorAll('input, textarea')].map((each) => each.value)`);

const press = (page: Page, button: string): Promise<void> => page.locator('.monaco-dialog-box .monaco-button', { hasText: button }).click();

async function lightbulb(page: Page): Promise<void> {
  await again(async () => {
    await page.keyboard.press('Escape');
    await page.locator('.view-line', { hasText: 'stripeKey =' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row.action.focused', { hasText: 'Move to vault' }).waitFor({ timeout: 3000 });
  });
}

async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/**
 * Everything the page keeps: storage and databases of its origin, and what it shows. Not the last sentence for screen readers: VS Code itself reads
 * out the line under the cursor when its fix menu opens.
 */
const kept = (page: Page): Promise<string> =>
  page.evaluate(`(async () => {
    const copy = document.documentElement.cloneNode(true);
    for (const each of copy.querySelectorAll('.monaco-aria-container')) each.remove();
    const parts = [copy.outerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, failed) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); r.onerror = failed; });
      for (const store of db.objectStoreNames) {
        const all = await new Promise((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); r.onerror = () => done([]); });
        parts.push(all.map((each) => each instanceof Uint8Array ? new TextDecoder().decode(each) : typeof each === 'string' ? each : JSON.stringify(each)).join());
      }
      db.close();
    }
    return parts.join('\\n');
  })()`);

/** What stands before each place where a page holds a value; the value itself is not printed. */
const holders = (html: string, value: string): string[] =>
  html
    .split(value)
    .slice(0, -1)
    .map((before) => before.slice(-300));

const PROFILES: readonly Profile[] = ['compat', 'newest'];

describe.each(PROFILES)('a person in VS Code (%s)', (profile) => {
  it('sees a credential, moves it, sees where it went, and shows and copies it for a while', async () => {
    const planted = plantWorkspace();
    const secret = planted.stripe;
    const settings = { 'tacit.reveal.seconds': 6, 'tacit.clipboard.seconds': 3, 'editor.fontSize': 14, 'explorer.compactFolders': false };
    const editor = await Editor.start({ profile, vsix: [vsix], settings });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://127.0.0.1:${editor.port}` });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const clipboard = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
    try {
      await page.goto(
        editor.url(planted.folder, [
          ['openFile', editor.at(join(planted.folder, 'src/payments.js'))],
          ['skipWelcome', 'true'],
        ]),
      );
      await page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await lightbulb(page);
      await shot(page, 'lightbulb');

      await page.keyboard.press('Enter');
      await picker(page).locator('input').first().waitFor();
      await picker(page).getByText('Name of the variable').waitFor();
      await shot(page, 'name');
      await page.keyboard.press('Enter');
      await picker(page).locator('.monaco-list-row', { hasText: 'secrets.sops.json' }).waitFor();
      await shot(page, 'place');
      await page.keyboard.press('Enter');
      await picker(page).locator('.monaco-list-row', { hasText: 'src/refunds.js' }).waitFor();
      await page.keyboard.press('Enter');

      const toast = page.locator('.notification-list-item', { hasText: 'Moved to' });
      await toast.waitFor();
      await page.locator('.view-line', { hasText: 'process.env.STRIPE_KEY' }).first().waitFor();
      await shot(page, 'moved');
      expect(await toast.innerText()).not.toContain(secret);
      await page.keyboard.press('Escape');

      await page.locator('.activitybar .action-label[aria-label^="Tacit"]').click();
      const line = row(page, 'STRIPE_KEY');
      await line.waitFor();
      await again(async () => {
        await page.mouse.move(700, 700);
        await page.locator('.view-line', { hasText: 'stripeKey =' }).getByText('STRIPE_KEY', { exact: false }).first().hover();
        await page.locator('.monaco-hover:not(.hidden)', { hasText: '••••••••' }).first().waitFor({ timeout: 4000 });
      });
      await shot(page, 'vault');
      expect(holders(await kept(page), secret)).toEqual([]);

      // Shown after the dialog, gone by itself.
      await choose(page, line, 'Show value');
      await press(page, 'Show');
      await expect.poll(() => picker(page).locator('input.input').first().inputValue(), { timeout: 10_000 }).toBe(secret);
      await picker(page).waitFor({ state: 'hidden', timeout: 12_000 });
      await expect.poll(() => typed(page), { timeout: 5000 }).not.toContain(secret);

      // Shown again, gone when the person goes elsewhere, before its time is over.
      await line.hover();
      await line.locator('.action-label[aria-label^="Show value"]').click();
      await press(page, 'Show');
      await expect.poll(() => picker(page).locator('input.input').first().inputValue(), { timeout: 10_000 }).toBe(secret);
      const shownAt = Date.now();
      await page.locator('.view-line', { hasText: 'module.exports' }).click();
      await picker(page).waitFor({ state: 'hidden', timeout: 4500 });
      expect(Date.now() - shownAt).toBeLessThan(5500);
      await expect.poll(() => typed(page), { timeout: 5000 }).not.toContain(secret);

      // Copied after the dialog, cleared by itself.
      await choose(page, line, 'Copy value');
      await press(page, 'Copy');
      await expect.poll(clipboard, { timeout: 10_000 }).toBe(secret);
      await expect.poll(clipboard, { timeout: 10_000 }).toBe('');

      // Deleted only after the dialog.
      await choose(page, line, 'Delete');
      await press(page, 'Cancel');
      await line.waitFor();

      expect(readFileSync(join(planted.folder, 'secrets.sops.json'), 'utf8')).toContain('STRIPE_KEY');
      for (const name of ['src/payments.js', 'src/refunds.js', 'tacit.env.yaml', 'secrets.sops.json'])
        expect(readFileSync(join(planted.folder, name), 'utf8')).not.toContain(secret);

      // THREATS 33: what the page and the editor keep, while it runs and afterwards.
      expect(holders(await kept(page), secret)).toEqual([]);
      await context.close();
      await editor.stop();
      expect(existsSync(join(editor.data, 'data/logs'))).toBe(true);
      // Not the packed extension itself: it was there before the values were.
      expect(searchFolder(editor.data, [secret, planted.password], (path) => path.includes('tacit.tacit-'))).toEqual([]);
    } catch (thrown) {
      await page.screenshot({ path: join(tmpdir(), `tacit-journey-${profile}.png`) }).catch(() => undefined);
      throw thrown;
    } finally {
      await context.close();
      await editor.stop();
      editor.dispose();
      rmSync(planted.folder, { recursive: true, force: true });
    }
  });
});
