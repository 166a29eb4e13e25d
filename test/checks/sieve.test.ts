import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keywordHits } from '../../server/src/checks/credential/check';
import { languageOf } from '../../server/src/syntax/languages';
import { passwordFamily } from '../../server/src/checks/credential/assignment/family';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';
import { candidates, detected, documentOf, fill, prefilter, sieved, TOKEN } from './passwords.support';
import { expectLinear } from '../support/cost';

const root = join(import.meta.dirname, '../..');

// Every text of the tests of passwords goes through the same comparison (`candidates`).
describe('a scan leaves out what its bytes show to have no value, and nothing else', () => {
  it('finds the same in the sources of this repository', { timeout: 120_000 }, () => {
    const different: string[] = [];
    for (const entry of readdirSync(join(root, 'server/src'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const document = { uri: `file://${path}`, version: 0, languageId: languageOf(path), text: readFileSync(path, 'utf8') };
      if (JSON.stringify(sieved(document)) !== JSON.stringify(detected(document))) different.push(path);
    }
    expect(different).toEqual([]);
  });

  it.each(['password=', 'password: x ', '"token", ', 'setPassword(', 'curl -u ', 'jwt.sign(a,', 'secret = a ? b : ', 'basic abcdefgh '])(
    'is linear: %s',
    { timeout: 60_000 },
    (unit) => {
      expectLinear((length) => {
        const bytes = Buffer.from(unit.repeat(length / unit.length));
        const hits = prefilter.hitsInBytes(bytes)?.[0] ?? new Int32Array();
        passwordFamily.sieve?.(bytes, hits, documentOf('', 'a.py'));
      }, 200_000);
    },
  );

  const forms: readonly (readonly [file: string, text: string])[] = [
    ['a.ts', 'const password = `§`;'],
    ['a.ts', 'const password: string | undefined =\n  "§";'],
    ['a.ts', 'const password = options.password ?? "§";'],
    ['a.cs', 'public string Password { get; set; } = "§";'],
    ['a.rs', 'const PASSWORD: &\'static str = "§";'],
    ['a.rs', 'let base = b"§";\npbkdf2_hmac::<D>(input, base, rounds, &mut buffer);'],
    ['a.c', 'char password[32] = "§";'],
    ['a.java', 'if ("§".equals(user.password)) return;'],
    ['a.java', 'byte[] password = new String(\n  "§"\n).getBytes();'],
    ['a.py', 'headers = {"x-api-token":\n  "¤"}'],
    ['a.py', 'os.environ.setdefault("DB_PASSWORD", "§")'],
    ['a.php', "$config['password'] = '§';"],
    ['a.sql', "CREATE USER x IDENTIFIED BY '§';"],
    ['a.sh', 'mysql -u root -p§ shop'],
    ['a.yml', 'env:\n  - name: DB_PASSWORD\n    value: §'],
    ['a.md', 'the password is "§"'],
    ['a.json', '{"adminPassword": {\n  "type": "securestring",\n  "defaultValue": "§"\n}}'],
    ['a.ts', '// ümläut\nconst password = "§";'],
  ];
  it.each(forms)('%s: %s', (file, form) => {
    expect(candidates(fill(form), file).length).toBeGreaterThan(0);
  });

  it('sees a token behind a letter whose code ends as that of an ASCII letter does', () => {
    const token = ['ghp', TOKEN].join('_');
    const hits = (text: string): number =>
      new Prefilter([{ ...passwordFamily, keywords: [token.toLowerCase()], startsWord: () => true, confirm: () => true }]).hits(text)[0]?.length ?? 0;
    expect([hits(`a${token}`), hits(` ${token}`), hits(`\u0141${token}`), hits(`\\n${token}`)]).toEqual([0, 2, 2, 2]);
  });

  const nothing: readonly (readonly [file: string, text: string])[] = [
    ['a.ts', 'const token = this.next();\nreturn token;'],
    ['a.ts', 'function check(token: Token, password: string): void {}'],
    ['a.ts', '// the token is read here, and the password\nread(token);'],
    ['a.go', 'if secret != nil {\n\treturn secret.Data, nil\n}'],
  ];
  it.each(nothing)('does not even read %s: %s', (file, text) => {
    expect(keywordHits(Buffer.from(text), { uri: `file:///work/${file}`, languageId: languageOf(file) })).toBeUndefined();
  });
});
