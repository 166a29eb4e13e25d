import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../support/editor';
import { plantWorkspace } from '../support/editorWorkspace';
import { journey } from '../support/journey';
import { useEditors } from '../support/useEditors';
import { again, holders } from '../support/workbench';
import { within } from '../support/patience';

const editors = useEditors();

const PROFILES: readonly Profile[] = ['compat', 'newest'];

describe.each(PROFILES)('a person in VS Code (%s)', (profile) => {
  it('sees a credential, moves it, sees where it went, and shows and copies it for a while', async () => {
    const planted = plantWorkspace();
    const secret = planted.stripe;
    const settings = {
      'tacit.reveal.seconds': 15,
      'tacit.clipboard.seconds': 8,
      'editor.fontSize': 14,
      'editor.wordWrap': 'on',
      'explorer.compactFolders': false,
    };
    const canaries = [secret, planted.password];
    const file = join(planted.folder, 'src/payments.js');
    try {
      await journey({ profile, editors, name: 'journey', folder: planted.folder, file, settings, canaries }, async (bench) => {
        const { page, picker } = bench;
        await bench.underlined('error').first().waitFor();
        await bench.fixes();
        await page.locator('.action-widget .monaco-list-row.action.focused', { hasText: 'Move to vault' }).waitFor({ timeout: within(3000) });
        await bench.shot('lightbulb', true);

        await page.keyboard.press('Enter');
        await picker.getByText('Name of the variable').waitFor();
        await bench.shot('name', true);
        await page.keyboard.press('Enter');
        await bench.option('secrets.sops.json').waitFor();
        await bench.shot('place', true);
        await page.keyboard.press('Enter');
        await bench.option('src/refunds.js').waitFor();
        await page.keyboard.press('Enter');

        const toast = bench.toast('Moved to');
        await toast.waitFor();
        await bench.line('process.env.STRIPE_KEY').waitFor();
        await bench.shot('moved', true);
        expect(await toast.innerText()).not.toContain(secret);
        await page.keyboard.press('Escape');

        await bench.showVaults();
        const line = bench.row('STRIPE_KEY');
        await line.waitFor();
        await again(async () => {
          await page.mouse.move(700, 700);
          await bench.line('stripeKey =').getByText('STRIPE_KEY', { exact: false }).first().hover();
          await page
            .locator('.monaco-hover:not(.hidden)', { hasText: '••••••••' })
            .first()
            .waitFor({ timeout: within(4000) });
        });
        await bench.shot('vault', true);
        expect(holders(await bench.kept(), secret)).toEqual([]);

        // Shown after the dialog, gone by itself.
        await bench.choose(line, 'Show value', bench.dialog);
        await bench.press('Show');
        await expect.poll(() => bench.input.inputValue(), { timeout: within(10_000) }).toBe(secret);
        await picker.waitFor({ state: 'hidden', timeout: within(25_000) });
        await expect.poll(() => bench.typed(), { timeout: within(5000) }).not.toContain(secret);

        // Shown again, gone when the person goes elsewhere, before its time is over.
        await line.hover();
        await line.locator('.action-label[aria-label^="Show value"]').click();
        await bench.press('Show');
        await expect.poll(() => bench.input.inputValue(), { timeout: within(10_000) }).toBe(secret);
        const shownAt = Date.now();
        await bench.line('module.exports').click();
        await picker.waitFor({ state: 'hidden' });
        expect(Date.now() - shownAt).toBeLessThan(12_000);
        await expect.poll(() => bench.typed(), { timeout: within(5000) }).not.toContain(secret);

        // Copied after the dialog, cleared by itself.
        await bench.choose(line, 'Copy value', bench.dialog);
        await bench.press('Copy');
        await expect.poll(() => bench.clipboard(), { timeout: within(10_000) }).toBe(secret);
        await expect.poll(() => bench.clipboard(), { timeout: within(20_000) }).toBe('');

        // Deleted only after the dialog.
        await bench.choose(line, 'Delete', bench.dialog);
        await bench.press('Cancel');
        await line.waitFor();

        // Found by its name, wherever it lies.
        await bench.command('Tacit: Find Secret');
        await bench.option('STRIPE_KEY').waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.pane-body .monaco-list-row.selected', { hasText: 'STRIPE_KEY' }).waitFor();

        // What is logged, masked where it stands.
        await bench.openFile('src/login.js');
        await page.mouse.move(700, 700);
        const menu = await bench.fixes();
        await menu.filter({ hasText: 'Mask password in the log' }).waitFor();
        await bench.shot('mask', true);
        await page.keyboard.press('Escape');
        await bench.fix('Mask password in the log');
        await bench.line('signs in with ${maskSecret(password)}').waitFor();
        await bench.underlined().first().waitFor({ state: 'detached' });
        await bench.shot('masked', true);

        expect(readFileSync(join(planted.folder, 'secrets.sops.json'), 'utf8')).toContain('STRIPE_KEY');
        for (const name of ['src/payments.js', 'src/refunds.js', 'tacit.env.yaml', 'secrets.sops.json'])
          expect(readFileSync(join(planted.folder, name), 'utf8')).not.toContain(secret);
      });
    } finally {
      planted.remove();
    }
  });
});
