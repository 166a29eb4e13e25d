import { describe, expect, it, vi } from 'vitest';
import { findingFromArguments } from '../../client/src/features/findingPlace';

vi.mock('vscode', () => ({}));

const range = { start: { line: 2, character: 18 }, end: { line: 2, character: 50 } };
const place = { uri: 'file:///shop/a.js', version: 3, range };

/** Any extension can call Tacit's commands with anything (THREATS 8). */
describe('the arguments of a command about a finding', () => {
  it.each([
    ['as the server wrote them', [place.uri, 3, range, 'credential.password'], { ...place, rule: 'credential.password' }],
    ['without a rule', [place.uri, 3, range], place],
    ['with more in the range than belongs there', [place.uri, 3, { ...range, value: 'x' }], place],
    ['with a rule that is none', [place.uri, 3, range, 7], place],
    ['with a rule of any length', [place.uri, 3, range, 'a'.repeat(201)], place],
  ])('are taken %s', (_name, given, expected) => {
    expect(findingFromArguments(given)).toEqual(expected);
  });

  it.each([
    ['nothing', []],
    ['no text for the document', [7, 3, range]],
    ['a document of any length', ['a'.repeat(8193), 3, range]],
    ['a version that is no count', [place.uri, -1, range]],
    ['a version that is a text', [place.uri, '3', range]],
    ['no range', [place.uri, 3, null]],
    ['half a range', [place.uri, 3, { start: range.start }]],
    ['a line that is no number', [place.uri, 3, { ...range, end: { line: Number.NaN, character: 1 } }]],
    ['a column beyond all numbers', [place.uri, 3, { ...range, start: { line: 1, character: Number.POSITIVE_INFINITY } }]],
  ])('are not taken: %s', (_name, given) => {
    expect(findingFromArguments(given)).toBeUndefined();
  });
});
