import { describe, expect, it } from 'vitest';
import { mayLogSecrets, mayPrintSecret } from '../../../server/src/checks/logging/prefilter';
import { documentOf, findingsIn } from '../logging.support';
import { csharp } from './samples/csharp';
import { go } from './samples/go';
import { kotlin } from './samples/kotlin';
import { php } from './samples/php';
import { powershell } from './samples/powershell';
import { ruby } from './samples/ruby';
import { rust } from './samples/rust';
import { shell } from './samples/shell';

/** Files in which nothing is named that could be a secret, though they log and a word of a secret stands in them. */
const NAMELESS: readonly (readonly [language: string, text: string])[] = [
  ['javascript', '/** @author Someone */\nfunction run(x) { console.log("passed", x); return x.length; }\n'],
  ['typescript', 'export function bypass(row: Row) { if (row.authored) throw new Error(`no ${row.name}`); }\n'],
  ['python', '# the author of this passes\nprint("compass", name)\n'],
  ['go', 'package a\n\n// Authors of this file\nfunc run(n int) { log.Printf("bypass %d", n) }\n'],
  ['go', 'package a\n\n// Token of nothing.\nfunc run(opts Options) { log.Printf("%v", opts.Names) }\n'],
  ['python', '# password\ndef run(arguments):\n    print(arguments)\n'],
  ['python', '# login\nclass Failure(Exception):\n    pass\ndef run(failure: Failure):\n    print(failure)\n'],
];

const NOTHING_KNOWN = { declared: new Set<string>(), flagged: [] };

describe('a text is not parsed', () => {
  it.each(NAMELESS)('in %s where nothing in it names a secret', (language, text) => {
    expect(mayLogSecrets(documentOf(language, text))).toBe(true);
    expect(mayPrintSecret(documentOf(language, text), NOTHING_KNOWN)).toBe(false);
  });

  it('only then: whatever is found is found in a text that is read', async () => {
    let found = 0;
    const missed: string[] = [];
    for (const { language, around, leaks, clean } of [go, kotlin, csharp, php, ruby, rust, shell, powershell]) {
      const name = language === 'shellscript' ? 'shell' : language;
      for (const statement of [...leaks, ...clean]) {
        // Of the file around, nothing but what it takes to parse: its names are not the statement's.
        for (const text of [statement, around(statement).replace(/password|apiKey|token|Password/g, (word) => (statement.includes(word) ? word : 'name'))]) {
          if ((await findingsIn(name, text)).length === 0) continue;
          found++;
          if (!mayPrintSecret(documentOf(name, text), NOTHING_KNOWN)) missed.push(`${name}: ${text}`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect(found).toBeGreaterThan(400);
  });
});
