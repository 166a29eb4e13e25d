import type { Document } from '../../base/document';
import type { Finding } from '../../base/finding';
import { effectiveLanguage } from '../../syntax/languages';
import { findingsOf, leaksIn, type LoggingOptions } from './check';
import { checkConfiguration, configurationOf } from './configuration/check';
import { LINE_MODELS } from './languages/table';

/** True for documents that this check reads without a tree: languages without a grammar, and configuration that logs. */
export const readsByText = (document: Pick<Document, 'uri' | 'languageId'>): boolean =>
  Object.hasOwn(LINE_MODELS, effectiveLanguage(document)) || configurationOf(document) !== undefined;

/** As `checkLogging`, of a document that needs no tree. Synchronous, pure. */
export function checkLoggingByText(document: Document, options: LoggingOptions = {}): Finding[] {
  const language = effectiveLanguage(document);
  const model = Object.hasOwn(LINE_MODELS, language) ? LINE_MODELS[language]?.(document.text) : undefined;
  return findingsOf(document, model === undefined ? checkConfiguration(document) : leaksIn(model, options), options);
}
