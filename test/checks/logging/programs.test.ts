import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../server/src/base/document';
import { LineIndex } from '../../../server/src/base/document';
import { checkLoggingByText, readsByText } from '../../../server/src/checks/logging/byText';
import { checkLogging } from '../../../server/src/checks/logging/check';
import { languageOf } from '../../../server/src/syntax/languages';
import { withTree } from '../../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../../support/grammars';

/**
 * Whole programs, one a language: each line says LEAK where it prints a secret, LIMIT where nobody finds it yet, and nothing where it prints none.
 * They end in `.txt`, so that neither formatter nor our own scan reads them as code.
 */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'programs');
const PROGRAMS = readdirSync(FOLDER).sort();

beforeAll(useInstalledGrammars);

async function linesOf(file: string, text: string): Promise<ReadonlySet<number>> {
  const name = file.replace(/\.txt$/, '');
  const document: Document = { uri: `file:///work/${name}`, version: 1, languageId: languageOf(name), text };
  const findings = readsByText(document) ? checkLoggingByText(document) : await withTree(document, (tree) => checkLogging(document, tree));
  const lines = new LineIndex(text);
  return new Set((findings ?? []).filter(({ grade }) => grade !== 'placeholder').map(({ span }) => lines.lineOf(span.start)));
}

describe.each(PROGRAMS)('%s', (file) => {
  it('shows its leaks and nothing else', async () => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const found = await linesOf(file, text);
    const wrong = text.split('\n').flatMap((line, at) => {
      if (/\bLIMIT\b/.test(line) || /\bLEAK\b/.test(line) === found.has(at)) return [];
      return [`${found.has(at) ? 'false' : 'missed'} ${String(at + 1)}: ${line.trim()}`];
    });
    expect(wrong).toEqual([]);
    expect(text.match(/\bLEAK\b/g)?.length).toBeGreaterThan(20);
  });
});
