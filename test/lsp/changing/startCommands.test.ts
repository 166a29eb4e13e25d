import { describe, expect, it } from 'vitest';
import { PLAIN } from '../../support/lspClient';
import { codeOf, OWN, start } from '../startServer';

const MANIFEST = 'DB_PASSWORD: "ref+sops://secrets.sops.json#/DB_PASSWORD"\n';
const PACKAGE = '{\n  "scripts": {\n    "start": "node app.js",\n    "both": "a && b"\n  }\n}\n';
const TASKS = '{ "tasks": [{ "label": "go", "type": "shell", "command": "make run" }] }\n';
const FILES = { 'tacit.env.yaml': MANIFEST, 'package.json': PACKAGE, '.vscode/tasks.json': TASKS };
const at = (line: number) => ({ start: { line, character: 8 }, end: { line, character: 8 } });

describe('the action on a script', () => {
  it.each([
    ['VS Code', OWN],
    ['an editor without versions', { capabilities: PLAIN }],
  ])('prefixes it (%s)', async (_name, setup) => {
    const { client, folder } = await start(FILES, setup);
    await client.open(folder.uri('package.json'), 'json', PACKAGE);
    const actions = await client.actions(folder.uri('package.json'), at(2), ['refactor']);
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([['Start “start” with the vault’s values (tacit run)', 'refactor.rewrite.tacit']]);
    expect(JSON.stringify(actions[0]?.edit)).toContain('"tacit run -- "');
  });

  it('says why it cannot prefix a line for the shell, and stands on no other line', async () => {
    const { client, folder } = await start(FILES, OWN);
    await client.open(folder.uri('package.json'), 'json', PACKAGE);
    const [refused] = await client.actions(folder.uri('package.json'), at(3), ['refactor']);
    expect([refused?.edit, refused?.disabled?.reason]).toEqual([undefined, expect.stringContaining('tacit run --')]);
    expect(await client.actions(folder.uri('package.json'), at(0), ['refactor'])).toEqual([]);
  });

  it('is not there where the manifest has nothing to hand over', async () => {
    const { client, folder } = await start({ 'package.json': PACKAGE }, OWN);
    await client.open(folder.uri('package.json'), 'json', PACKAGE);
    expect(await client.actions(folder.uri('package.json'), at(2), ['refactor'])).toEqual([]);
  });
});

describe('the list', () => {
  it('names what can be started, and changes what was chosen alone, open or not', async () => {
    const { client, folder } = await start(FILES, OWN);
    await client.open(folder.uri('package.json'), 'json', PACKAGE);
    const { commands } = await client.ask('tacit/start/list', {});
    expect(commands.map(({ name, file, refused }) => [name, file, refused !== undefined])).toEqual([
      ['start', 'package.json', false],
      ['both', 'package.json', true],
      ['go', '.vscode/tasks.json', false],
    ]);
    await client.ask('tacit/start/apply', { ids: commands.map(({ id }) => id) });
    expect(folder.read('package.json')).toBe(PACKAGE.replace('"node app.js"', '"tacit run -- node app.js"'));
    expect(folder.read('.vscode/tasks.json')).toBe(TASKS.replace('"make run"', '"tacit run -- make run"'));
    expect((await client.ask('tacit/start/list', {})).commands.map(({ name }) => name)).toEqual(['both']);
  });

  it.each([[{}], [{ ids: 'x' }], [{ ids: ['0'.repeat(32)] }], [{ ids: [7] }]])('takes no ids that it did not give: %j (THREATS 8)', async (params) => {
    const { client } = await start(FILES, OWN);
    expect(await codeOf(client.ask('tacit/start/apply', params as never))).toBe('ArgumentInvalid');
  });
});
