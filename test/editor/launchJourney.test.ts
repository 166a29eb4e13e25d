import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { approvalState } from '../../server/src/project/trust/approvals';
import { makeCanary } from '../support/canary';
import { again, holders } from '../support/workbench';
import { journey } from '../support/journey';
import { plantLaunches } from '../support/launchWorkspace';
import { useEditors } from '../support/useEditors';
import { within } from '../support/patience';

const editors = useEditors();

const PAIR = { variable: 'DB_PASSWORD', reference: 'ref+sops://secrets.sops.json#/DB_PASSWORD' };

describe('a person who runs the program in VS Code (newest)', () => {
  it('presses F5, approves once, opens a terminal with values, chooses an environment, and reloads the window', async () => {
    const planted = plantLaunches(editors.staged);
    const root = realpathSync(planted.folder);
    const { value, digest } = planted;
    const staging = makeCanary();
    const stagingDigest = createHash('sha256').update(staging).digest('hex').slice(0, 16);
    const arrives = (who: string, times = 1): Promise<void> =>
      expect
        .poll(() => planted.arrived().filter((line) => line.startsWith(`${who} `)), { timeout: within(30_000) })
        .toEqual(Array(times).fill(`${who} ${digest}`));
    /** Types a command into Tacit's terminal, once it has the focus: the editor gives it late. */
    const typed = (page: Page, who: string): Promise<void> =>
      again(async () => {
        // One terminal alone has no list of tabs.
        const tab = page.locator('.terminal-tabs-entry', { hasText: 'Tacit' });
        await tab
          .or(page.locator('.single-terminal-tab', { hasText: 'Tacit' }))
          .first()
          .waitFor({ timeout: within(15_000) });
        if (await tab.isVisible()) await tab.click({ timeout: within(5000) });
        await page.locator('.terminal-wrapper.active .xterm-screen').click({ timeout: within(5000) });
        await page.locator('.terminal-wrapper.active .xterm.focus').waitFor({ timeout: within(5000) });
        await page.keyboard.type(`node say.js ${who}\n`, { delay: 20 });
        await expect.poll(() => planted.arrived(), { timeout: within(8000) }).toContain(`${who} ${digest}`);
      });
    const isApproved = async (): Promise<boolean> => (await approvalState(root, `${root}/tacit.env.yaml`, [PAIR])).approved;
    try {
      await journey(
        { profile: 'newest', editors, name: 'launch', folder: planted.folder, file: `${planted.folder}/app.js`, canaries: [value, staging] },
        async (bench) => {
          const { page } = bench;
          await bench.line('turns++').waitFor();

          // Pressed while the window still loads its extensions, or while it puts the launch away that was left, the editor takes F5 for nothing.
          const presses = (): Promise<void> =>
            again(async () => {
              await bench.line('turns++').click();
              await page.keyboard.press('F5');
              await bench.dialog.getByText('May the programs of this project receive these secrets?').waitFor({ timeout: within(8000) });
            });
          const stops = (): Promise<void> =>
            again(async () => {
              await page.keyboard.press('Shift+F5');
              await page.locator('.debug-toolbar').waitFor({ state: 'hidden', timeout: within(8000) });
            });
          // The pairs are shown before anything starts, and leaving the question starts nothing.
          await presses();
          await bench.dialog.getByText(`DB_PASSWORD: ${PAIR.reference}`).waitFor();
          await bench.shot('launch-approve');
          await bench.press('Cancel');
          await bench.dialog.waitFor({ state: 'hidden' });
          expect([planted.arrived(), await isApproved()]).toEqual([[], false]);

          await presses();
          await bench.press('Approve');
          await arrives('internal');
          expect(await isApproved()).toBe(true);
          await bench.shot('launch-internal');
          await stops();

          // The other console, chosen as a person does; nothing is asked again.
          await bench.command('Debug: Select and Start Debugging');
          await bench.option('integrated').first().click();
          await arrives('integrated');
          await page.locator('.terminal-wrapper.active').first().waitFor();
          await bench.shot('launch-integrated');
          await stops();

          await bench.command('Create New Terminal (With Profile)');
          await bench.option('vault’s values').or(bench.option("vault's values")).first().click();
          await typed(page, 'profile');
          await bench.shot('launch-profile');
          expect(holders(await bench.kept(), value)).toEqual([]);

          // A script of the package is started by tacit from now on.
          await bench.command('Tacit: Start Tasks and Scripts with Values');
          await bench.option('say').first().click();
          await bench.shot('launch-start');
          await page.keyboard.press('Enter');
          await expect
            .poll(() => readFileSync(`${planted.folder}/package.json`, 'utf8'), { timeout: within(10_000) })
            .toContain('"tacit run -- node say.js npm"');

          // Another environment: nothing to choose until the project has one, and then its values count, once they are approved.
          await bench.command('Tacit: Choose Environment');
          await bench.toast('This project has no environments').waitFor();
          await bench.command('Notifications: Clear All Notifications');
          execFileSync(process.execPath, [join(editors.staged, 'dist/cli.js'), 'secret', 'set', 'STAGING_PASSWORD'], {
            cwd: planted.folder,
            input: staging,
            stdio: ['pipe', 'ignore', 'pipe'],
          });
          writeFileSync(join(planted.folder, 'tacit.env.staging.yaml'), 'DB_PASSWORD: "ref+sops://secrets.sops.json#/STAGING_PASSWORD"\n');
          await again(async () => {
            await bench.command('Tacit: Choose Environment');
            await bench.option('The manifest as it stands.').waitFor({ timeout: within(5000) });
          });
          await bench.option('staging').waitFor();
          await bench.shot('launch-environments');
          await bench.option('staging').click();
          await bench.picker.waitFor({ state: 'hidden' });
          await bench.command('Debug: Select and Start Debugging');
          await bench.option('internal').first().click();
          await bench.dialog.getByText('DB_PASSWORD: ref+sops://secrets.sops.json#/STAGING_PASSWORD').waitFor();
          await bench.press('Approve');
          await expect.poll(() => planted.arrived(), { timeout: within(30_000) }).toContain(`internal ${stagingDigest}`);
          await page.keyboard.press('Shift+F5');
          await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
          // The choice is marked, and can be taken back.
          await bench.command('Tacit: Choose Environment');
          await bench.option('staging').getByText('chosen now').waitFor();
          await bench.option('No environment').click();
          await bench.picker.waitFor({ state: 'hidden' });

          // The window comes back with its terminals; the editor has written them to its state by then.
          await page.reload();
          await bench.line('turns++').waitFor();
          await typed(page, 'reloaded');
          await bench.shot('launch-reloaded');
        },
      );
    } finally {
      planted.remove();
    }
  });
});
