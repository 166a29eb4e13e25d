// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { fill, reported, TOKEN } from './passwords.support';

/** A second token, so that lists have two. */
const OTHER = ['7Hd2m', 'Qv9Xc', '4Lr8T', 'zKp1W', 'b6Nf'].join('');
/** [language, place, file, text]: `¤` and `¶` stand for tokens, each of which must be reported. */
const COLLECTIONS: readonly (readonly [string, string, string, string])[] = [
  ['typescript', 'map of pairs', 'a.ts', `const tokens = new Map<string, string>([\n  ['¤', 'gateway'],\n  ['¶', 'kiosk'],\n]);`],
  ['typescript', 'with a type', 'a.ts', `const apiKeys: Record<string, string> = {\n  alice: '¤',\n  bob: '¶',\n};`],
  ['javascript', 'keys of an object', 'a.js', `const TOKENS = {\n  '¤': 'alice',\n};`],
  ['javascript', 'objects in a list', 'a.js', `const tokens = [{ user: 'bob', value: '¤' }];`],
  ['javascript', 'a set', 'a.js', `const validTokens = new Set(['¤', '¶']);`],
  ['python', 'a set', 'a.py', `VALID_TOKENS = {\n    "¤",\n    "¶",\n}`],
  ['python', 'keys of a dictionary', 'a.py', `API_KEYS = {"¤": "alice"}`],
  ['python', 'a frozen set', 'a.py', `allowed_tokens = frozenset(["¤", "¶"])`],
  ['go', 'map', 'a.go', `var tokens = map[string]string{\n\t"¤": "alice",\n}`],
  ['go', 'map as a set', 'a.go', `apiKeys := map[string]bool{"¤": true, "¶": true}`],
  ['java', 'a set', 'A.java', `Set<String> TOKENS = Set.of("¤", "¶");`],
  ['java', 'a set of a list', 'A.java', `Set<String> tokens = new HashSet<>(Arrays.asList("¤", "¶"));`],
  ['java', 'an entry', 'A.java', `tokens.put("¤", "alice");`],
  ['kotlin', 'a map', 'a.kt', `val apiKeys = mapOf("¤" to "alice")`],
  ['csharp', 'a set', 'a.cs', `static readonly HashSet<string> ApiKeys = new() { "¤", "¶" };`],
  ['csharp', 'a dictionary', 'a.cs', `var tokens = new Dictionary<string, string>() { ["¤"] = "alice" };`],
  ['rust', 'a list', 'a.rs', `const API_KEYS: &[&str] = &["¤", "¶"];`],
  ['rust', 'a set', 'a.rs', `let tokens = HashSet::from(["¤", "¶"]);`],
  ['swift', 'a set', 'a.swift', `let tokens: Set<String> = ["¤", "¶"]`],
  ['ruby', 'words', 'a.rb', `VALID_TOKENS = %w[¤ ¶]`],
  ['ruby', 'a hash', 'a.rb', `TOKENS = { "¤" => "alice" }.freeze`],
  ['php', 'an array', 'a.php', `$tokens = ['¤' => 'alice'];`],
  ['json', 'an object', 'a.json', `{"tokens": {"alice": "¤"}}`],
  ['json', 'a list', 'a.json', `{"apiKeys": ["¤", "¶"]}`],
  ['yaml', 'a list', 'a.yml', `tokens:\n  - ¤\n  - ¶\nother: 1`],
  ['yaml', 'a list that is not deeper', 'a.yml', `tokens:\n- ¤\n- ¶\nother: q8Zk3Vt0pL`],
  ['yaml', 'a map', 'a.yml', `api_keys:\n  alice: ¤\n  bob: "¶"`],
  ['yaml', 'objects', 'a.yml', `tokens:\n  - name: alice\n    value: ¤`],
  ['typescript', 'keys of a signer', 'a.ts', `const signingKeys = ['¤', '¶'];`],
  ['toml', 'a list', 'a.toml', `api_keys = ["¤", "¶"]`],
];

describe('collections of tokens', () => {
  it.each(COLLECTIONS)('%s: %s', (_language, _place, file, text) => {
    const filled = fill(text).replaceAll('¶', OTHER);
    expect(reported(filled, file)).toEqual([...text.matchAll(/[¤¶]/g)].map(([sign]) => (sign === '¤' ? TOKEN : OTHER)));
  });

  const address = ['0x', 'A0b869', '91c6218b36c1d19D4a2e9Eb0cE3606eB48'].join('');
  it.each([
    ['tokens that are traded', 'a.ts', `export const tokens = { '${address}': 'one' };`],
    ['tokens that are traded, by name', 'a.ts', `export const TOKENS = [{ symbol: 'X', policy: '¤' }];`],
    ['of a design', 'a.ts', `const designTokens = { primary: '¤' };`],
    ['of a parser', 'a.py', `TOKENS = ["IDENT1", "NUMBER_LITERAL_16", "PLUS"]`],
    ['names of settings', 'a.js', `const secrets = ['DB_PASSWORD_2', 'api-token-for-ci-22'];`],
    ['what a call is given', 'a.js', `const tokens = tokenize("¤ ¶");`],
    ['what a call gives', 'a.js', `const tokens = await load({ name: "¤" });`],
    ['ids beside them', 'a.js', `const tokens = [{ id: '¤', name: 'x' }];`],
    ['public keys', 'a.js', `const publicKeys = ['¤'];`],
    ['keys of hosts', 'a.py', `authorized_keys = ["¤"]`],
    ['digests', 'a.json', `{"tokens": {"a": "sha256:${'4f1d9a07c3be6528'.repeat(4)}"}}`],
    ['a package of that name', 'a.json', `{"node_modules/js-tokens": {"version": "4.0.0", "integrity": "sha512-¤¶=="}}`],
    ['parts of one value', 'a.js', `const tokens = ["¤", "¶"].join("");`],
    ['another map below', 'a.yml', `tokens:\nother:\n  - ¤`],
    ['a token of a page', 'a.py', `next_page_tokens = ["¤"]`.replace('next_page', 'invalid')],
  ])('%s', (_class, file, text) => {
    expect(reported(fill(text).replaceAll('¶', OTHER), file)).toEqual([]);
  });
});
