import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/base/document';
import { mayLogSecrets, mayPrintSecret } from '../../../server/src/checks/logging/prefilter';
import { languageOf } from '../../../server/src/syntax/languages';
import { scriptsOf } from '../../../server/src/syntax/scripts';
import { findingsInDocument } from '../logging.support';

/*
 * Classes of leaks with what stands near them and is none, one class a file, in all languages that have it: `=== name` begins a text, and a line with § at
 * its end prints a secret, no other does. They end in `.txt`, so that neither formatter nor our own scan reads them as code.
 */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'cases');

interface Case {
  readonly name: string;
  readonly text: string;
  readonly leaks: readonly number[];
}

const casesIn = (file: string): readonly Case[] =>
  readFileSync(join(FOLDER, file), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n');
      return { name, text: lines.map((line) => line.replace(/ §$/, '')).join('\n'), leaks: lines.flatMap((line, at) => (line.endsWith(' §') ? [at + 1] : [])) };
    });

describe.each(readdirSync(FOLDER).sort())('%s', (file) => {
  it.each(casesIn(file).map((each) => [`${each.name}: ${each.text.slice(0, 60)}`, each] as const))('%s', async (_, { name, text, leaks }) => {
    const document = { uri: `file:///work/${name}`, version: 1, languageId: languageOf(name), text };
    const lines = new LineIndex(text);
    const shown = (await findingsInDocument(document)).filter(({ grade }) => grade !== 'placeholder');
    expect([...new Set(shown.map(({ span }) => lines.lineOf(span.start) + 1))].map((line) => `${String(line)} ${text.split('\n')[line - 1] ?? ''}`)).toEqual(
      leaks.map((line) => `${String(line)} ${text.split('\n')[line - 1] ?? ''}`),
    );
    const script = scriptsOf(document);
    if (leaks.length > 0)
      expect({ logs: mayLogSecrets(script), prints: mayPrintSecret(script, { declared: new Set(), flagged: [] }) }).toEqual({ logs: true, prints: true });
  });
});
