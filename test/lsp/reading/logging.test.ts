import { expect, it } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { PLAIN, VSCODE } from '../../support/lspClient';
import { start } from '../startServer';

const LEAK = 'function f(user) {\n  const p = user.password;\n  console.log(`login ${p}`);\n}\n';

it('shows what is logged in the very first report, and no more once it is masked', async () => {
  const { client, folder } = await start({ 'a.js': LEAK }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', LEAK);
  const shown = await client.diagnostics(uri);
  expect(shown).toMatchObject([
    {
      code: 'logging.secret',
      severity: DiagnosticSeverity.Warning,
      range: { start: { line: 2, character: 23 }, end: { line: 2, character: 24 } },
      message: 'password is printed where others may read it',
      relatedInformation: [{ message: 'It comes from here', location: { range: { start: { line: 1, character: 12 }, end: { line: 1, character: 25 } } } }],
    },
  ]);
  await client.replace(uri, LEAK.replace('user.password', 'mask(user.password)'));
  expect(await client.diagnostics(uri)).toEqual([]);
});

it('shows it to an editor that is told', async () => {
  const { client, folder } = await start({ 'a.js': LEAK }, { capabilities: PLAIN });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', LEAK);
  await client.until(() => client.published.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'logging.secret')));
  expect(client.published.at(-1)?.diagnostics.map(({ code }) => code)).toEqual(['logging.secret']);
});

it.each([
  ['off', []],
  ['error', [DiagnosticSeverity.Error]],
  ['hint', [DiagnosticSeverity.Hint]],
])('follows the level %s of tacit.json', async (level, severities) => {
  const { client, folder } = await start({ 'a.js': LEAK, 'tacit.json': JSON.stringify({ version: 1, rules: { logging: level } }) }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', LEAK);
  expect((await client.diagnostics(uri)).map(({ severity }) => severity)).toEqual(severities);
});

it('takes the maskers of tacit.json at their word', async () => {
  const text = 'function cover(x) { return x; }\nconsole.log(cover(password));\n';
  const { client, folder } = await start({ 'a.js': text, 'tacit.json': JSON.stringify({ version: 1, maskers: ['cover'] }) }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', text);
  expect(await client.diagnostics(uri)).toEqual([]);
});

it.each([
  ['vue', '<template>\n  <p>{{ console.log(password) }}</p>\n</template>\n<script setup lang="ts">\nconsole.log(password, user);\n</script>\n', [4]],
  ['svelte', '<script>\n  console.log(user.password);\n</script>\n<p>{name}</p>\n', [1]],
])('reads the scripts of a component: %s', async (languageId, text, lines) => {
  const { client, folder } = await start({ [`A.${languageId}`]: text }, { capabilities: VSCODE });
  const uri = folder.uri(`A.${languageId}`);
  await client.open(uri, languageId, text);
  expect((await client.diagnostics(uri)).map(({ range }) => range.start.line)).toEqual(lines);
});

it('takes the sinks of tacit.json for sinks', async () => {
  const text = 'audit.keep("login", password);\nother.keep("login", password);\n';
  const { client, folder } = await start({ 'a.js': text, 'tacit.json': JSON.stringify({ version: 1, sinks: ['audit.keep'] }) }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', text);
  expect((await client.diagnostics(uri)).map(({ range }) => range.start.line)).toEqual([0]);
});

it('is silenced by a comment that says why', async () => {
  const text = 'console.log(password); // tacit-ignore logging.secret because it is a test account\n';
  const { client, folder } = await start({ 'a.js': text }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  await client.open(uri, 'javascript', text);
  expect(await client.diagnostics(uri)).toEqual([]);
});

it('knows the variables of the manifest, also when it has just been edited', async () => {
  const text = 'console.log(process.env.SENDGRID, process.env.PORT);\n';
  const { client, folder } = await start({ 'a.js': text, 'tacit.env.yaml': '' }, { capabilities: VSCODE });
  const uri = folder.uri('a.js');
  const manifest = folder.uri('tacit.env.yaml');
  await client.open(uri, 'javascript', text);
  expect(await client.diagnostics(uri)).toEqual([]);
  await client.open(manifest, 'yaml', 'SENDGRID: "ref+sops://secrets.sops.json#/SENDGRID"\n');
  expect((await client.diagnostics(uri)).map(({ range }) => client.textAt(uri, range))).toEqual(['process.env.SENDGRID']);
});
