import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type Editor, root } from './editor';
import { within } from './patience';

/** Pictures go to the README when asked for, so that a run of the tests changes no file of the repository. */
const readme = process.env.TACIT_TEST_PICTURES === undefined ? undefined : join(root, 'docs/images');
/** All other pictures, to be looked at; the folder may be given. */
const looked = process.env.TACIT_TEST_SHOTS ?? mkdtempSync(join(tmpdir(), 'tacit-pictures-'));

/** Repeats a step whose focus may still be on its way (seen on both editors: five times at most). */
export async function again<T>(step: () => Promise<T>): Promise<T> {
  for (let time = 1; ; time++) {
    try {
      return await step();
    } catch (thrown) {
      if (time === 5) throw thrown;
    }
  }
}

export interface OpenOptions {
  readonly editor: Editor;
  /** None: an empty window. */
  readonly folder?: string;
  /** A file, absolute, that is open at the start. */
  readonly file?: string;
  /** The `.code-workspace` file of several folders, absolute. */
  readonly workspace?: string;
}

/** A window of VS Code as a person sees and uses it: what it shows, the keyboard, the pointer. */
export class Workbench {
  readonly page: Page;
  readonly #context: BrowserContext;
  #configured = 0;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  static async open(browser: Browser, { editor, folder, file, workspace }: OpenOptions): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://127.0.0.1:${editor.port}` });
    const page = await context.newPage();
    page.setDefaultTimeout(within(30_000));
    await page.goto(editor.url(folder, [...(file === undefined ? [] : [['openFile', editor.at(file)] as const]), ['skipWelcome', 'true']], workspace));
    return new Workbench(page, context);
  }

  /**
   * Gives the folder settings and waits until this window has them: its title is one of them. (A window in a browser reads the user's settings
   * once; those of its folder it watches.)
   */
  async configure(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
    const title = `settings ${++this.#configured}`;
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ ...settings, 'window.title': title }));
    await this.page.waitForFunction(`document.title.includes(${JSON.stringify(title)})`);
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** A picture for the README where `TACIT_TEST_PICTURES` is set; else, as all others, one to be looked at. */
  async shot(name: string, forReadme = false): Promise<void> {
    const folder = forReadme && readme !== undefined ? readme : looked;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  line(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  }

  /** A line of Tacit's tree. */
  row(text: string): Locator {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text });
  }

  get picker(): Locator {
    return this.page.locator('.quick-input-widget:not(.hidden)');
  }

  get input(): Locator {
    return this.picker.locator('input.input').first();
  }

  option(text: string): Locator {
    return this.picker.locator('.monaco-list-row', { hasText: text });
  }

  toast(text: string): Locator {
    return this.page.locator('.notification-list-item', { hasText: text });
  }

  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** A button of the dialog. */
  press(button: string): Promise<void> {
    return this.dialog.locator('.monaco-button', { hasText: button }).click();
  }

  keys(...keys: readonly string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  showVaults(): Promise<void> {
    return this.page.locator('.activitybar .action-label[aria-label^="Tacit"]').click();
  }

  /** Runs a command by its name in the palette. */
  async command(name: string): Promise<void> {
    await again(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.input.fill(`>${name}`, { timeout: within(3000) });
      await this.option(name)
        .first()
        .waitFor({ timeout: within(3000) });
    });
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file by its name. */
  async openFile(name: string): Promise<void> {
    await again(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+p');
      await this.input.fill(name, { timeout: within(3000) });
      await this.option(name.split('/').at(-1) ?? name)
        .first()
        .waitFor({ timeout: within(4000) });
      await this.page.keyboard.press('Enter');
      await this.page.locator('.tab.active', { hasText: name.split('/').at(-1) ?? name }).waitFor({ timeout: within(4000) });
    });
  }

  /** The fix menu on the nth underlined place, with its entries. */
  async fixes(underlined: Locator = this.underlined().first()): Promise<Locator> {
    const menu = this.page.locator('.action-widget .monaco-list-row.action');
    await underlined.waitFor();
    await again(async () => {
      await this.page.keyboard.press('Escape');
      const box = await underlined.boundingBox({ timeout: within(3000) });
      if (box === null) throw new Error('nothing is underlined');
      await this.page.mouse.click(box.x + Math.min(box.width / 2, 30), box.y + box.height / 2);
      await this.page.keyboard.press('Control+.');
      await menu
        .filter({ hasText: 'Move to vault' })
        .or(menu.filter({ hasText: 'Ignore' }))
        .first()
        .waitFor({ timeout: within(4000) });
    });
    return menu;
  }

  underlined(kind: 'error' | 'warning' | 'hint' | 'any' = 'any'): Locator {
    const kinds = kind === 'any' ? ['error', 'warning', 'hint', 'info'] : [kind];
    return this.page.locator(kinds.map((each) => `.monaco-editor .squiggly-${each}`).join(', '));
  }

  /** Chooses an entry of the fix menu by the keyboard: a click hangs on 1.100. */
  async fix(entry: string, underlined?: Locator): Promise<void> {
    await again(async () => {
      const menu = await this.fixes(underlined);
      const focused = this.page.locator('.action-widget .monaco-list-row.action.focused', { hasText: entry });
      for (let steps = await menu.count(); steps > 0 && !(await focused.isVisible()); steps--) await this.page.keyboard.press('ArrowDown');
      await focused.waitFor({ timeout: within(2000) });
      await this.page.keyboard.press('Enter');
      await menu.first().waitFor({ state: 'hidden', timeout: within(3000) });
    });
  }

  /** An entry of a tree line's menu. A click right after the menu has opened is taken for the one that opened it, so: pointer, then Enter. */
  async choose(line: Locator, entry: string, next: Locator): Promise<void> {
    await again(async () => {
      await this.page.keyboard.press('Escape');
      await line.click({ button: 'right' });
      await this.page.locator('.monaco-menu .action-item', { hasText: entry }).hover({ timeout: within(3000) });
      await this.page.locator('.monaco-menu .action-item.focused', { hasText: entry }).waitFor({ timeout: within(3000) });
      await this.page.keyboard.press('Enter');
      await next.waitFor({ timeout: within(4000) });
    });
  }

  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  putOnClipboard(text: string): Promise<void> {
    return this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** What stands in the fields of the page, hidden ones too. */
  typed(): Promise<string[]> {
    return this.page.evaluate(`[...document.querySelectorAll('input, textarea')].map((each) => each.value)`);
  }

  /** What a person can see now. */
  seen(): Promise<string> {
    return this.page.evaluate('document.body.innerText');
  }

  /**
   * Everything the page keeps: storage and databases of its origin, and what it shows. Not the last sentence for screen readers: VS Code itself reads
   * out the line under the cursor when its fix menu opens.
   */
  kept(): Promise<string> {
    return this.page.evaluate(KEPT);
  }
}

const KEPT = `(async () => {
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
})()`;

/** What stands before each place where a page holds a value; the value itself is not printed. */
export const holders = (html: string, value: string): string[] =>
  html
    .split(value)
    .slice(0, -1)
    .map((before) => before.slice(-300));
