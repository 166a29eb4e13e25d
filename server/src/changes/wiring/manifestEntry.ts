import type { TextEdit } from '../../base/document';
import { fail } from '../../base/errors';
import type { Requirement } from '../../base/requirement';
import type { ManifestFormat } from '../../project/manifest/manifestFormat';

/** The edits that make a manifest map the variable to the address. Throws `ManifestMalformed`, or `MoveUnavailable` where the format cannot say it. */
export function wireManifestEntry(
  requirement: Extract<Requirement, { kind: 'manifest-entry' }>,
  text: string,
  format: ManifestFormat,
  reference: string,
): readonly TextEdit[] {
  const expressed = format.express(requirement.address, reference);
  if ('cannot' in expressed) return fail({ code: 'MoveUnavailable', reason: 'manifest-cannot-express' });
  return format.add(text, requirement.variable, expressed.value);
}
