import { describe, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { HOSTILE_TEXTS } from '../support/hostileTexts';
import { expectLinear } from '../support/cost';

describe('hostile text costs time in proportion to its size', () => {
  it.each(HOSTILE_TEXTS.map(({ family, name, languageId, make }) => [family, name, languageId, make] as const))(
    '%s: %s',
    (_family, _name, languageId, make) => {
      expectLinear((size) => {
        checkCredentials({ uri: 'file:///hostile', version: 0, languageId, text: make(size) });
      });
    },
  );
});
