import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { Secret } from '../../../server/src/base/secret';
import { JournalWriter } from '../../../server/src/changes/moving/journal';
import { createRegistry } from '../../../server/src/stores/createRegistry';
import { projectFolder } from '../../support/lspClient';
import { start } from '../startServer';
import { password } from '../values';

it('tells of each move that was cut off, also while a person leaves a question about another one open', async () => {
  const folder = projectFolder({
    '.git/HEAD': '',
    'a.js': 'exports.a = 1;\n',
    'b.js': 'exports.b = process.env.B;\n',
    'tacit.env.yaml': 'B: "ref+sops://secrets.sops.json#/B"\n',
  });
  const { embedded } = await createRegistry({ root: folder.root, embeddedStore: 'secrets.sops.json', trusted: true });
  for (const name of ['A', 'B']) {
    await embedded.write(name, Secret.of(password()), { is: 'absent' });
    const uris = [folder.uri(`${name.toLowerCase()}.js`)];
    const manifest = join(folder.root, 'tacit.env.yaml');
    const writer = await JournalWriter.begin({ root: folder.root, store: embedded.id, path: name, variable: name, uris, manifest, reuse: false });
    await writer.note({ step: 'write' });
    await writer.keep();
  }
  // As if a process that no longer runs had written them.
  const journal = join(currentPlatform().stateFolder, 'journal');
  for (const name of readdirSync(journal))
    writeFileSync(join(journal, name), readFileSync(join(journal, name), 'utf8').replace(/"started":"[^"]*"/, '"started":"1"'));

  const { client } = await start({}, { folder: folder.root, press: () => new Promise<undefined>(() => undefined) });
  await client.until(() => client.questions.length > 0, 'the question about A');
  expect(client.questions[0]).toContain('an entry exists that no file uses, A in');
  await client.until(() => client.shown.length > 0, 'what became of B');
  expect(client.shown[0]?.message).toContain('A move was complete when Tacit was stopped');
  folder.remove();
});
