import type { Document } from '../base/document';
import type { Finding, Grade } from '../base/finding';
import { checkCredentials, type KeywordHits } from '../checks/credential/check';
import type { Project } from '../project/project';
import { applySuppressions } from '../project/suppressions';
import { recogniseReferences } from '../references/table';
import type { Facts } from './facts';

const LEVELS: Readonly<Record<'hint' | 'warning' | 'error', Grade>> = { hint: 'placeholder', warning: 'likely', error: 'real' };

/**
 * What one text says under this project's configuration: the one function that editor and command line call. Synchronous, pure, linear in the
 * text. A rule that is switched off is kept as suppressed, so that its values are covered wherever a line is shown (THREATS 13).
 */
export function analyse(document: Document, project: Project): Facts {
  return { findings: findingsOf(document, project), references: recogniseReferences(document) };
}

/** The findings alone: a scan asks for no references. `hits`: what the pass over the bytes of an ASCII file found already. */
export function findingsOf(document: Document, project: Project, hits?: KeywordHits): readonly Finding[] {
  const found = checkCredentials(document, hits === undefined ? {} : { hits });
  return found.length === 0 ? [] : applySuppressions(document, found).map((finding) => underLevel(finding, project));
}

/** The configured level decides the grade; a placeholder stays one whatever the level, or every example would become an error. */
export function underLevel(finding: Finding, project: Project): Finding {
  const level = project.levelOf(finding.rule);
  if (level === undefined) return finding;
  if (level === 'off') return finding.suppressed === undefined ? { ...finding, suppressed: { by: 'config' } } : finding;
  return finding.grade === 'placeholder' ? finding : { ...finding, grade: LEVELS[level] };
}
