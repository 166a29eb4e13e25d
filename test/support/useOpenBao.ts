import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Registrations } from '../../server/src/stores/hashicorp/registrations';
import { type FaultProxy, startFaultProxy } from './faultProxy';
import { type OpenBao, startOpenBao } from './openbao';

/** A real OpenBao behind a proxy that sees every request. Fields can be read from within tests. */
export interface SeenOpenBao {
  readonly bao: OpenBao;
  readonly line: FaultProxy;
  /** A mount of the test's own. */
  readonly mount: string;
}

/** Starts OpenBao for a file of tests; each test has a proxy and a mount of its own, and `team` is forgotten after it. */
export function useOpenBao(): SeenOpenBao {
  let bao: OpenBao | undefined;
  let own: Pick<SeenOpenBao, 'line' | 'mount'> | undefined;
  beforeAll(async () => {
    bao = await startOpenBao();
  });
  afterAll(() => bao?.stop());
  beforeEach(async () => {
    if (bao !== undefined) own = { line: await startFaultProxy(bao.url), mount: await bao.mount() };
  });
  afterEach(async () => {
    await new Registrations().remove('team').catch(() => undefined);
    await own?.line.close();
  });
  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('read before the tests began');
    return value;
  };
  return {
    get bao() {
      return given(bao);
    },
    get line() {
      return given(own).line;
    },
    get mount() {
      return given(own).mount;
    },
  };
}
