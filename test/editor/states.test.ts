import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCanary } from '../support/canary';
import type { Profile } from '../support/editor';
import { plantFolder } from '../support/editorWorkspace';
import { journey } from '../support/journey';
import { useEditors } from '../support/useEditors';
import { again, Workbench } from '../support/workbench';
import { within } from '../support/patience';
import { removeFolder } from '../support/removeFolder';

const editors = useEditors();

/** A vault with the given names, made by the command line; with `home`, by another person. Gives the path of its file. */
function makeVault(names: readonly string[], value: string, home?: string): string {
  const { folder } = plantFolder('vault', { 'README.md': '' });
  const env = home === undefined ? process.env : { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_STATE_HOME: join(home, '.state') };
  for (const name of names) {
    const parameters = [join(editors.staged, 'dist/cli.js'), 'secret', 'set', name];
    execFileSync(process.execPath, parameters, { cwd: folder, env, input: value, stdio: ['pipe', 'ignore', 'pipe'] });
  }
  return join(folder, 'secrets.sops.json');
}

const PROFILES: readonly Profile[] = ['compat', 'newest'];

describe.each(PROFILES)('the view of the vaults in VS Code (%s)', (profile) => {
  it('says in each state how things stand and what to do, by keyboard, in every theme, for several folders', async () => {
    const value = makeCanary();
    const colleague = mkdtempSync(join(tmpdir(), 'tacit-colleague-'));
    const [own, foreign] = [makeVault(['DB_PASSWORD', 'API_TOKEN'], value), makeVault(['THEIRS'], value, colleague)];
    const studio = plantFolder('studio', { 'src/app.js': 'exports.run = () => 1;\n' });
    const store = join(studio.folder, 'secrets.sops.json');
    try {
      await journey({ profile, editors, name: 'states', folder: studio.folder, canaries: [value] }, async (bench, editor) => {
        const { page } = bench;
        const welcome = page.locator('.pane-body .welcome-view-content');
        const state = async (name: string, text: string, button: string): Promise<void> => {
          await welcome.getByText(text).waitFor();
          await welcome.locator('.monaco-button', { hasText: button }).waitFor();
          await bench.shot(`state-${name}-${profile}`);
        };
        await bench.showVaults();
        await state('absent', 'This project has no vault yet', 'Show me on a sample');
        writeFileSync(store, '{ "DB_PASSWORD": "ENC[', 'utf8');
        await state('malformed', 'The vault cannot be read', 'Try again');
        copyFileSync(foreign, store);
        await state('locked', 'The vault is locked', 'Copy your public key');
        // What a person who is not let in yet gives to somebody who is.
        await welcome.locator('.monaco-button', { hasText: 'Copy your public key' }).click();
        await bench.press('Copy');
        await expect.poll(() => page.evaluate('navigator.clipboard.readText()'), { timeout: within(10_000) }).toMatch(/^age1[0-9a-z]{58}$/);
        copyFileSync(own, store);
        await bench.row('DB_PASSWORD').waitFor();

        // By keyboard alone: to the view, to the secret, to its menu.
        const focused = page.locator('.pane-body .monaco-list-row.focused');
        await again(async () => {
          await bench.command('Tacit: Focus on Vaults View');
          await bench.keys('Home', 'ArrowDown', 'ArrowDown');
          await expect.poll(() => focused.getAttribute('aria-label'), { timeout: within(2000) }).toContain('masked');
        });
        await bench.keys('Shift+F10');
        await page.locator('.monaco-menu .action-item', { hasText: 'Copy reference' }).waitFor();
        await bench.shot(`menu-${profile}`);
        await bench.keys('Escape');
        for (const [theme, kind] of [
          ['Default Dark Modern', 'vs-dark'],
          ['Default High Contrast', 'hc-black'],
        ] as const) {
          await bench.configure(studio.folder, { 'workbench.colorTheme': theme });
          await page.locator(`.monaco-workbench.${kind}`).waitFor();
          await bench.row('DB_PASSWORD').click();
          await bench.shot(`${kind}-${profile}`);
        }

        const other = plantFolder('gallery', { 'src/show.js': 'exports.show = () => 2;\n' });
        const workspace = join(studio.folder, '..', 'both.code-workspace');
        writeFileSync(workspace, JSON.stringify({ folders: [] }));
        const both = await Workbench.open(editors.browser, { editor, workspace });
        await both.showVaults();
        await both.page.locator('.welcome-view-content').getByText('Open a folder to see its vaults').waitFor();
        await both.shot(`state-no-folder-${profile}`);
        // Written until the window sees it: it reads the file at its start, and watches it only some time later.
        await again(async () => {
          writeFileSync(workspace, JSON.stringify({ folders: [{ path: studio.folder }, { path: other.folder }], settings: {}, launch: { id: Date.now() } }));
          await both
            .row('secrets.sops.json')
            .filter({ hasText: 'studio' })
            .waitFor({ timeout: within(5000) });
        });
        await both.row('secrets.sops.json').filter({ hasText: 'gallery' }).getByText('none yet').waitFor();
        await both.row('API_TOKEN').waitFor();
        await both.shot(`multi-root-${profile}`);
        await both.close();
        other.remove();
      });
    } finally {
      studio.remove();
      removeFolder(colleague);
    }
  });
});
