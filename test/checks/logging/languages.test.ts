import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../server/src/base/document';
import { checkLoggingByText, readsByText } from '../../../server/src/checks/logging/byText';
import { checkLogging } from '../../../server/src/checks/logging/check';
import { withTree } from '../../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../../support/grammars';
import { findingsIn } from '../logging.support';
import { csharp } from './samples/csharp';
import { go } from './samples/go';
import { kotlin } from './samples/kotlin';
import { php } from './samples/php';
import { ruby } from './samples/ruby';
import { rust } from './samples/rust';
import { powershell } from './samples/powershell';
import { scala } from './samples/scala';
import { shell } from './samples/shell';
import { swift } from './samples/swift';
import type { Samples } from './samples/sample';
import { expectCostBelow } from '../../support/cost';

const LANGUAGES: readonly Samples[] = [go, kotlin, csharp, php, ruby, rust, shell, powershell, swift, scala];

beforeAll(useInstalledGrammars);

/** The printed texts that are found, hints left out. */
async function found({ language, file }: Samples, source: string): Promise<string[]> {
  const document: Document = { uri: `file:///work/${file}`, version: 1, languageId: language, text: source };
  if (!readsByText(document)) expect(await withTree(document, (tree) => tree.rootNode.hasError)).toBe(false);
  const findings = readsByText(document) ? checkLoggingByText(document) : await findingsIn(language, source);
  return findings.filter(({ grade }) => grade !== 'placeholder').map(({ span }) => source.slice(span.start, span.end));
}

describe.each(LANGUAGES)('$language', (samples) => {
  it.each(samples.leaks)('prints a secret: %s', async (statement) => {
    expect(await found(samples, samples.around(statement))).not.toEqual([]);
  });

  it.each(samples.clean)('prints none: %s', async (statement) => {
    expect(await found(samples, samples.around(statement))).toEqual([]);
  });

  it('finds nothing in the file around them', async () => {
    expect(await found(samples, samples.around(''))).toEqual([]);
  });
});

it('takes no longer for Swift with many empty lines than for other text', () => {
  const text = `func f(password: String) { print(password) }\n${'\n'.repeat(100_000)}`;
  expectCostBelow(2_000, () => {
    expect(checkLoggingByText({ uri: 'file:///work/a.swift', version: 1, languageId: 'swift', text })).toHaveLength(1);
  });
});

// What is not closed, or closed by another bracket, ends what is read. Many of these went on for ever: such a failure shows as a run that is ended from outside.
describe('brackets that do not belong together', () => {
  const BRACKETS = ['(', '[', '{', ')', ']', '}', ',', 'a', 'vec!', '"t"', '"', `'"'`];
  const texts = BRACKETS.flatMap((a) => BRACKETS.flatMap((b) => BRACKETS.map((c) => `${a}${b} ${c}`)));

  it('end the arguments of a macro of Rust', { timeout: 60_000 }, async () => {
    for (const text of texts) {
      const source = `fn f(password: &str) {\n    println!("{}", ${text}, password);\n}\n`;
      const document: Document = { uri: 'file:///work/a.rs', version: 1, languageId: 'rust', text: source };
      expect(Array.isArray(await withTree(document, (tree) => checkLogging(document, tree)))).toBe(true);
    }
  });

  it('end what is printed in Swift', () => {
    for (const text of texts) {
      const source = `func f(password: String) {\n    print(${text}, password)\n}\n`;
      expect(Array.isArray(checkLoggingByText({ uri: 'file:///work/a.swift', version: 1, languageId: 'swift', text: source }))).toBe(true);
    }
  });

  it.each([
    'assert_eq!(params, vec![("a".to_owned(), 1), ("b".to_owned(), 2)], "{}", password);',
    'println!("{:?}", vec![("user", name), ("password", password)]);',
    'println!("{:?} {}", grid[[1, 2]], password);',
    `println!("{} {}", a b.split('"'), password);`,
  ])('and macros within macros are read: %s', async (statement) => {
    expect(await found(rust, rust.around(statement))).not.toEqual([]);
  });
});
