// One of several processes that use the store at the same time; a test bundles and starts it.
import { Secret } from '../../server/src/base/secret';
import { createRegistry } from '../../server/src/stores/createRegistry';
import { ensureIdentity } from '../../server/src/stores/sops/keyFile';

const [task, root = '', name = '', count = '0'] = process.argv.slice(2);
process.umask(0);

async function main(): Promise<void> {
  if (task === 'identity') {
    const { identities } = await ensureIdentity();
    process.stdout.write(identities.map((identity) => identity.recipient).join(','));
    return;
  }
  const { embedded } = await createRegistry({ root, embeddedStore: 'secrets.sops.json', trusted: true });
  for (let index = 0; index < Number(count); index++) {
    const path = `${name}_${String(index)}`;
    const from = process.hrtime.bigint();
    try {
      await embedded.write(path, Secret.of(path), { is: 'absent' });
      // When it began and was acknowledged, by the machine's own clock, which all its processes share.
      process.stdout.write(task === 'timed' ? `${path} ${String(from)} ${String(process.hrtime.bigint())}\n` : `${path}\n`);
    } catch {
      // A write that was refused is not acknowledged.
    }
  }
}

void main();
