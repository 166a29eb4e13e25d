import type { TextEdit } from '../../base/document';
import { fail } from '../../base/errors';
import type { Requirement } from '../../base/requirement';
import type { ManifestFormat } from '../../project/manifest/manifestFormat';
import { wireImport } from './imports';
import { wireManifestEntry } from './manifestEntry';

/** What a manifest entry needs beside the requirement itself. */
export interface WiringContext {
  readonly format?: ManifestFormat;
  /** From `registry.referenceTo`. */
  readonly reference?: string;
}

/**
 * The edits in `text` that make a requirement true: `text` is the manifest for a `manifest-entry`, the source file for an `import`. None where
 * it is true already. Pure.
 */
export function wireRequirement(requirement: Requirement, text: string, context: WiringContext = {}): readonly TextEdit[] {
  switch (requirement.kind) {
    case 'manifest-entry':
      if (context.format === undefined || context.reference === undefined) return fail({ code: 'Internal', at: 'wiring' });
      return wireManifestEntry(requirement, text, context.format, context.reference);
    case 'import':
      return wireImport(requirement, text);
  }
}
