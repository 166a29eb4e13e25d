import { openStore, newRoot } from '../interop/project';
import { storeContract } from './store.contract';

storeContract('sops', async () => {
  const root = newRoot();
  return { store: await openStore(root), other: await openStore(root), folder: '' };
});
