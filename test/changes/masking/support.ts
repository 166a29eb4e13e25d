import { expect } from 'vitest';
import { applyEdits, type Document } from '../../../server/src/base/document';
import type { Finding } from '../../../server/src/base/finding';
import { maskInLog, type MaskStyle } from '../../../server/src/changes/masking/maskInLog';
import { checkLogging } from '../../../server/src/checks/logging/check';
import { loadGrammarOf, parseNow } from '../../../server/src/syntax/grammars';
import { scriptsOf } from '../../../server/src/syntax/scripts';

/** What a text logs; its grammar must be loaded. */
export function logged(written: Document): readonly Finding[] {
  const document = scriptsOf(written);
  const tree = parseNow(document);
  expect(tree).toBeDefined();
  try {
    return checkLogging(document, tree!);
  } finally {
    tree?.delete();
  }
}

/** The text after every finding in it is masked at once; undefined where the fix is not offered. */
export async function fixed(
  languageId: string,
  text: string,
  style: MaskStyle,
  maskers: readonly string[] = [],
  folder: readonly string[] = [],
): Promise<string | undefined> {
  const document = { uri: languageId === 'plaintext' ? 'file:///a/x' : `file:///a/x.${languageId}`, version: 1, languageId, text };
  await loadGrammarOf(scriptsOf(document));
  const findings = logged(document);
  expect(findings, 'findings before').not.toEqual([]);
  const result = await maskInLog(document, findings, style, { maskers, folder: () => Promise.resolve(folder), found: findings, findings: logged });
  return 'edits' in result ? applyEdits(text, result.edits) : undefined;
}
