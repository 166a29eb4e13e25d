import type { Document } from '../../base/document';
import { effectiveLanguage, grammarOf } from '../../syntax/languages';
import { readsByText } from './byText';
import { mayLogInConfiguration } from './configuration/check';
import { patternsOf } from './engine/patterns';
import { isMachineMade } from './exempt';
import { TREE_LANGUAGES } from './languages/table';

/** What a file that can log a secret holds somewhere. */
const SOURCE =
  /pass|pwd|secret|token|cred|auth|api_?key|apikey|private|cookie|header|session|bearer|jwt|\bpin\b|\botp\b|body|payload|[a-z]key\b|_key\b|argv|login|clave|contrase|mot_?de|kennwort|senha|parol/i;

/** True for languages in which this check finds anything. */
export function canLog(document: Pick<Document, 'uri' | 'languageId'>): boolean {
  const grammar = grammarOf(document);
  return (grammar !== undefined && TREE_LANGUAGES[grammar] !== undefined) || readsByText(document);
}

/** False where a text cannot hold a finding of this check: no language that is read, no word of a secret (nor a variable that is declared as one), or no sink. Far cheaper than a parse. */
export function mayLogSecrets(document: Document, declared: ReadonlySet<string> = new Set(), sinks: readonly string[] = []): boolean {
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  const id = language?.id ?? (effectiveLanguage(document) === 'swift' ? 'swift' : undefined);
  if (id === undefined) return readsByText(document) && mayLogInConfiguration(document.text);
  const words = patternsOf(id).sinkWords;
  if (words === undefined || (!SOURCE.test(document.text) && ![...declared].some((name) => document.text.includes(name)))) return false;
  words.lastIndex = 0;
  return (words.test(document.text) || sinks.some((sink) => document.text.includes(sink.slice(sink.search(/[^.:#]*$/))))) && !isMachineMade(document.text);
}
