import { afterAll, beforeAll } from 'vitest';
import { Credentials, tokenOf } from '../../server/src/stores/hashicorp/credentials';
import { HashicorpStore } from '../../server/src/stores/hashicorp/hashicorpStore';
import { registrationOf } from '../../server/src/stores/hashicorp/registrations';
import { type OpenBao, startOpenBao } from '../support/openbao';
import { type Candidate, storeContract } from './store.contract';

let bao: OpenBao;

beforeAll(async () => {
  bao = await startOpenBao();
});
afterAll(() => bao.stop());

const open = (token: (mount: string) => Promise<string>) => async (): Promise<Candidate> => {
  const mount = await bao.mount();
  const registration = registrationOf({ name: 'team', address: bao.url, mount });
  const credentials = new Credentials();
  credentials.hold(registration, tokenOf(await token(mount)));
  return { store: new HashicorpStore({ registration }), other: new HashicorpStore({ registration }), folder: 'apps/shop#' };
};

storeContract(
  'OpenBao',
  open(async () => bao.root),
);

// What policies mostly grant: no right to patch, so that a write reads the other keys and writes them back.
storeContract(
  'OpenBao, by a token without patch',
  open((mount) =>
    bao.tokenFor({
      [`${mount}/data/*`]: ['create', 'read', 'update', 'delete'],
      [`${mount}/metadata/*`]: ['list', 'read', 'delete'],
      [`${mount}/subkeys/*`]: ['read'],
      [`${mount}/delete/*`]: ['update'],
      [`${mount}/undelete/*`]: ['update'],
    }),
  ),
);
