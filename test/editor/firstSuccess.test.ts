import { describe, expect, it } from 'vitest';
import type { Profile } from '../support/editor';
import { journey } from '../support/journey';
import { slowdown } from '../support/patience';
import { useEditors } from '../support/useEditors';

const editors = useEditors();
const PROFILES: readonly Profile[] = ['compat', 'newest'];

describe.each(PROFILES)('the first minute in VS Code (%s)', (profile) => {
  it('leads from nothing to a moved credential in under a minute, without a setting, by what is on the screen', async () => {
    await journey({ profile, editors, name: 'first', quiet: false, trusted: false, canaries: [] }, async (bench) => {
      const { page, picker, dialog } = bench;
      const before = slowdown();
      const started = Date.now();
      await bench.showVaults();
      await page.locator('.welcome-view-content').getByText('Open a folder to see its vaults').waitFor();
      const sample = page.locator('.welcome-view-content .monaco-button', { hasText: 'Try the sample' });
      await sample.waitFor();
      await bench.shot(`first-1-${profile}`);
      await sample.click();
      // The editor asks whether its folder is trusted (1.100), or says in a banner that it is not (1.139): either way the sample works.
      const trust = dialog.locator('.monaco-button', { hasText: 'Yes' });
      await trust.or(bench.underlined('error')).first().waitFor();
      if (await trust.isVisible()) await trust.click();
      await bench.underlined('error').first().waitFor();
      await bench.shot(`first-2-${profile}`);
      await bench.fix('Move to vault');
      await picker.getByText('Name of the variable').waitFor();
      await page.keyboard.press('Enter');
      await bench.option('secrets.sops.json').waitFor();
      await page.keyboard.press('Enter');
      await bench.toast('Moved to').waitFor();
      await bench.line('process.env.').waitFor();
      const seconds = (Date.now() - started) / 1000 / ((before + slowdown()) / 2);
      await bench.shot(`first-3-${profile}`);
      process.stderr.write(`first success on ${profile}: ${seconds.toFixed(1)} s\n`);
      expect(seconds).toBeLessThan(60);
    });
  });
});
