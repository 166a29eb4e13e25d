import { expect } from 'vitest';
import type { Tree } from 'web-tree-sitter';
import type { Document } from '../../server/src/base/document';
import { LineIndex } from '../../server/src/base/document';
import type { Finding } from '../../server/src/base/finding';
import { checkLogging, type LoggingOptions } from '../../server/src/checks/logging/check';
import { checkLoggingByText, readsByText } from '../../server/src/checks/logging/byText';
import { scriptsWithin } from '../../server/src/checks/logging/configuration/check';
import { isMachineMade } from '../../server/src/checks/logging/exempt';
import { mayLogSecrets, mayPrintSecret, sinksThatMayPrint } from '../../server/src/checks/logging/prefilter';
import { loadGrammarOf, parseNow } from '../../server/src/syntax/grammars';
import { scriptsOf } from '../../server/src/syntax/scripts';
import { useInstalledGrammars } from '../support/grammars';
import { keepsFindings, layoutsFor, sourceOf } from './logging/layouts';

useInstalledGrammars();

/** File names by which each language is recognised. */
const FILES: Readonly<Record<string, string>> = {
  javascript: 'a.js',
  typescript: 'a.ts',
  tsx: 'a.tsx',
  python: 'a.py',
  java: 'A.java',
  go: 'a.go',
  kotlin: 'A.kt',
  csharp: 'A.cs',
  ruby: 'a.rb',
  php: 'a.php',
  rust: 'a.rs',
  shell: 'a.sh',
  powershell: 'a.ps1',
  scala: 'A.scala',
};

const LANGUAGE_IDS: Readonly<Record<string, string>> = { tsx: 'typescriptreact', shell: 'shellscript' };
const OWN_NAMES: Readonly<Record<string, string>> = { shellscript: 'shell', typescriptreact: 'tsx' };

export const documentOf = (language: string, text: string): Document => ({
  uri: `file:///p/${FILES[OWN_NAMES[language] ?? language] ?? 'a.txt'}`,
  version: 0,
  languageId: LANGUAGE_IDS[language] ?? language,
  text,
});

const NOTHING_KNOWN = { declared: new Set<string>(), flagged: [] };
/** Longer texts are programs, which a few layouts say no more of. */
const LARGEST_LAID_OUT = 6_000;
/** Beyond this the cost of a second check would be taken for that of the first, in UTF-16 code units. */
const LARGEST_COMPARED = 20_000;

/** Texts of one language that were read in other layouts: many tests ask of the same one. */
const compared = new Set<string>();

/** What is reported as likely or real, wherever it stands. */
const likelyIn = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ rule, grade, subject }) => (grade === 'placeholder' ? [] : `${rule} ${subject ?? ''}`));

/** What one list has and another has not, each as often as it stands there. */
function missing(wanted: readonly string[], given: readonly string[]): string[] {
  const left = [...given];
  return wanted.filter((each) => {
    const at = left.indexOf(each);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** That a scan, which asks only the sinks that the look before the parse lets pass, shows what is found in a text where it is read whole, in other layouts, too. */
function compareLayouts(whole: Document, tree: Tree): void {
  const { languageId, text: usual } = whole;
  const key = `${languageId} ${usual}`;
  if (compared.has(key)) return;
  compared.add(key);
  const broken = tree.rootNode.hasError;
  const usually = likelyIn(checkLogging(whole, tree));
  for (const { name, text } of layoutsFor(sourceOf(languageId, usual, tree))) {
    const document: Document = { ...whole, text };
    const parsed = parseNow(document);
    try {
      // What is written in one long line is read by nobody.
      if (parsed === undefined || (parsed.rootNode.hasError && !broken) || isMachineMade(text)) continue;
      const only = mayLogSecrets(document) ? sinksThatMayPrint(document, NOTHING_KNOWN) : new Set<number>();
      const findings = checkLogging(document, parsed);
      if (only !== 'all') expect(checkLogging(document, parsed, { only }), `with ${name}:\n${text}`).toEqual(findings);
      if (keepsFindings(name, languageId)) expect(missing(usually, likelyIn(findings)), `lost with ${name}:\n${text}`).toEqual([]);
    } finally {
      parsed?.delete();
    }
  }
}

/** What a text shows; and that a scan, which asks only the sinks that the look before the parse lets pass, shows the same. */
export const findingsIn = (language: string, text: string, options?: LoggingOptions): Promise<Finding[]> =>
  findingsInDocument(documentOf(language, text), options);

/** As `findingsIn`, of a document by its name: a component or a notebook is read as the scripts in it, configuration by its text. */
export async function findingsInDocument(written: Document, options?: LoggingOptions): Promise<Finding[]> {
  const document = scriptsOf(written);
  if (readsByText(document)) {
    await Promise.all(scriptsWithin(document).map(loadGrammarOf));
    return checkLoggingByText(document, options);
  }
  const { text } = document;
  await loadGrammarOf(document);
  const tree = parseNow(document);
  if (tree === undefined) throw new Error(`no grammar for ${document.uri}`);
  try {
    const findings = checkLogging(document, tree, options);
    const { declared = new Set<string>(), flagged = [], sinks = [] } = options ?? {};
    const only = sinksThatMayPrint(document, { declared, flagged });
    if (only !== 'all' && sinks.length === 0 && text.length < LARGEST_COMPARED)
      expect(checkLogging(document, tree, { ...options, only }), text).toEqual(findings);
    if (options === undefined && text.length < LARGEST_LAID_OUT) compareLayouts(document, tree);
    return findings;
  } finally {
    tree.delete();
  }
}

/** Each finding as `line grade expression`, with `*` after the grade's first letter where a whole object is shown: `2 likely token`. */
export async function shownIn(language: string, text: string, options?: LoggingOptions): Promise<string[]> {
  const lines = new LineIndex(text);
  return (await findingsIn(language, text, options)).map(
    ({ rule, grade, span }) =>
      `${String(lines.lineOf(span.start) + 1)} ${grade}${rule === 'logging.secret-object' ? ' object' : ''} ${text.slice(span.start, span.end)}`,
  );
}

/** A text of a language, and the expressions in it that are reported as likely or real, in order. */
export type PrintedRow = readonly [language: string, text: string, printed: readonly string[]];

/** The expressions of a text that are reported as likely or real. A text with one of them is read in a scan, too. */
export async function printedIn(language: string, text: string): Promise<string[]> {
  const findings = (await findingsIn(language, text)).filter(({ grade }) => grade !== 'placeholder');
  const document = documentOf(language, text);
  if (findings.length > 0) expect({ logs: mayLogSecrets(document), prints: mayPrintSecret(document, NOTHING_KNOWN) }).toEqual({ logs: true, prints: true });
  return findings.map(({ span }) => text.slice(span.start, span.end));
}
