import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configureGrammars } from '../../server/src/syntax/grammars';
import pins from '../../server/src/syntax/grammars.json';

/** Tests read the grammars where npm put them. Call once per test file. */
export function useInstalledGrammars(): void {
  configureGrammars((name) => {
    const pin = pins.find((each) => each.name === name);
    return Promise.resolve(pin === undefined ? undefined : new Uint8Array(readFileSync(join(import.meta.dirname, '../../node_modules', pin.file))));
  });
}
