import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfPath, fileSystemPath, pathFromBytes } from '../../server/src/base/system/rawPath';

it('leads back to the very bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(bytesOfPath(pathFromBytes(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
});

it.each(['plain', 'é', '😀', '\ufffd'])('leaves what is UTF-8 as it is: %s', (name) => {
  expect([pathFromBytes(Buffer.from(name)), fileSystemPath(name)]).toEqual([name, name]);
});
