import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCanary } from '../support/canary';
import type { Profile } from '../support/editor';
import { password, plantFolder, stripeKey } from '../support/editorWorkspace';
import { journey } from '../support/journey';
import { useEditors } from '../support/useEditors';
import { within } from '../support/patience';

const editors = useEditors();

const PROFILES: readonly Profile[] = ['compat', 'newest'];

describe.each(PROFILES)('a vault kept by hand in VS Code (%s)', (profile) => {
  it('moves a line of .env under its own name, opens the manifest of a project in a subfolder, and creates, changes, copies and deletes by the tree', async () => {
    const smtp = password();
    const typed = makeCanary();
    const pasted = [makeCanary(), makeCanary()];
    const { folder, remove } = plantFolder('office', {
      'README.md': '# Office\n',
      'services/mail/tacit.json': '{ "version": 1 }\n',
      'services/mail/.env': `MAIL_FROM=desk@example.org\nSMTP_PASSWORD=${smtp}\n`,
    });
    const file = join(folder, 'services/mail/.env');
    try {
      await journey({ profile, editors, name: 'vault', folder, file, canaries: [smtp, typed, ...pasted] }, async (bench) => {
        const { page, picker, input, dialog } = bench;
        // The name is the line's own: it is not asked for.
        await bench.fix('Move to vault');
        await picker.getByText('Move SMTP_PASSWORD to vault').waitFor();
        await bench.option('secrets.sops.json').waitFor();
        await page.keyboard.press('Enter');
        const toast = bench.toast('Moved to');
        await toast.locator('.monaco-button', { hasText: 'Open manifest' }).click();
        await bench.line('SMTP_PASSWORD: "ref+sops://secrets.sops.json#/SMTP_PASSWORD"').waitFor();
        await bench.shot(`manifest-${profile}`);
        expect(readFileSync(file, 'utf8')).toBe('MAIL_FROM=desk@example.org\n');
        await bench.command('Notifications: Clear All Notifications');

        await bench.showVaults();
        await bench.row('SMTP_PASSWORD').waitFor();
        const mail = bench.row('secrets.sops.json').filter({ hasText: 'mail' });
        await mail.hover();
        await mail.locator('.action-label[aria-label^="New secret"]').click();
        await picker.getByText('Its name').waitFor();
        await input.fill('9 lives');
        await picker.getByText('not starting with a digit').waitFor();
        await input.fill('API_TOKEN');
        await page.keyboard.press('Enter');
        await bench.option('Type or paste one line').waitFor();
        await page.keyboard.press('Enter');
        await picker.getByText('nothing is shown while you type').waitFor();
        expect(await input.getAttribute('type')).toBe('password');
        await input.fill(typed);
        expect(await bench.seen()).not.toContain(typed);
        await bench.shot(`create-${profile}`);
        await page.keyboard.press('Enter');
        const line = bench.row('API_TOKEN');
        await line.waitFor();
        expect(await line.getAttribute('aria-label')).toContain('secret API_TOKEN, masked');
        await expect.poll(() => bench.typed(), { timeout: within(5000) }).not.toContain(typed);

        await bench.choose(line, 'Copy reference', page.locator('.statusbar-item', { hasText: 'Reference copied' }));
        expect(await bench.clipboard()).toBe('ref+sops://secrets.sops.json#/API_TOKEN');

        // A value of two lines, which an input box would tear apart.
        await bench.putOnClipboard(pasted.join('\n'));
        await bench.choose(line, 'Change value', bench.option('Take it from the clipboard'));
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.locator('.statusbar-item', { hasText: 'Saved in the vault' }).waitFor();
        await bench.putOnClipboard('');
        await bench.choose(line, 'Show value', dialog);
        await bench.press('Show');
        await expect.poll(() => input.inputValue(), { timeout: within(10_000) }).toBe(pasted.join(' ⏎ '));
        await picker.getByText('2 lines').waitFor();
        await page.keyboard.press('Escape');
        await expect.poll(async () => (await bench.typed()).join(' '), { timeout: within(5000) }).not.toContain(pasted[0]);

        await bench.choose(line, 'Delete', dialog);
        await dialog.getByText('ref+sops://secrets.sops.json#/API_TOKEN').waitFor();
        await bench.shot(`delete-${profile}`);
        await bench.press('Delete');
        await line.waitFor({ state: 'detached' });
        await bench.row('SMTP_PASSWORD').waitFor();
      });
    } finally {
      remove();
    }
  });

  it('moves all places of a value together, says which stay and why, uses what is in the vault already, and leads to rotation', async () => {
    const key = stripeKey();
    const use = (name: string): string => `const Stripe = require('stripe');\n\nexports.${name} = new Stripe('${key}');\n`;
    const { folder, remove } = plantFolder('shop', {
      'src/pay.js': use('pay'),
      'src/refund.js': use('refund'),
      'src/Billing.java': `package shop;\n\n@Gateway(secretKey = "${key}")\nclass Billing {}\n`,
    });
    const git = (...parameters: string[]): unknown => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...parameters]);
    git('add', '.');
    git('commit', '-q', '-m', 'Begin');
    try {
      // The value stays in Billing.java, which is shown: so only the data folder of the editor must be without it, not the page.
      await journey({ profile, editors, name: 'places', folder, file: join(folder, 'src/pay.js'), canaries: [] }, async (bench) => {
        const { page, picker } = bench;
        await bench.fix('Move to vault');
        await picker.getByText('Name of the variable').waitFor();
        await page.keyboard.press('Enter');
        await bench.option('secrets.sops.json').waitFor();
        await page.keyboard.press('Enter');
        await bench.option('src/refund.js:3').waitFor();
        await bench.option('src/Billing.java:3').getByText('stays: ').waitFor();
        await bench.shot(`occurrences-${profile}`);
        expect(await picker.innerText()).not.toContain(key);
        await page.keyboard.press('Enter');
        const toast = bench.toast('Moved to');
        await toast.waitFor();
        await bench.shot(`rotate-${profile}`);
        expect(await toast.innerText()).toMatch(/It was committed: rotate it/);
        expect(await toast.locator('.monaco-button').count()).toBe(2);
        for (const name of ['src/pay.js', 'src/refund.js']) expect(readFileSync(join(folder, name), 'utf8')).toContain('process.env.STRIPE_SECRET_KEY');
        await toast.locator('.monaco-button', { hasText: 'How to rotate' }).click();
        // The page says all that the message leaves out, and how to rotate; its frame has a frame.
        await page.locator('.tab.active', { hasText: 'STRIPE_SECRET_KEY.md' }).waitFor();
        const said = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
        await said.getByText('What became of STRIPE_SECRET_KEY').waitFor();
        await said.getByText('last commit (HEAD)').waitFor();
        await said.getByText('Make a new one where the credential came from').waitFor();
        await bench.shot(`rotate-page-${profile}`);

        // What cannot be moved says why.
        await bench.openFile('Billing.java');
        await bench.underlined().first().waitFor();
        await bench.fix('Cannot move to vault: An annotation takes only constants');
        await bench.shot(`disabled-${profile}`);
        await bench.toast('An annotation takes only constants').waitFor();

        // Ignored there, with a reason and an end.
        await bench.fix('Ignore credential.stripe-secret-key here');
        await bench.option('it is known and will be replaced').waitFor();
        await bench.shot(`ignore-${profile}`);
        await bench.keys('ArrowDown', 'ArrowDown', 'Enter');
        await bench.option('For 90 days').waitFor();
        await bench.keys('ArrowDown', 'Enter');
        await bench.line('// tacit-ignore credential.stripe-secret-key until=').waitFor();
        await bench.line('because it is known and will be replaced').waitFor();
        await bench.underlined().first().waitFor({ state: 'detached' });
        await bench.command('File: Save');

        // The same value again, later: the vault has it.
        writeFileSync(join(folder, 'src/late.js'), use('late'));
        await bench.openFile('late.js');
        await bench.fix('Move to vault');
        await bench.option('Use STRIPE_SECRET_KEY').getByText('holds this very value already').waitFor();
        await bench.shot(`same-${profile}`);
        await page.keyboard.press('Enter');
        await picker.getByText('Name of the variable').waitFor();
        expect(await bench.input.inputValue()).toBe('STRIPE_SECRET_KEY');
        await page.keyboard.press('Enter');
        await bench.option('Replace the literal').waitFor();
        await page.keyboard.press('Enter');
        await bench.option('src/Billing.java:4').getByText('stays: ').waitFor();
        await page.keyboard.press('Enter');
        await bench.line('process.env.STRIPE_SECRET_KEY').waitFor();
        await expect.poll(() => readFileSync(join(folder, 'src/late.js'), 'utf8'), { timeout: within(15_000) }).toContain('process.env.STRIPE_SECRET_KEY');
        expect(readFileSync(join(folder, 'tacit.env.yaml'), 'utf8').match(/^STRIPE_SECRET_KEY:/gm)).toHaveLength(1);
        expect(Object.keys(JSON.parse(readFileSync(join(folder, 'secrets.sops.json'), 'utf8')) as object)).toEqual(['STRIPE_SECRET_KEY', 'sops']);
      });
    } finally {
      remove();
    }
  });
});
