import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { plantFolder } from '../support/editorWorkspace';
import { journey } from '../support/journey';
import { type OpenBao, startOpenBao } from '../support/openbao';
import { useEditors } from '../support/useEditors';

const editors = useEditors();
let bao: OpenBao;
beforeAll(async () => {
  bao = await startOpenBao();
});
afterAll(async () => {
  await bao.stop();
  await new Registrations().remove('team').catch(() => undefined);
});

describe('the view of a vault on a server', () => {
  it('leads from signed out to the names, and says what is wrong where they cannot be shown', async () => {
    const mount = await bao.mount();
    await new Registrations().put(registrationOf({ name: 'team', address: bao.url, mount }));
    const limited = await bao.tokenFor({ [`${mount}/data/app`]: ['read'] });
    const { folder, remove } = plantFolder('office', { 'README.md': '# Office\n' });
    try {
      await journey({ profile: 'newest', editors, name: 'server', folder, canaries: [bao.root, limited] }, async (bench) => {
        const { page, input } = bench;
        const welcome = page.locator('.pane-body .welcome-view-content');
        const state = async (name: string, text: string, button: string): Promise<void> => {
          await welcome.getByText(text).waitFor();
          await welcome.locator('.monaco-button', { hasText: button }).waitFor();
          await bench.shot(`server-${name}`);
        };
        const again = (): Promise<void> => welcome.locator('.monaco-button', { hasText: 'Try again' }).click();
        const signIn = async (token: string): Promise<void> => {
          await welcome.locator('.monaco-button', { hasText: 'Sign in' }).click();
          await bench.picker.getByText('nothing is shown while you type').waitFor();
          expect(await input.getAttribute('type')).toBe('password');
          await input.fill(token);
          expect(await bench.seen()).not.toContain(token);
          await page.keyboard.press('Enter');
        };
        await bench.showVaults();
        await state('signed-out', 'You are not signed in', 'Sign in');
        await signIn(limited);
        await state('forbidden', 'may not list this vault', 'Try again');
        // A token that was typed is forgotten with the process.
        await bench.command('Tacit: Restart');
        await state('signed-out-again', 'You are not signed in', 'Sign in');
        await signIn(limited);
        await state('forbidden-again', 'may not list this vault', 'Sign in with another token');
        await signIn(bao.root);
        await state('empty', 'The vault is empty', 'New secret');
        await bao.api('POST', `${mount}/data/app`, { data: { DB_PASSWORD: 'x' } });
        await page.locator('.action-label[aria-label^="Refresh"]').first().click();
        await bench.row('team').waitFor();
        await bench.row('app').click();
        await bench.row('DB_PASSWORD').waitFor();
        await bench.shot('server-ready');
        await bao.api('PUT', 'sys/seal');
        await page.locator('.action-label[aria-label^="Refresh"]').first().click();
        await state('sealed', 'The vault is sealed', 'Try again');
        await bao.stop();
        await again();
        await state('unreachable', 'does not answer', 'Try again');
      });
    } finally {
      remove();
    }
  });
});
