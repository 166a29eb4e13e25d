import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../server/src/base/document';
import { checkLogging } from '../../server/src/checks/logging/check';
import { loadGrammarOf, needsGrammar, parseNow } from '../../server/src/syntax/grammars';
import { Trees } from '../../server/src/syntax/trees';
import { documentOf } from '../checks/logging.support';

/** Programs that leak in several ways, so that edits reach bindings, branches, literals and calls. */
const PROGRAMS: Readonly<Record<string, string>> = {
  typescript: `function login(user: string, options: { password: string }) {
  const p = options.password;
  if (!p) { console.log('none', p); }
  let url = \`https://x/\${user}\`;
  url += '?token=' + accessToken;
  logger.info("GET %s", url);
  const headers = { Authorization: 'Bearer ' + apiKey };
  for (const [name, value] of Object.entries(headers)) console.debug(name, value);
  return send({ url, headers });
}
function send(options) { console.log(JSON.stringify(options)); }
`,
  python: `def login(user, options):
    p = options["password"]
    if p is None:
        log.info("none %s", p)
    url = f"https://x/{user}"
    url += "?token=" + access_token
    log.info("GET %s", url)
    headers = {"Authorization": "Bearer " + api_key}
    for name, value in headers.items():
        print(name, value)
    return """done
"""
`,
  java: `class A {
  void login(String user, Options options) {
    String p = options.getPassword();
    if (p == null) { LOG.info("none " + p); }
    String url = "https://x/" + user;
    url += "?token=" + accessToken;
    LOG.info("GET {}", url);
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + apiKey);
    for (String name : headers.keySet()) LOG.debug("{}: {}", name, headers.get(name)); /* end */
  }
}
`,
};

const pieces = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\r\n',
  '(',
  ')',
  '{',
  '}',
  '"',
  "'",
  '`',
  ';',
  ',',
  '.',
  '=',
  '+',
  '!',
  '#',
  '//',
  '/*',
  '*/',
  '${',
  'p',
  'password',
  'mask',
  'if ',
  '😀',
  '    ',
  'x',
);

beforeAll(async () => {
  for (const language of Object.keys(PROGRAMS)) await loadGrammarOf(documentOf(language, ''));
});

const changed = (document: Document, text: string): Document => ({ ...document, version: document.version + 1, text });

describe('the tree of an open document', () => {
  // Of a text with errors in it a parser may make this or that, depending on what it was before; so it is asked about texts without.
  it.each(Object.keys(PROGRAMS))('gives in %s what parsing anew gives, after any edits and when they are taken back', (language) => {
    const start = documentOf(language, PROGRAMS[language] ?? '');
    let compared = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(12), pieces), { minLength: 1, maxLength: 12 }), (edits) => {
        const trees = new Trees();
        const compare = (document: Document): boolean => {
          const kept = trees.of(document)?.tree;
          const fresh = parseNow(document);
          if (kept === undefined || fresh === undefined) throw new Error('no tree');
          const whole = !fresh.rootNode.hasError;
          if (whole) {
            compared++;
            expect(kept.rootNode.toString()).toBe(fresh.rootNode.toString());
            expect(checkLogging(document, kept)).toEqual(checkLogging(document, fresh));
          }
          fresh.delete();
          return whole;
        };
        let document = start;
        compare(document);
        for (const [where, length, text] of edits) {
          const before = document;
          const from = where % (document.text.length + 1);
          document = changed(document, document.text.slice(0, from) + text + document.text.slice(from + length));
          if (!compare(document)) compare((document = changed(document, before.text)));
        }
        trees.forget(document.uri);
        expect(trees.size).toBe(0);
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(400);
  });

  it('costs no more memory after ten thousand edits, and none once it is closed', () => {
    const trees = new Trees();
    let document = documentOf('typescript', PROGRAMS.typescript ?? '');
    // Something is typed and taken back, all over the text.
    const edit = (times: number): void => {
      for (let at = 0; at < times; at += 2) {
        const { text } = document;
        const from = (at * 31) % text.length;
        trees.of(changed(document, `${text.slice(0, from)} ${text.slice(from)}`));
        document = changed(document, text);
        trees.of(document);
      }
    };
    edit(2_000);
    const before = process.memoryUsage();
    edit(10_000);
    const after = process.memoryUsage();
    // The parser's memory only ever grows by whole steps; a tree that is left behind takes some ten kilobytes of it.
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(16 * 1024 * 1024);
    trees.forget(document.uri);
    expect(trees.size).toBe(0);
  }, 60_000);

  it('is not there before its grammar is, and says so', () => {
    const document = { ...documentOf('rust', 'fn main() {}') };
    expect(needsGrammar(document)).toBe(true);
    expect(new Trees().of(document)).toBeUndefined();
  });
});
