import { describe, expect, it } from 'vitest';
import { surprise, texture } from '../../server/src/checks/credential/values/randomness';
import { random } from './regexSamples';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

describe('the model of letters', () => {
  it('says something of every two letters and what follows them, the last states of its table included', () => {
    for (const first of ALPHABET)
      for (const second of ALPHABET) {
        const bits = surprise(`${first}${second}${second}`);
        expect(bits, first + second).toBeGreaterThanOrEqual(0);
        expect(bits, first + second).toBeLessThan(20);
      }
  });

  it.each(['zx', 'zz', 'zw'])('tells what was drawn, with %s in it', (pair) => {
    const next = random(5);
    const drawn = Array.from({ length: 40 }, () => ALPHABET.charAt(Math.floor(next() * 26))).join('');
    expect(texture(`${drawn.slice(0, 20)}${pair}${drawn.slice(20)}`)).toBe('random');
  });
});
