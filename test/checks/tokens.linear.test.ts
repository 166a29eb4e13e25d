// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
import { describe, it } from 'vitest';
import { connectionFamily } from '../../server/src/checks/credential/rules/connection';
import { jwtFamily } from '../../server/src/checks/credential/rules/jwt';
import { privateKeyFamily } from '../../server/src/checks/credential/rules/privateKey';
import { tokenFamily } from '../../server/src/checks/credential/rules/tokenFamily';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';
import { expectLinear } from '../support/cost';

const dashes = '-'.repeat(5);
const families = [connectionFamily, jwtFamily, privateKeyFamily, tokenFamily];
const prefilter = new Prefilter(families);

function detect(piece: string, size: number): void {
  const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const hits = prefilter.hits(text);
  families.forEach((family, index) => family.detect({ uri: 'file:///x', version: 0, languageId: 'plaintext', text }, hits[index] ?? new Int32Array()));
}

describe('hostile text costs time in proportion to its size', () => {
  it.each([
    ['provider names', 'asana twilio github '],
    ['provider names and operators', 'asana: "a1" '],
    ['token starts', `ghp_AKIA sk_live_ xoxb-`],
    ['JWT starts', 'eyJ.eyJ'],
    ['JWT headers without end', 'eyJhbGciOiJIUzI1NiJ9'],
    ['key blocks without end', `${dashes}BEGIN PRIVATE KEY${dashes}\n`],
    ['URLs', 'a://b:c@d '],
    ['URLs without end', 'a://b:'],
    ['connection strings on one line', 'server=x;password='],
    ['parts of tokens', 'T3BlbkFJ:AA-us1.atlasv1. '],
    ['signatures', '?sv=2020-01-01&sig='],
  ])('%s', (_, piece) => {
    expectLinear((size) => {
      detect(piece, size);
    });
  });
});
