import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleSuite, Editor, installInto, packageExtension, type Profile, root, runSuite } from '../support/editor';
import { plantWorkspace } from '../support/editorWorkspace';
import { searchFolder } from '../support/canary';
import { useEditors } from '../support/useEditors';
import { removeFolder } from '../support/removeFolder';

const editors = useEditors();

const PROFILES: readonly Profile[] = ['compat', 'newest'];
const passed = (results: readonly { name: string; error?: string }[]) => results.filter(({ error }) => error !== undefined);

describe.each(PROFILES)('inside VS Code (%s)', (profile) => {
  it('finds, moves, shows and hides, and gives other extensions nothing', async () => {
    const planted = plantWorkspace();
    const attacker = mkdtempSync(join(tmpdir(), 'tacit-attacker-'));
    cpSync(join(root, 'test/editor/fixtures/attacker'), attacker, { recursive: true });
    const settings = { 'tacit.trace.server': 'messages', 'tacit.reveal.seconds': 2, 'tacit.clipboard.seconds': 3 };
    const extensions = join(attacker, 'installed');
    await installInto(profile, extensions, packageExtension(attacker));
    const editor = await Editor.start({ profile, driver: true, settings, extensions });
    try {
      const suite = await bundleSuite(editors.staged, 'api');
      const { results, lines } = await runSuite({ editor, editors, suite, folder: planted.folder });
      expect(passed(results)).toEqual([]);
      expect(results).toHaveLength(11);
      await editor.stop();
      const logs = editor.logs();
      expect(logs).toMatch(/-> textDocument\/didOpen \d+ B/);
      expect(logs).toMatch(/<- textDocument\/diagnostic #\d+ ok \d+ B \d+ ms/);
      // THREATS 12, 33: the values are neither in what was printed nor in anything the editor keeps.
      expect(searchFolder(editor.data, [planted.stripe, planted.password])).toEqual([]);
      expect(lines.filter((line) => line.includes(planted.stripe) || line.includes(planted.password))).toEqual([]);
    } finally {
      await editor.stop();
      editor.dispose();
      planted.remove();
      removeFolder(attacker);
    }
  });

  it('in Restricted Mode finds, and connects to nothing (THREATS 35)', async () => {
    const planted = plantWorkspace();
    let connections = 0;
    const server: Server = createServer((_, answer) => answer.end()).on('connection', () => connections++);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(
      join(planted.folder, 'hostile.yaml'),
      [
        `A: "ref+vault://secret/app?address=${address}#/k"`,
        `B: "ref+httpjson://127.0.0.1/x#/k"`,
        `C: "ref+exec://touch ran"`,
        `D: "ref+file://etc/passwd"`,
        `E: "ref+vault://secret/app#/k"`,
        '',
      ].join('\n'),
    );
    writeFileSync(join(planted.folder, 'tacit.json'), JSON.stringify({ version: 1, stores: { team: { kind: 'vault', address } } }));
    mkdirSync(join(planted.folder, '.vscode'));
    writeFileSync(join(planted.folder, '.vscode/settings.json'), JSON.stringify({ 'tacit.trace.server': 'messages', 'tacit.reveal.seconds': 600 }));
    const editor = await Editor.start({ profile, driver: true, trusted: false });
    try {
      const suite = await bundleSuite(editors.staged, 'restricted');
      const { results } = await runSuite({ editor, editors, suite, folder: planted.folder });
      expect(passed(results)).toEqual([]);
      expect(results).toHaveLength(2);
      expect(connections).toBe(0);
    } finally {
      await editor.stop();
      editor.dispose();
      server.close();
      planted.remove();
    }
  });
});
