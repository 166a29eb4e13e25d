import { describe, expect, it } from 'vitest';
import { mayLogSecrets, mayPrintSecret } from '../../../server/src/checks/logging/prefilter';
import { documentOf, findingsIn } from '../logging.support';

/*
 * What is called as a secret is called and is another thing, as the file around it tells; and beside each its neighbour, which is one.
 */

type Row = readonly [language: string, text: string, printed: readonly string[]];

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

async function found(language: string, text: string): Promise<string[]> {
  const findings = (await findingsIn(language, text)).filter(({ grade }) => grade !== 'placeholder');
  const document = documentOf(language, text);
  if (findings.length > 0)
    expect({ logs: mayLogSecrets(document), prints: mayPrintSecret(document, { declared: new Set(), flagged: [] }) }).toEqual({ logs: true, prints: true });
  return findings.map(({ span }) => text.slice(span.start, span.end));
}

/** A place on a ring of hashes, by which data is spread over servers. */
const RINGS: readonly Row[] = [
  ['java', 'class A { IPartitioner partitioner; void m(Token token) { LOG.info("moving to {}", token); } }', []],
  ['java', 'class A { void m(DecoratedKey key) { LOG.warn("corrupt row at " + key.getToken()); } }', []],
  ['kotlin', 'fun m(tokens: TokenRange) { logger.info("owns ${tokens.token}") }', []],
  ['go', 'package a\n\nvar ring hashRing\n\nfunc f(token string) {\n\tlog.Printf("owner of %s", token)\n}\n', []],
  ['python', 'def owner(token):\n    log.info("at %s of %s", token, consistent_hash)\n', []],
  ['java', 'class A { IPartitioner partitioner; void m(String accessToken) { LOG.info("called with {}", accessToken); } }', ['accessToken']],
  ['java', 'class A { void m(String token) { LOG.info("called with {}", token); } }', ['token']],
  ['python', 'def owner(token):\n    send(access_token)\n    log.info("at %s of %s", token, consistent_hash)\n', ['token']],
];

/** What a container knows an object by. */
const CONTAINERS: readonly Row[] = [
  ['typescript', 'function get(token: InjectionToken) { throw new Error(`no provider for ${String(token)}`); }', []],
  ['javascript', 'moduleRef.links.get(token);\nconsole.error(`${token} is unknown`);', []],
  ['csharp', 'class A { void F(object token) { _logger.LogError("nothing for {T} of {I}", token, injector); } }', []],
  ['javascript', 'class A { get(token) { fetch(url, { headers: { Authorization: `Bearer ${token}` } }); console.log(token); } injector; }', ['token']],
];

/** What shows an authority who owns a domain, and what maps rows to objects. */
const PUBLIC: readonly Row[] = [
  ['go', 'package a\n\nfunc f(token string) {\n\tlog.Printf("acme challenge %s", token)\n\tserve("http-01", token)\n}\n', []],
  ['python', 'def load(identity_token):\n    raise LookupError("no row for %s in %s" % (identity_token, identity_map))\n', []],
  ['python', 'def load(identity_token):\n    log.info("signed in by %s", identity_token)\n', ['identity_token']],
  ['java', 'class A { void m(Event event) { LOG.info("raised by {}", event.parentToken); } }', []],
];

/** `Token` in front of a value is a scheme in a header, and a word in a sentence. */
const SCHEMES: readonly Row[] = [
  ['java', 'class A { void m(int kind) { throw new SecurityException("Token " + kind(kind) + " is not allowed"); } }', []],
  ['javascript', 'console.log(`Token ${name}`);', []],
  ['python', 'err = "Token " + describe(x)\nlog.info("%s", err)\n', []],
  ['python', 'headers["Authorization"] = "Token " + read(authToken)\nlog.info("%s", "Token " + read(authToken))\n', ['"Token " + read(authToken)']],
  ['javascript', 'console.log("Bearer " + read(authToken));', ['"Bearer " + read(authToken)']],
  ['java', 'class A { void m() { LOG.info("Bearer " + read(authToken) + " was refused"); } }', []],
];

describe.each([
  ['a place on a ring', RINGS],
  ['what a container knows', CONTAINERS],
  ['what everybody may know', PUBLIC],
  ['a scheme', SCHEMES],
])('%s', (_name, rows) => {
  it.each(rows)('%s: %s', async (language, text, printed) => {
    expect(await found(language, text)).toEqual(printed);
  });
});

describe('a word that only ends like another', () => {
  it('does not make a file deal with credentials', async () => {
    expect(
      await found('java', lines('class A {', '  IPartitioner partitioner; boolean validToken;', '  void m(Token token) { LOG.info("at {}", token); }', '}')),
    ).toEqual([]);
  });
});
