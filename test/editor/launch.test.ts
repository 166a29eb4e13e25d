import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approvePair } from '../../server/src/project/trust/approvals';
import { searchBytes, searchFolder } from '../support/canary';
import { bundleSuite, Editor, runSuite } from '../support/editor';
import { plantLaunches } from '../support/launchWorkspace';
import { useEditors } from '../support/useEditors';
import { removeFolder } from '../support/removeFolder';

const editors = useEditors();

/** THREATS 4. In `compat` there are no terminals: its pty module is not built. */
describe('every way to run, inside VS Code (newest)', () => {
  it('hands the value to the program and puts it nowhere else', async () => {
    const planted = plantLaunches(editors.staged);
    const root = realpathSync(planted.folder);
    await approvePair(root, join(root, 'tacit.env.yaml'), 'DB_PASSWORD', 'ref+sops://secrets.sops.json#/DB_PASSWORD');
    const trace = join(mkdtempSync(join(tmpdir(), 'tacit-trace-')), 'strace.log');
    const editor = await Editor.start({ profile: 'newest', driver: true, strace: trace });
    try {
      const suite = await bundleSuite(editors.staged, 'launch');
      const { results, lines } = await runSuite({ editor, editors, suite, folder: planted.folder });
      expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(results).toHaveLength(10);
      await editor.stop();
      const { value } = planted;
      // The search means something: the ways to run are in what is searched.
      const said = readFileSync(join(planted.folder, 'said'));
      expect(said.toString()).toContain('run --ticket');
      const executed = readFileSync(trace);
      for (const argument of ['--ticket', 'app.js', 'say.js']) expect(executed.includes(argument), argument).toBe(true);

      expect(searchBytes('terminals and debug adapters', said, [value])).toEqual([]);
      expect(searchBytes('every execve', executed, [value])).toEqual([]);
      expect(searchBytes('the console', Buffer.from(lines.join('\n')), [value])).toEqual([]);
      expect(searchFolder(editor.data, [value])).toEqual([]);
      expect(searchFolder(planted.folder, [value])).toEqual([]);
      // A terminal knows two paths from us, and no value.
      const environment = readFileSync(join(planted.folder, 'environment'), 'utf8');
      expect(environment).toMatch(new RegExp(`^PATH=${editor.data}/data/User/globalStorage/tacit.tacit/bin:`, 'm'));
      expect(environment.split('\n').filter((line) => /^(TACIT_(?!TEST)|DB_)/.test(line))).toHaveLength(1);
    } finally {
      await editor.stop();
      editor.dispose();
      removeFolder(join(trace, '..'));
      planted.remove();
    }
  });
});
