import type { Document } from '../../base/document';
import { grammarOf } from '../../syntax/languages';
import { patternsOf } from './engine/patterns';
import { TREE_LANGUAGES } from './languages/table';

/** What a file that can log a secret holds somewhere. */
const SOURCE =
  /pass|pwd|secret|token|cred|auth|api_?key|apikey|private|cookie|header|session|bearer|jwt|\bpin\b|\botp\b|body|payload|[a-z]key\b|_key\b|argv|login|clave|contrase|mot_?de|kennwort|senha|parol/i;

/** True for languages in which this check finds anything. */
export function canLog(document: Pick<Document, 'uri' | 'languageId'>): boolean {
  const grammar = grammarOf(document);
  return grammar !== undefined && TREE_LANGUAGES[grammar] !== undefined;
}

/** False where a text cannot hold a finding of this check: no language that is read, no word of a secret, or no sink. Far cheaper than a parse. */
export function mayLogSecrets(document: Document): boolean {
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  if (language === undefined) return false;
  const words = patternsOf(language.id).sinkWords;
  if (words === undefined || !SOURCE.test(document.text)) return false;
  words.lastIndex = 0;
  return words.test(document.text);
}
