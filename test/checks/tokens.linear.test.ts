// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { connectionFamily } from '../../server/src/checks/credential/rules/connection';
import { jwtFamily } from '../../server/src/checks/credential/rules/jwt';
import { privateKeyFamily } from '../../server/src/checks/credential/rules/privateKey';
import { tokenFamily } from '../../server/src/checks/credential/rules/tokenFamily';
import { Prefilter } from '../../server/src/checks/credential/prefilter';

const dashes = '-'.repeat(5);
const families = [connectionFamily, jwtFamily, privateKeyFamily, tokenFamily];
const prefilter = new Prefilter(families);

function milliseconds(piece: string, size: number): number {
  const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const from = performance.now();
  const hits = prefilter.hits(text);
  families.forEach((family, index) => family.detect({ uri: 'file:///x', version: 0, languageId: 'plaintext', text }, hits[index] ?? new Int32Array()));
  return performance.now() - from;
}

// Generous bounds: this catches what grows with the square (a factor of 16 here), on a machine that does other things as well.
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
    milliseconds(piece, 20_000);
    const small = Math.min(milliseconds(piece, 100_000), milliseconds(piece, 100_000));
    const large = milliseconds(piece, 400_000);
    expect(large).toBeLessThan(small * 10 + 150);
  });
});
